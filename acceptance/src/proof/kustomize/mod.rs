//! An overlay builds to exactly the plain set, value for value and in the order of its lists.

mod mutated;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Proof;
use crate::component::kustomize::Kustomize;
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::prerequisite::Prerequisite;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "kustomize",
    summary: "Every overlay builds to exactly the plain set",
    needs: &[
        Prerequisite::Go,
        Prerequisite::Kubectl,
        Prerequisite::Setpriv,
    ],
    prove,
};

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let programs = [
        Kustomize::of_kubectl(),
        Kustomize::standalone(harness.cache())?,
    ];
    harness.each_set(checks, "its overlay equals the plain set", |set, checks| {
        programs
            .iter()
            .try_for_each(|kustomize| builds_the_plain_set(kustomize, set, checks))
    })?;
    holds_for_mutated_environments(harness, &programs[1], checks)
}

/// Compares overlay and plain set of environments that nobody wrote.
fn holds_for_mutated_environments(
    harness: &Harness,
    kustomize: &Kustomize,
    checks: &mut Checks,
) -> Result<()> {
    let claim = format!(
        "the overlay gives the plain set for {} mutated environments",
        mutated::COUNT
    );
    let environments = harness.sets().environments();
    if !environments
        .iter()
        .any(|name| harness.sets().is_rendered_from(name))
    {
        checks.not_proved(claim, "there is no model to mutate");
        return Ok(());
    }
    let mut objections = Vec::new();
    let mut contents = BTreeSet::new();
    for set in mutated::sets(harness, environments)? {
        let plain = set.objects()?;
        contents.insert(format!("{plain:?}"));
        let built = kustomize.build(&set.overlay())?;
        let found = differences(&plain, &built).into_iter();
        objections.extend(found.map(|what| format!("{}: {what}", set.environment())));
    }
    if contents.len() < mutated::COUNT * 9 / 10 {
        objections.push(format!("only {} of them are different", contents.len()));
    }
    checks.unless(claim, &objections);
    Ok(())
}

fn builds_the_plain_set(kustomize: &Kustomize, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let plain = set.objects()?;
    for (what, directory) in [("the overlay", set.overlay()), ("the set", set.directory())] {
        let objections = differences(&plain, &kustomize.build(&directory)?);
        let (environment, release) = (set.environment(), set.release());
        let tool = kustomize.name();
        let claim = format!("{environment} {release}: `{tool}` of {what} gives the plain set");
        checks.unless(claim, &objections);
    }
    Ok(())
}

/// Compares two sets of objects by what identifies an object.
fn differences(plain: &[Object], built: &[Object]) -> Vec<String> {
    let mut differences = Vec::new();
    if plain.is_empty() {
        differences.push("the plain set is empty".to_owned());
    }
    for (name, objects) in [("plain", plain), ("built", built)] {
        if by_identity(objects).len() != objects.len() {
            differences.push(format!("the {name} set has an object twice"));
        }
    }
    let (plain, mut built) = (by_identity(plain), by_identity(built));
    for (identity, object) in plain {
        match built.remove(&identity) {
            Some(other) if other == object => {}
            Some(_) => differences.push(format!("{identity} differs")),
            None => differences.push(format!("{identity} is not built")),
        }
    }
    differences.extend(
        built
            .keys()
            .map(|identity| format!("{identity} is not in the plain set")),
    );
    differences
}

fn by_identity(objects: &[Object]) -> BTreeMap<String, &Value> {
    let identity = |object: &Object| {
        format!(
            "{} {}/{}",
            object.text("/apiVersion"),
            object.namespace(),
            object
        )
    };
    objects
        .iter()
        .map(|object| (identity(object), object.value()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::manifest::parse;

    use super::*;

    #[test]
    fn every_kind_of_difference_is_told() {
        let plain = parse("{kind: A, x: [1, 2]}\n---\n{kind: B}\n---\n{kind: C}").unwrap();
        let built = parse("{kind: A, x: [2, 1]}\n---\n{kind: C}\n---\n{kind: D}").unwrap();
        insta::assert_snapshot!(differences(&plain, &built).join("\n"), @"
         /A  differs
         /B  is not built
         /D  is not in the plain set
        ");
    }

    #[test]
    fn an_empty_plain_set_proves_nothing() {
        assert_eq!(differences(&[], &[]), ["the plain set is empty"]);
    }
}

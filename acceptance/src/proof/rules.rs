//! What `check --manifests` refuses by the definitions, a real API server refuses, and the rest it
//! takes.
//!
//! Rendered objects are damaged at every field: left out, misspelt, of another type, out of range.
//! The API server and the generator judge the same files, and no verdict may differ. The rules that
//! speak for the API server have cases of their own beside that.

mod cases;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{Proof, api_server};
use crate::component::control_plane::ControlPlane;
use crate::component::kubectl::Kubectl;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::prerequisite::Prerequisite;
use crate::release::{RELEASES, Release};
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "rules",
    summary: "A real API server refuses the damaged objects that `check --manifests` refuses, alone",
    needs: &[
        Prerequisite::Go,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Kubectl,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Setpriv,
    ],
    prove,
};

/// The kinds whose objects are damaged.
const KINDS: [&str; 4] = ["Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser"];

/// The rules that speak for the API server.
const OF_DEFINITIONS: [&str; 6] = [
    "manifest/api-version",
    "manifest/identity",
    "manifest/metadata",
    "manifest/unknown-field",
    "manifest/missing-field",
    "manifest/invalid-value",
];

/// The rules that speak for the validations of a definition; where a release's definition has
/// none, its operator refuses the same.
const OF_VALIDATIONS: [&str; 3] = [
    "manifest/rack",
    "manifest/metrics",
    "manifest/user-certificate",
];

/// Below these keys the API server takes what the operator refuses; in another namespace it takes
/// nothing, because there is none.
const OPEN: [&str; 3] = ["config", "valueFrom", "namespace"];

/// What the API server refuses because it reads the field as the number of a scale; no definition
/// says so, and here another rule than those of definitions refuses it.
const SCALED: &str = "/spec/replicas is beyond 32 bits";

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let claim = "its damaged objects are judged alike";
    for release in RELEASES {
        let Some(environment) = harness.sets().environments().last() else {
            checks.not_proved(claim, "no environment is rendered yet");
            return Ok(());
        };
        let Some(set) = harness.set(environment, release)? else {
            checks.not_proved(claim, "there is no model to render this release from");
            continue;
        };
        let plane = ControlPlane::start(harness)?;
        api_server::load_definitions(harness, plane.kubectl(), release)?;
        cases::prove(harness, plane.kubectl(), release, checks)?;
        for kind in KINDS {
            judges_alike(harness, plane.kubectl(), &set, kind, checks)?;
        }
    }
    Ok(())
}

fn judges_alike(
    harness: &Harness,
    kubectl: &Kubectl,
    set: &Rendered,
    kind: &str,
    checks: &mut Checks,
) -> Result<()> {
    let release = set.release();
    let objects = set.objects()?;
    let Some(object) = objects.iter().find(|object| object.kind() == kind) else {
        checks.not_proved(format!("{set}: a damaged {kind}"), "the set has none");
        return Ok(());
    };
    let mut sound = object.value().clone();
    sound["metadata"]["namespace"] = json!("default");
    let cases = damaged(&sound);
    let directory = harness.directory(&format!("rules-{release}-{kind}"))?;
    for (number, (_, case)) in cases.iter().enumerate() {
        let path = directory.join(file(number));
        fs::write(&path, case.to_string()).map_err(Error::file("write", &path))?;
    }
    let theirs = refused_by_server(kubectl, &directory, cases.len())?;
    let ours = refused_here(harness, &directory, release)?;
    let verdict = |refused: bool| if refused { "refused" } else { "taken" };
    let differences: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(number, (damage, _))| {
            let name = file(number);
            (damage, theirs.contains(&name), ours.contains(&name))
        })
        .filter(|(_, theirs, ours)| theirs != ours)
        .map(|(damage, theirs, ours)| {
            let (theirs, ours) = (verdict(theirs), verdict(ours));
            format!("{damage}: {theirs} by the API server, {ours} here")
        })
        .collect();
    let claim = format!(
        "{set}: of {} damaged {kind}s the API server and `check` refuse the same {}",
        cases.len(),
        theirs.len()
    );
    checks.unless(claim, &differences);
    let control = format!("{set}: some damaged {kind}s are taken and some refused");
    let both = !theirs.is_empty() && theirs.len() < cases.len();
    checks.expect(control, both, || format!("{} are refused", theirs.len()));
    Ok(())
}

fn file(number: usize) -> String {
    format!("case-{number:04}.yaml")
}

fn refused_by_server(
    kubectl: &Kubectl,
    directory: &Path,
    cases: usize,
) -> Result<BTreeSet<String>> {
    let call = kubectl.call();
    let call = call.args(["create", "--dry-run=server", "--validate=strict"]);
    let output = call.arg("--filename").arg(directory).output()?;
    let refused: BTreeSet<String> = (0..cases)
        .map(file)
        .filter(|name| output.stderr.contains(name))
        .collect();
    let taken = output.stdout.lines().count();
    if taken + refused.len() == cases {
        return Ok(refused);
    }
    let form = format!(
        "{taken} and {} are not all: {}",
        refused.len(),
        output.last_words()
    );
    Err(Error::form(directory.display().to_string(), form))
}

fn refused_here(harness: &Harness, directory: &Path, release: Release) -> Result<BTreeSet<String>> {
    let report = harness.sets().blueprint()?.judge(directory, release)?;
    let findings = report["findings"].as_array().into_iter().flatten();
    let stands = |finding: &&Value| {
        let rule = finding["rule"].as_str().unwrap_or_default();
        let validated = release.has_stable_api() && OF_VALIDATIONS.contains(&rule);
        finding["severity"] == "error" && (validated || OF_DEFINITIONS.contains(&rule))
    };
    let files = findings
        .filter(stands)
        .filter_map(|finding| Path::new(finding["file"].as_str()?).file_name()?.to_str());
    Ok(files.map(str::to_owned).collect())
}

/// Damages an object at every field of its spec and its metadata; what was done stands beside each.
fn damaged(object: &Value) -> Vec<(String, Value)> {
    let mut cases = vec![("nothing".to_owned(), object.clone())];
    let mut other = object.clone();
    other["apiVersion"] = json!("kafka.strimzi.io/v1alpha9");
    cases.push(("apiVersion of another time".to_owned(), other));
    let mut pointers = vec!["/spec".to_owned(), "/metadata".to_owned()];
    while let Some(pointer) = pointers.pop() {
        let Some(value) = object.pointer(&pointer) else {
            continue;
        };
        for (damage, replacement) in replacements(value) {
            let mut case = object.clone();
            let told = format!("{pointer} {damage}");
            if let Some(place) = case.pointer_mut(&pointer).filter(|_| told != SCALED) {
                *place = replacement;
                cases.push((told, case));
            }
        }
        pointers.extend(below(&pointer, value));
    }
    cases
}

fn below(pointer: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => {
            let keys = map.keys().filter(|key| !OPEN.contains(&key.as_str()));
            let steps = keys.map(|key| key.replace('~', "~0").replace('/', "~1"));
            steps.map(|step| format!("{pointer}/{step}")).collect()
        }
        // What holds for the first holds for the others.
        Value::Array(items) if !items.is_empty() => vec![format!("{pointer}/0")],
        _ => Vec::new(),
    }
}

fn replacements(value: &Value) -> Vec<(String, Value)> {
    let told = |what: &str, value: Value| (format!("is {what}"), value);
    match value {
        Value::Object(map) => {
            let without = map.keys().map(|key| {
                let mut less = map.clone();
                less.remove(key);
                (format!("lacks {key}"), Value::Object(less))
            });
            let mut more = map.clone();
            more.insert("colour".to_owned(), json!("red"));
            let unknown = ("has a field too many".to_owned(), Value::Object(more));
            without
                .chain([
                    unknown,
                    told("a list", json!([])),
                    told("a text", json!("a")),
                ])
                .collect()
        }
        Value::Array(items) => {
            let mut wrong = items.clone();
            wrong.push(json!({"colour": ["red"]}));
            vec![
                told("longer by nonsense", Value::Array(wrong)),
                told("empty", json!([])),
                told("a map", json!({"a": 1})),
                told("a number", json!(1)),
            ]
        }
        Value::Number(_) => vec![
            told("-1", json!(-1)),
            told("0", json!(0)),
            told("2", json!(2)),
            told("1.5", json!(1.5)),
            told("65536", json!(65_536)),
            told("beyond 32 bits", json!(4_294_967_296_i64)),
            told("a text", json!("three")),
        ],
        Value::String(_) => vec![
            told("another text", json!("something-else")),
            told("empty", json!("")),
            told("a number", json!(5)),
            told("a boolean", json!(true)),
            told("a list", json!(["a"])),
        ],
        Value::Bool(value) => vec![
            told("the other", json!(!value)),
            told("a text", json!("true")),
            told("a number", json!(1)),
        ],
        Value::Null => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_damaged() {
        let object = json!({"apiVersion": "a", "metadata": {"labels": {"a": "b"}}, "spec": {"replicas": 3, "config": {"a": 1}, "roles": ["broker"]}});
        let cases: Vec<String> = damaged(&object).into_iter().map(|(name, _)| name).collect();
        for damage in [
            "nothing",
            "/spec lacks replicas",
            "/spec has a field too many",
            "/spec/replicas is -1",
            "/spec/roles is empty",
            "/spec/roles/0 is a number",
            "/metadata/labels/a is a boolean",
        ] {
            assert!(cases.iter().any(|case| case == damage), "{damage}");
        }
        assert!(!cases.iter().any(|case| case.starts_with("/spec/config")));
    }
}

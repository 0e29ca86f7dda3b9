//! Tools that judge manifests without a cluster find nothing that is not explained.
//!
//! kubeconform holds every object against its schema, strictly; kube-score has opinions on
//! workloads. What kube-score grades as critical and is meant so has its reason in
//! `explained.yaml`; a reason that no finding needs any more is an error of its own.

mod controls;
mod explanation;

use std::collections::BTreeSet;
use std::path::PathBuf;

use explanation::Explanation;

use super::Proof;
use crate::component::json_schemas;
use crate::component::kube_score::KubeScore;
use crate::component::kubeconform::Kubeconform;
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest;
use crate::prerequisite::Prerequisite;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "policy",
    summary: "kubeconform finds nothing, and kube-score nothing critical that is not explained",
    needs: &[
        Prerequisite::Go,
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Maven,
        Prerequisite::Setpriv,
    ],
    prove,
};

/// What is claimed of a set as a whole.
const CLAIM: &str = "kubeconform and kube-score find nothing";

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    let kube_score = KubeScore::new(harness.cache())?;
    let explanations = explanation::all()?;
    let mut needed = BTreeSet::new();
    let mut is_controlled = BTreeSet::new();
    harness.each_set(checks, CLAIM, |set, checks| {
        let schemas = json_schemas::generate(harness.cache(), set.release())?;
        let kubeconform = Kubeconform::new(harness.cache(), &schemas)?;
        // The set as it is shipped, and with everything running that waits for an image.
        let (environment, release) = (set.environment(), set.release());
        let switched_on = harness.switched_on(environment, release, "1")?;
        let mut sets = vec![(set.to_string(), set.clone())];
        sets.extend(switched_on.map(|set| (format!("{set} with every image named"), set)));
        for (name, set) in sets {
            conforms(&kubeconform, &name, &set, checks)?;
            let found = scores(&kube_score, &explanations, &name, &set, checks)?;
            needed.extend(found);
        }
        if is_controlled.insert(release) {
            controls::are_found(harness, &kubeconform, &kube_score, set, checks)?;
        }
        Ok(())
    })?;
    if needed.is_empty() {
        return Ok(());
    }
    let unneeded: Vec<_> = explanations
        .iter()
        .enumerate()
        .filter(|(number, _)| !needed.contains(number))
        .map(|(_, explanation)| explanation.to_string())
        .collect();
    checks.unless("every explanation is needed by a finding", &unneeded);
    Ok(())
}

/// Returns every file of a set, with those of what somebody starts.
fn files(set: &Rendered) -> Result<Vec<PathBuf>> {
    let mut files = set.files()?;
    files.extend(set.started_by_hand()?);
    Ok(files)
}

fn conforms(
    kubeconform: &Kubeconform,
    name: &str,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<()> {
    let judgement = kubeconform.judge(&files(set)?)?;
    let by_hand = set.started_by_hand()?;
    let by_hand = by_hand.iter().map(|file| manifest::read(file));
    let by_hand: Vec<_> = by_hand.collect::<Result<_>>()?;
    let objects = set.objects()?.len() + by_hand.iter().map(Vec::len).sum::<usize>();
    let mut objections = judgement.objections;
    if judgement.objects != objects {
        objections.push(format!("it read {} objects", judgement.objects));
    }
    let claim = format!("{name}: kubeconform takes all {objects} objects, strictly");
    checks.unless(claim, &objections);
    Ok(())
}

/// Scores a set and returns the explanations, by number, that its findings needed.
fn scores(
    kube_score: &KubeScore,
    explanations: &[Explanation],
    name: &str,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<BTreeSet<usize>> {
    let score = kube_score.score(&files(set)?)?;
    let mut needed = BTreeSet::new();
    let mut objections = Vec::new();
    let release = set.release().to_string();
    for finding in &score.critical {
        let explains =
            |explanation: &Explanation| explanation.explains(set.environment(), &release, finding);
        match explanations.iter().position(explains) {
            Some(number) => drop(needed.insert(number)),
            None => objections.push(finding.to_string()),
        }
    }
    if score.checks == 0 {
        objections.push("it checked nothing".to_owned());
    }
    let claim = format!(
        "{name}: of {} checks, kube-score has {} of its error grade, all explained",
        score.checks,
        score.critical.len()
    );
    checks.unless(claim, &objections);
    Ok(needed)
}

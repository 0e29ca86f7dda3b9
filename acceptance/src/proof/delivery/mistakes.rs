//! Mistakes on their way to the cluster: what Flux makes of them, and who catches them first.

use serde_json::json;

use super::ENVIRONMENT;
use super::cluster::{condition, wait};
use super::flux::{SET, text};
use super::site::{Site, kustomizations};
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::{self, Object};
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// Delivers a topic with a mistake that its definition forbids: Flux reports it, once it is merged,
/// and `check` before.
pub(super) fn report_an_unknown_field(
    harness: &Harness,
    site: &mut Site,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<()> {
    let rule = "manifest/unknown-field";
    check_catches_it_first(
        harness,
        set,
        rule,
        |topic| topic.with("/spec/partitionz", json!(3)),
        checks,
    )?;
    // Back from the overlay to the set, as documented.
    for object in kustomizations(set)? {
        site.kubectl().create(&object)?;
    }
    let revision = site.publish()?;
    let refused = || {
        let status = site.kustomization(SET)?["status"].take();
        let attempted = status["lastAttemptedRevision"] == revision;
        Ok(attempted && status.to_string().contains("field not declared in schema"))
    };
    let came = wait(refused)?;
    let told = site.kustomization(SET)?;
    checks.expect(
        format!("{set}: Flux is not ready, and says which field no definition declares"),
        came && condition(&told, "Ready") == "False",
        || told["status"].to_string(),
    );
    Ok(())
}

/// Delivers a topic with a mistake that no definition forbids: Flux is ready, and `check` alone
/// refuses it.
pub(super) fn pass_what_no_definition_forbids(
    harness: &Harness,
    site: &mut Site,
    set: &Rendered,
    checks: &mut Checks,
) -> Result<()> {
    site.repository.render(ENVIRONMENT, set.release())?;
    let rule = "topic/setting";
    check_catches_it_first(
        harness,
        set,
        rule,
        |topic| topic.with("/spec/config/retention.mss", json!(1000)),
        checks,
    )?;
    let revision = site.publish()?;
    checks.unless(
        format!("{set}: Flux reports ready with a setting of a topic that Kafka does not know"),
        &site.ready_with_the_kafka(SET, &revision)?,
    );
    Ok(())
}

/// Makes a mistake in the first rendered topic and expects `blueprint check --manifests` to refuse
/// exactly that.
fn check_catches_it_first(
    harness: &Harness,
    set: &Rendered,
    rule: &str,
    mistake: impl FnOnce(Object) -> Object,
    checks: &mut Checks,
) -> Result<()> {
    let before = errors(harness, set)?;
    let file = set.directory().join("topics.yaml");
    let mut topics = manifest::read(&file)?;
    let wrong = mistake(topics.remove(0));
    topics.insert(0, wrong);
    manifest::write(&file, &topics)?;
    let after = errors(harness, set)?;
    let caught = before.is_empty() && after.len() == 1 && after[0].starts_with(rule);
    checks.expect(
        format!("{set}: `blueprint check --manifests` refuses it by the rule {rule}"),
        caught,
        || format!("{before:?} became {after:?}"),
    );
    Ok(())
}

/// Returns the errors that `blueprint check --manifests` finds in a set, by rule.
fn errors(harness: &Harness, set: &Rendered) -> Result<Vec<String>> {
    let report = harness
        .sets()
        .blueprint()?
        .judge(&set.directory(), set.release())?;
    let findings = report["findings"].as_array().into_iter().flatten();
    Ok(findings
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| format!("{}: {}", text(&finding["rule"]), text(&finding["message"])))
        .collect())
}

//! Prometheus loads every rendered rule.
//!
//! A PrometheusRule holds a rule file under `spec`; promtool reads that file.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::Proof;
use crate::component::promtool;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::manifest::Object;
use crate::prerequisite::Prerequisite;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "alerts",
    summary: "Prometheus loads every rule",
    needs: &[Prerequisite::Prometheus, Prerequisite::Setpriv],
    prove,
};

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    harness.each_set(checks, "its rules load", |set, checks| {
        let directory = harness.directory("rules")?;
        rules_load(set, &directory, checks)
    })
}

fn rules_load(set: &Rendered, directory: &Path, checks: &mut Checks) -> Result<()> {
    let name = format!("{} {}", set.environment(), set.release());
    let rules = rule_files(set, directory)?;
    if rules.is_empty() {
        checks.not_proved(
            format!("{name}: its rules load"),
            "the set has no PrometheusRule",
        );
    }
    for file in &rules {
        let output = promtool::check_rules(file)?;
        let rule = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        checks.expect(
            format!("{name}: Prometheus loads {rule}"),
            output.success(),
            || output.last_words(),
        );
    }
    behave_as_rehearsed(set, checks)?;
    refuses_a_broken_rule(&name, directory, checks)
}

/// Runs the tests that are rendered beside the rules.
fn behave_as_rehearsed(set: &Rendered, checks: &mut Checks) -> Result<()> {
    let tests = set.directory().join("monitoring/rules-test.yaml");
    let claim = format!("{set}: each alert fires when it should and is quiet otherwise");
    if !tests.exists() {
        checks.not_proved(claim, "the set has no tests of its rules");
        return Ok(());
    }
    let output = promtool::test_rules(&tests)?;
    checks.expect(claim, output.success(), || output.last_words());
    Ok(())
}

/// Writes the rule file inside each PrometheusRule of a set.
fn rule_files(set: &Rendered, directory: &Path) -> Result<Vec<PathBuf>> {
    let objects = set.objects()?;
    let rules = objects
        .iter()
        .filter(|object| object.kind() == "PrometheusRule");
    rules.map(|rule| write(rule, directory)).collect()
}

fn write(rule: &Object, directory: &Path) -> Result<PathBuf> {
    let path = directory.join(rule.name()).with_extension("yaml");
    fs::write(&path, rule.value()["spec"].to_string()).map_err(Error::file("write", &path))?;
    Ok(path)
}

fn refuses_a_broken_rule(name: &str, directory: &Path, checks: &mut Checks) -> Result<()> {
    let broken = json!({"metadata": {"name": "broken"}, "spec": {"groups": [{
        "name": "broken", "rules": [{"alert": "Broken", "expr": "up{job=} == 0"}],
    }]}});
    let output = promtool::check_rules(&write(&Object::new(broken), directory)?)?;
    let claim = format!("{name}: a rule that does not parse is refused");
    checks.expect(claim, !output.success(), || output.last_words());
    Ok(())
}

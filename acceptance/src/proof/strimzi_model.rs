//! Strimzi's own Java model reads every rendered Strimzi object without losing anything.

use serde_json::json;

use super::Proof;
use crate::component::strimzi_model::StrimziModel;
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::prerequisite::Prerequisite;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "strimzi-model",
    summary: "Strimzi's Java model reads every Strimzi object and loses nothing of it",
    needs: &[
        Prerequisite::Java17,
        Prerequisite::Java21,
        Prerequisite::Maven,
        Prerequisite::Setpriv,
    ],
    prove,
};

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    harness.each_set(checks, "is read by Strimzi's model", |set, checks| {
        let model = StrimziModel::get(harness.cache(), set.release())?;
        reads_everything(&model, set, checks)
    })
}

fn reads_everything(model: &StrimziModel, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let name = format!("{} {}", set.environment(), set.release());
    let objects: Vec<_> = set
        .objects()?
        .into_iter()
        .filter(Object::is_strimzi)
        .collect();
    let claim = format!(
        "{name}: Strimzi's model reads all {} objects",
        objects.len()
    );
    if objects.is_empty() {
        checks.not_proved(claim, "the set has no Strimzi object");
        return Ok(());
    }
    checks.unless(claim, &model.objections(&objects)?);
    let Some(kafka) = objects.iter().find(|object| object.kind() == "Kafka") else {
        return Ok(());
    };
    for (mistake, wrong) in mistakes(kafka) {
        let objections = model.objections(&[wrong])?;
        let claim = format!("{name}: Strimzi's model does not take a Kafka with {mistake}");
        checks.expect(claim, !objections.is_empty(), || {
            "nothing was reported".to_owned()
        });
    }
    Ok(())
}

/// Makes wrong objects out of a right one, to show that the reader would tell.
fn mistakes(kafka: &Object) -> [(&'static str, Object); 3] {
    let unknown = kafka
        .clone()
        .with("/spec/kafka/listeners/0/tlz", json!(true));
    let value = kafka
        .clone()
        .with("/spec/kafka/listeners/0/type", json!("internall"));
    let version = kafka
        .clone()
        .with("/apiVersion", json!("kafka.strimzi.io/v1alpha9"));
    [
        ("an unknown field", unknown),
        ("an unknown value", value),
        ("an unknown version", version),
    ]
}

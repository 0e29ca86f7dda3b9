//! A real Kafka cluster starts from the rendered resources and lets each user do what the
//! model says, and nothing else.

use super::Proof;
use crate::component::kafka::Kafka;
use crate::error::Result;
use crate::harness::Harness;
use crate::http;
use crate::prerequisite::Prerequisite;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "kafka",
    summary: "A real Kafka cluster starts from the rendered resources and enforces them",
    needs: &[
        Prerequisite::Java17,
        Prerequisite::Maven,
        Prerequisite::OpenSsl,
        Prerequisite::Setpriv,
    ],
    prove,
};

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    harness.each_set(checks, "its Kafka starts", |set, checks| {
        if set.environment() == "prod" {
            starts(harness, set, checks)
        } else {
            Ok(())
        }
    })
}

fn starts(harness: &Harness, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let name = format!("{} {}", set.environment(), set.release());
    let kafka = Kafka::start(harness, &set.objects()?)?;
    checks.expect(
        format!("{name}: three Kafka nodes start"),
        kafka.nodes().len() == 3,
        || format!("there are {} nodes", kafka.nodes().len()),
    );
    for node in kafka.nodes() {
        let metrics = http::get(&format!("http://{}/metrics", kafka.metrics_address(node)))?;
        let claim = format!("{name}: {} serves metrics", node.pod);
        checks.expect(claim, metrics.contains("kafka_server_"), || metrics);
    }
    Ok(())
}

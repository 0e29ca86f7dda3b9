//! Refuses a load that its pods can't share: nothing is left for each, or too much.
//!
//! # Why
//! Each pod writes the same part of the rate. One of less than a record a second writes nothing
//! while it measures, and more than 20,000 records a second is more than one pod was seen to keep
//! up: it falls behind, and the load would measure the pod and not the cluster.
//!
//! # Example
//! `load: {pods: 5, rate: 3}`, or `load: {pods: 2, rate: 100000}`.
//!
//! # Instead
//! Fewer pods, or more of them.
//!
//! # Source
//! A decision of this tool: 20,000 is what `performance.rate` takes of one pod.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("verification/share", include_str!("share.rs"), check);

/// The most records a second that one pod writes.
const MOST: u32 = 20_000;

fn check(deployment: &Deployment) -> Vec<Finding> {
    let own = deployment.verification.as_ref();
    let Some(load) = own.and_then(|own| own.load.as_ref()) else {
        return Vec::new();
    };
    let (pods, rate) = (u32::from(load.pods.get()), load.rate.get());
    let (message, help) = if rate < pods {
        let message = format!("{pods} pods can't share {rate} records a second");
        (
            message,
            format!("write at most `{rate}` pods, or raise `rate`"),
        )
    } else if rate.div_ceil(pods) > MOST {
        let share = rate.div_ceil(pods);
        let enough = rate.div_ceil(MOST);
        let message = format!(
            "each of {pods} pods would write {share} records a second, and one writes at most {MOST}"
        );
        (
            message,
            format!("write at least `{enough}` pods, or lower `rate`"),
        )
    } else {
        return Vec::new();
    };
    let path = ModelPath::of(&["verification", "load", "pods"]);
    let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
    vec![finding.help(help)]
}

//! Resources of which more is asked for than is allowed.

use super::{
    amount,
    resource::{Resource, at, scalar},
    rules::{Told, part::RESOURCES},
};
use crate::{
    environment::document::{Entry, Node},
    finding::{Finding, Outcome},
};

/// Where a Kafka or a KafkaNodePool says what its pods get, before `resources`.
const PARTS: [&[&str]; 6] = [
    &["spec"],
    &["spec", "kafka"],
    &["spec", "kafkaExporter"],
    &["spec", "cruiseControl"],
    &["spec", "entityOperator", "topicOperator"],
    &["spec", "entityOperator", "userOperator"],
];

/// Returns what is wrong with the resources of an object.
pub fn wrong(resource: &Resource) -> Vec<Finding> {
    let parts = PARTS
        .iter()
        .filter_map(|path| resource.entry(&[path, &["resources"][..]].concat()));
    let kinds = |part: &Entry| [processor(&part.node), judge(&part.node, "memory")];
    parts.flat_map(kinds).flatten().collect()
}

/// Where the memory is known too, the rule `operator/cpu-limit` judges the request.
fn processor(resources: &Node) -> Option<Finding> {
    let known = ["requests", "limits"].map(|of| at(resources, &[of, "memory"]).is_some());
    let finding = judge(resources, "cpu")?;
    let nothing = finding.message.contains("is nothing");
    (nothing || known == [false, false]).then_some(finding)
}

fn judge(resources: &Node, kind: &str) -> Option<Finding> {
    let amount = |of: &str| {
        let entry = at(resources, &[of, kind])?;
        let text = &scalar(&entry.node)?.text;
        Some((entry, amount::thousandths(text)?, text))
    };
    let (request, limit) = (amount("requests"), amount("limits"));
    let nothing = [request, limit]
        .into_iter()
        .flatten()
        .find(|(_, amount, _)| *amount == 0);
    let (entry, message) = if let Some((entry, ..)) = nothing {
        (
            entry,
            format!("`{kind}` is nothing, which no pod runs with"),
        )
    } else {
        let (entry, request, asked) = request?;
        let (_, limit, allowed) = limit?;
        if request <= limit {
            return None;
        }
        let (asked, allowed) = (asked.escape_debug(), allowed.escape_debug());
        let message = format!("the request of `{kind}` is {asked}, and the limit is {allowed}");
        (entry, message)
    };
    let finding = RESOURCES.error(entry.node.place, message);
    Some(
        finding
            .outcome(Outcome::Refused)
            .help("ask for more than nothing, and for no more than the limit"),
    )
}

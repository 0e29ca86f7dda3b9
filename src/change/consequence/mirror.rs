//! The mirrors of a `KafkaMirrorMaker2`: each has connectors, which are called after the clusters that
//! it copies between (`KafkaMirrorMaker2Connectors`).

use super::{Consequence, Fact, connector, scene::Scene, scene::at};
use crate::change::{Class, FieldChange, FieldPath, Step};

/// What a mirror copies.
const CHOICES: [&str; 6] = [
    "groupsBlacklistPattern",
    "groupsExcludePattern",
    "groupsPattern",
    "topicsBlacklistPattern",
    "topicsExcludePattern",
    "topicsPattern",
];

const CONNECTORS: [&str; 3] = [
    "sourceConnector",
    "checkpointConnector",
    "heartbeatConnector",
];

/// Returns whether a field is one that the operator hands to the connectors while the pods run.
pub fn of_connector(field: &FieldChange) -> bool {
    matches!(
        field.path.steps().get(1..4),
        Some([Step::Key(mirrors), _, Step::Key(part)])
            if mirrors == "mirrors" && (CHOICES.contains(&part.as_str()) || CONNECTORS.contains(&part.as_str()))
    )
}

/// Judges such a field.
pub fn connector(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let steps = field.path.steps();
    let last = field.path.last().unwrap_or_default();
    if CHOICES.contains(&last) {
        return vec![Consequence::new(
            Class::Dynamic,
            Fact::new("connect/mirrored"),
            "other topics or groups are copied from now on; what is no longer copied stays in the target \
             as it is",
            "the operator gives the connectors their patterns while they run",
        )];
    }
    if steps.len() == 5 && ["state", "pause"].contains(&last) {
        let path = steps[..4]
            .iter()
            .fold(FieldPath::default(), |path, step| path.with(step.clone()));
        let of = |side| at(side, &path);
        return vec![connector::state(of(scene.was()), of(scene.now()))];
    }
    if let Some(Step::Key(key)) = steps.get(4)
        && let Some(told) = connector::without_restart(key)
    {
        return vec![told];
    }
    vec![Consequence::new(
        Class::Dynamic,
        Fact::new("connect/mirror-connector"),
        "a connector of the mirror comes, goes or restarts with other settings",
        "the operator gives the connectors their settings while the pods run on",
    )]
}

/// Judges another alias of a cluster.
pub fn alias(field: &FieldChange) -> Option<Consequence> {
    let path = &field.path;
    let mirrors = path.is_below(&["spec", "mirrors"]) || path.is_below(&["spec", "target"]);
    let named = ["alias", "sourceCluster", "targetCluster"].contains(&path.last()?);
    (mirrors && named && field.before.is_some() && field.after.is_some()).then(|| {
        Consequence::new(
            Class::Irreversible,
            Fact::new("connect/another-alias"),
            "topics are copied again from their beginning, into topics that are called after the new \
             alias or, where names stay the same, a second time into those of before",
            "connectors are called after the aliases, and Kafka Connect keeps offsets by the name of the \
             connector",
        )
        .action("keep the alias; it need not be the name of the cluster")
    })
}

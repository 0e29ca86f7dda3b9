//! The words of the rules, which speak of a model, put into those of Strimzi's resources.

use crate::finding::{Finding, Outcome};

/// What a rule says of a model, and where that stands in a manifest; the longer come first.
const WORDS: [(&str, &str); 22] = [
    (
        "`authorization: simple` below `cluster`",
        "`authorization: {type: simple}` below `spec.kafka`",
    ),
    (
        "`cluster.authorization.simple.superUsers`",
        "`spec.kafka.authorization.superUsers`",
    ),
    (
        "in `cluster.rack` or in `cluster.nodePools`",
        "in `spec.kafka.rack` or in a KafkaNodePool",
    ),
    ("`cluster.authorization`", "`spec.kafka.authorization`"),
    ("`cluster.listeners`", "`spec.kafka.listeners`"),
    ("`cluster.metadataVersion`", "`spec.kafka.metadataVersion`"),
    ("in `cluster.nodePools`", "in a KafkaNodePool"),
    ("`authorization: simple`", "`authorization: {type: simple}`"),
    (
        "`authentication: scram-sha-512`",
        "`authentication: {type: scram-sha-512}`",
    ),
    ("`authentication: tls`", "`authentication: {type: tls}`"),
    ("`cleanup: ", "`cleanup.policy: "),
    ("and a `retention`", "and `retention.ms`"),
    ("`minInsyncReplicas: ", "`min.insync.replicas: "),
    ("`retentionSize`", "`retention.bytes`"),
    (
        "`metrics: jmxExporter`",
        "`metricsConfig` with the type `jmxPrometheusExporter`",
    ),
    ("leave `heap` out", "leave `-Xmx` out"),
    ("to at least `cpu`", "to at least the request"),
    ("`pattern: prefix`", "`patternType: prefix`"),
    (
        "`0: {size: 10Gi}`",
        "`{id: 0, type: persistent-claim, size: 10Gi}`",
    ),
    (
        "such as `tls: {port: 9093, tls: true, authentication: tls}`",
        "such as `{name: tls, port: 9093, type: internal, tls: true}`",
    ),
    (
        "how long a record is kept, such as `7d`",
        "how many milliseconds a record is kept",
    ),
    ("add it below `users`", "take it away"),
];

/// Puts a finding into the words of manifests.
pub fn adapt(finding: &mut Finding) {
    finding.message = finding
        .message
        .replace("is not in the model", "is not among the manifests");
    // A model's lists are not rendered without authorization; a KafkaUser's are refused.
    if finding.rule.as_str() == "user/authorization" {
        finding.outcome = Some(Outcome::Refused);
    }
    // A model knows a super user by its certificate alone.
    if finding.rule.as_str() == "user/super-user"
        && let Some(help) = &mut finding.help
    {
        help.push_str(", or name the user without `CN=`");
    }
    if let Some(help) = &mut finding.help {
        for (of_model, of_manifest) in WORDS {
            if help.contains(of_model) {
                *help = help.replace(of_model, of_manifest);
            }
        }
    }
}

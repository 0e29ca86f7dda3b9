//! The lattice of versions: operator, Kafka, metadata and Kubernetes.

use crate::deployment::{found, passes};

#[test]
fn kafka() {
    let rule = "version/kafka";
    insta::assert_snapshot!(found(rule, "cluster: {version: 4.1.0, metadataVersion: 4.1}"), @r"
        error version/kafka at cluster.version
          the operator 1.2.0 does not run Kafka 4.1.0
          refused
          help: it runs `4.2.0`, `4.2.1`, `4.3.0` and `4.3.1`
        ");
    passes(rule, "cluster: {version: 4.2.0, metadataVersion: 4.2}");
    passes(rule, "cluster: {version: null, metadataVersion: null}");
}

#[test]
fn metadata_newer() {
    let rule = "version/metadata-newer";
    insta::assert_snapshot!(found(rule, "cluster: {metadataVersion: 4.4-IV0}"), @r"
        error version/metadata-newer at cluster.metadataVersion
          the metadata version 4.4-IV0 is newer than Kafka 4.3.1
          dropped
          help: write `4.3`
        ");
    passes(rule, "cluster: {metadataVersion: 4.3}");
    passes(rule, "cluster: {metadataVersion: null}");
}

#[test]
fn metadata_older() {
    let rule = "version/metadata-older";
    insta::assert_snapshot!(found(rule, "cluster: {metadataVersion: 4.2-IV1}"), @r"
        warning version/metadata-older at cluster.metadataVersion
          the metadata version 4.2-IV1 belongs to an older Kafka than 4.3.1
          help: write `4.3` when Kafka 4.3.1 has proved itself
        ");
    insta::assert_snapshot!(found(rule, "cluster: {metadataVersion: 3.2-IV0}"), @r"
        error version/metadata-older at cluster.metadataVersion
          the metadata version 3.2-IV0 is older than 3.3, where KRaft begins
          refused
          help: write `4.3`
        ");
    insta::assert_snapshot!(found(rule, "cluster: {metadataVersion: 3.3-IV3}"), @r"
        warning version/metadata-older at cluster.metadataVersion
          the metadata version 3.3-IV3 belongs to an older Kafka than 4.3.1
          help: write `4.3` when Kafka 4.3.1 has proved itself
        ");
    passes(rule, "cluster: {metadataVersion: 4.3-IV0}");
}

#[test]
fn kubernetes_minimum() {
    let rule = "version/kubernetes-minimum";
    insta::assert_snapshot!(found(rule, "platform: {kubernetes: 1.29}"), @r"
        warning version/kubernetes-minimum at platform.kubernetes
          the operator 1.2.0 is documented for Kubernetes 1.30 and newer, and this is 1.29
          fails-later
          help: upgrade Kubernetes first, or choose an older release of the operator
        ");
    passes(rule, "platform: {kubernetes: 1.30}");
}

#[test]
fn operator_start() {
    let rule = "version/operator-start";
    let old = |kubernetes: &str| {
        format!("operator: {{version: 0.40.0}}\nplatform: {{kubernetes: {kubernetes}}}")
    };
    insta::assert_snapshot!(found(rule, &old("1.33")), @r"
        warning version/operator-start at operator.version
          the operator 0.40.0 starts on Kubernetes 1.33 only because STRIMZI_KUBERNETES_VERSION tells it that version
          help: choose 0.45.1 or newer
        ");
    let elsewhere = "operator: {version: 0.40.0, install: false}\nplatform: {kubernetes: 1.33}";
    insta::assert_snapshot!(found(rule, elsewhere), @r"
        error version/operator-start at operator.version
          the operator 0.40.0 does not start on Kubernetes 1.33: it can't read its version
          fails-later
          help: choose 0.45.1 or newer, or have STRIMZI_KUBERNETES_VERSION set on it
        ");
    passes(rule, &old("1.32"));
}

#[test]
fn feature_gate() {
    let rule = "version/feature-gate";
    insta::assert_snapshot!(found(rule, "
operator: {featureGates: {UseKRaft: true, UseBackgroundPodDeletions: true}}
"), @r"
        error version/feature-gate at operator.featureGates.UseBackgroundPodDeletions
          the operator 1.2.0 does not know the feature gate `UseBackgroundPodDeletions` and would not start
          refused
          help: did you mean `UseBackgroundPodDeletion`?
        error version/feature-gate at operator.featureGates.UseKRaft
          the operator 1.2.0 does not know the feature gate `UseKRaft` and would not start
          refused
          help: take it away: this release has `UseBackgroundPodDeletion` and `UseConnectBuildWithBuildah`
        ");
    insta::assert_snapshot!(
        found(rule, "operator: {version: 0.46.0, featureGates: {UseKRaft: true}}"), @r"
        error version/feature-gate at operator.featureGates.UseKRaft
          the operator 0.46.0 does not know the feature gate `UseKRaft` and would not start
          refused
          help: take it away: this release has none
        ");
    passes(
        rule,
        "operator: {featureGates: {UseBackgroundPodDeletion: true}}",
    );
}

#[test]
fn metadata_level() {
    let rule = "version/metadata-level";
    insta::assert_snapshot!(found(rule, "cluster: {metadataVersion: 4.3-IV9}"), @r"
        error version/metadata-level at cluster.metadataVersion
          Kafka 4.3.1 has no metadata version 4.3-IV9
          dropped
          help: the last one of 4.3 is `4.3-IV0`
        ");
    insta::assert_snapshot!(found(rule, "cluster: {metadataVersion: 3.44}"), @r"
        error version/metadata-level at cluster.metadataVersion
          Kafka 4.3.1 has no metadata version 3.44
          dropped
          help: write `4.3`
        ");
    insta::assert_snapshot!(found(rule, "cluster: {metadataVersion: 3.3-IV2}"), @r"
        error version/metadata-level at cluster.metadataVersion
          Kafka 4.3.1 has no metadata version 3.3-IV2
          refused
          help: the last one of 3.3 is `3.3-IV3`
        ");
    passes(rule, "cluster: {metadataVersion: 3.3-IV3}");
    passes(rule, "cluster: {metadataVersion: 4.2}");
    passes(rule, "cluster: {metadataVersion: 4.4-IV9}");
    passes(rule, "cluster: {metadataVersion: 3.2-IV9}");
}

#[test]
fn unverified() {
    let rule = "version/unverified";
    insta::assert_snapshot!(found(rule, "operator: {version: 1.1.0}"), @r"
        advice version/unverified at operator.version
          which settings the operator 1.1.0 takes for itself is not known, so those of 1.2.0 are used
        ");
    passes(rule, "operator: {version: 0.45.2}");
}

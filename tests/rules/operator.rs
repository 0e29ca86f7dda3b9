//! The Strimzi cluster operator and what it accepts for every component.

use crate::deployment::{found, passes};

#[test]
fn watch() {
    let rule = "operator/watch";
    insta::assert_snapshot!(found(rule, "operator: {namespace: strimzi}"), @r"
        error operator/watch at operator.watch
          the operator does not watch the namespace `kafka`, where the cluster is
          ignored
          help: write `watch: {namespaces: [kafka]}`
        ");
    insta::assert_snapshot!(
        found(rule, "operator: {watch: {namespaces: [payments, shop]}}"), @r"
        error operator/watch at operator.watch
          the operator does not watch the namespace `kafka`, where the cluster is
          ignored
          help: write `watch: {namespaces: [kafka]}`
        ");
    passes(
        rule,
        "operator: {namespace: strimzi, watch: {namespaces: [kafka]}}",
    );
    passes(rule, "operator: {namespace: strimzi, watch: allNamespaces}");
    passes(rule, "operator: {namespace: kafka}");
}

#[test]
fn kraft_gate() {
    let rule = "operator/kraft-gate";
    let gate = |on| {
        format!(
            "operator: {{version: 0.40.0, featureGates: {{UnidirectionalTopicOperator: {on}}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &gate(false)), @r"
        error operator/kraft-gate at operator.featureGates.UnidirectionalTopicOperator
          a cluster in KRaft mode needs the feature gate `UnidirectionalTopicOperator`
          refused
          help: leave the gate alone: it is on
        ");
    passes(rule, &gate(true));
    // A gate that the release does not have any more is not on either.
    passes(rule, "operator: {featureGates: {UseKRaft: false}}");
}

#[test]
fn cpu_limit() {
    let rule = "operator/cpu-limit";
    insta::assert_snapshot!(found(rule, "
operator: {resources: {memory: 384Mi, cpu: 200m, cpuLimit: 100m}}
cluster:
  nodePools: {brokers: {resources: {cpuLimit: 999m}}}
  kafkaExporter: {resources: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}}
  cruiseControl: {resources: {memory: 1Gi, cpu: 50m, cpuLimit: 49m}}
  entityOperator:
    topicOperator: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}
    userOperator: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}
"), @r"
        error operator/cpu-limit at cluster.entityOperator.topicOperator.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at cluster.entityOperator.userOperator.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at cluster.kafkaExporter.resources.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at cluster.cruiseControl.resources.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at cluster.nodePools.brokers.resources.cpuLimit
          the processor limit of 999m is below the 1000m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at operator.resources.cpuLimit
          the processor limit of 100m is below the 200m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        ");
    passes(
        rule,
        "cluster: {nodePools: {brokers: {resources: {cpuLimit: 1000m}}}}",
    );
}

#[test]
fn cpu_limit_of_what_is_around_the_cluster() {
    insta::assert_snapshot!(found("operator/cpu-limit", "
schemaRegistry:
  listener: tls
  resources: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}
  registration: {resources: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}}
kafkaUi: {listener: tls, resources: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}}
verification: {listener: tls, resources: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}}
applications: {shop: {workload: {resources: {memory: 64Mi, cpu: 50m, cpuLimit: 49m}}}}
"), @r"
        error operator/cpu-limit at schemaRegistry.resources.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at schemaRegistry.registration.resources.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at kafkaUi.resources.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at verification.resources.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        error operator/cpu-limit at applications.shop.workload.resources.cpuLimit
          the processor limit of 49m is below the 50m that are asked for
          refused
          help: raise the limit to at least `cpu`, or leave it out
        ");
}

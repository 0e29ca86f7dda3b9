//! Node pools: how many nodes, what they do and what they get.

use crate::deployment::{found, passes};

/// The base with another value in one pool.
fn pool(name: &str, value: &str) -> String {
    format!("cluster: {{nodePools: {{{name}: {{{value}}}}}}}")
}

#[test]
fn none() {
    let rule = "node-pool/none";
    insta::assert_snapshot!(found(rule, &pool("controllers", "replicas: 0")), @r"
        error node-pool/none at cluster.nodePools
          no node of the cluster is a controller
          refused
          help: give a pool with at least one node the role `controller`
        ");
    insta::assert_snapshot!(
        found(rule, "cluster: {nodePools: {brokers: null, controllers: null}}"), @r"
        error node-pool/none at cluster.nodePools
          no node of the cluster is a controller
          refused
          help: give a pool with at least one node the role `controller`
        error node-pool/none at cluster.nodePools
          no node of the cluster is a broker
          refused
          help: give a pool with at least one node the role `broker`
        ");
    passes(rule, &pool("controllers", "replicas: 1"));
}

#[test]
fn roles() {
    let rule = "node-pool/roles";
    insta::assert_snapshot!(found(rule, &pool("brokers", "roles: []")), @r"
        error node-pool/roles at cluster.nodePools.brokers.roles
          the nodes of the pool `brokers` have no role
          refused
          help: write `[broker]`, `[controller]` or `[controller, broker]`
        ");
    insta::assert_snapshot!(found(rule, &pool("brokers", "roles: [broker, broker]")), @r"
        error node-pool/roles at cluster.nodePools.brokers.roles
          the pool `brokers` has the role `broker` twice
          refused
          help: write `[broker]`, `[controller]` or `[controller, broker]`
        ");
    insta::assert_snapshot!(
        found(rule, &pool("brokers", "roles: [broker, controller, broker]")), @r"
        error node-pool/roles at cluster.nodePools.brokers.roles
          the pool `brokers` has more roles than there are
          refused
          help: write `[broker]`, `[controller]` or `[controller, broker]`
        ");
    passes(rule, &pool("brokers", "roles: [broker, controller]"));
}

#[test]
fn controller_count() {
    let rule = "node-pool/controller-count";
    insta::assert_snapshot!(found(rule, &pool("controllers", "replicas: 2")), @r"
        warning node-pool/controller-count at cluster.nodePools.controllers.replicas
          two controllers stop when either of them is away
          fails-later
          help: run 3 or 5 controllers, or 1 where nothing depends on it
        ");
    insta::assert_snapshot!(found(rule, &pool("brokers", "roles: [broker, controller]")), @r"
        warning node-pool/controller-count at cluster.nodePools.controllers.replicas
          6 controllers survive no more losses than 5
          fails-later
          help: run 3 or 5 controllers, or 1 where nothing depends on it
        ");
    // An empty pool is not where the number can be mended.
    let spare = "
cluster:
  nodePools:
    controllers: {replicas: 2}
    spare: {roles: [controller], replicas: 0, storage: {volumes: {0: {size: 10Gi}}}, resources: {memory: 2Gi, cpu: 500m}}";
    assert!(found(rule, spare).contains("at cluster.nodePools.controllers.replicas"));
    passes(rule, &pool("controllers", "replicas: 1"));
    passes(rule, &pool("controllers", "replicas: 5"));
    passes(rule, &pool("controllers", "replicas: 0"));
}

#[test]
fn ephemeral() {
    let rule = "node-pool/ephemeral";
    let alone = "replicas: 1, storage: {volumes: null, ephemeral: {}}";
    insta::assert_snapshot!(found(rule, &pool("brokers", alone)), @r"
        warning node-pool/ephemeral at cluster.nodePools.brokers.storage
          the only broker keeps its data in its pod and loses it with the pod
          fails-later
          help: give it a volume, or run three of them
        ");
    insta::assert_snapshot!(found(rule, &pool("controllers", alone)), @r"
        warning node-pool/ephemeral at cluster.nodePools.controllers.storage
          the only controller keeps its data in its pod and loses it with the pod
          fails-later
          help: give it a volume, or run three of them
        ");
    passes(
        rule,
        &pool(
            "brokers",
            "replicas: 2, storage: {volumes: null, ephemeral: {}}",
        ),
    );
    passes(rule, &pool("brokers", "replicas: 1"));
}

#[test]
fn a_pool_without_nodes_keeps_no_data() {
    insta::assert_snapshot!(found("node-pool/ephemeral", "
cluster:
  nodePools:
    brokers: {replicas: 1, storage: {volumes: null, ephemeral: {}}}
    spare: {roles: [broker], replicas: 0, storage: {volumes: {0: {size: 1Gi}}}, resources: {memory: 4Gi, cpu: 1000m}}
"), @"
    warning node-pool/ephemeral at cluster.nodePools.brokers.storage
      the only broker keeps its data in its pod and loses it with the pod
      fails-later
      help: give it a volume, or run three of them
    ");
}

#[test]
fn dual_role() {
    let rule = "node-pool/dual-role";
    insta::assert_snapshot!(found(rule, &pool("brokers", "roles: [controller, broker]")), @r"
        advice node-pool/dual-role at cluster.nodePools.brokers.roles
          the nodes of the pool `brokers` are controllers and brokers, so their number can't be changed later
          help: keep it for a cluster that stays as small as it is; else make a pool for each role
        ");
    passes(
        rule,
        &pool("brokers", "roles: [controller, broker], replicas: 1"),
    );
}

#[test]
fn node_ids() {
    let rule = "node-pool/node-ids";
    insta::assert_snapshot!(found(rule, "
cluster:
  nodePools:
    brokers: {firstNodeId: 0}
    controllers: {firstNodeId: 2}
"), @r"
        error node-pool/node-ids at cluster.nodePools.controllers.firstNodeId
          the pools `brokers` and `controllers` both have the node id 2
          dropped
          help: the first free id behind `brokers` is 3
        ");
    passes(rule, &pool("controllers", "firstNodeId: 3"));
    passes(rule, &pool("controllers", "firstNodeId: 0, replicas: 0"));
}

/// Each pool is compared with the one before it that reaches furthest.
#[test]
fn node_ids_of_three_pools() {
    let three = |brokers: &str, controllers: &str, spare: &str| {
        format!(
            "
cluster:
  nodePools:
    brokers: {{{brokers}}}
    controllers: {{{controllers}}}
    spare: {{roles: [broker], storage: {{volumes: {{0: {{size: 1Gi}}}}}}, resources: {{memory: 4Gi, cpu: 1000m}}, {spare}}}
"
        )
    };
    let rule = "node-pool/node-ids";
    let within = three(
        "firstNodeId: 0, replicas: 9",
        "firstNodeId: 2, replicas: 1",
        "firstNodeId: 5, replicas: 1",
    );
    insta::assert_snapshot!(found(rule, &within), @"
    error node-pool/node-ids at cluster.nodePools.controllers.firstNodeId
      the pools `brokers` and `controllers` both have the node id 2
      dropped
      help: the first free id behind `brokers` is 9
    error node-pool/node-ids at cluster.nodePools.spare.firstNodeId
      the pools `brokers` and `spare` both have the node id 5
      dropped
      help: the first free id behind `brokers` is 9
    ");
    let behind = three(
        "firstNodeId: 0, replicas: 3",
        "firstNodeId: 3, replicas: 3",
        "firstNodeId: 5, replicas: 1",
    );
    insta::assert_snapshot!(found(rule, &behind), @"
    error node-pool/node-ids at cluster.nodePools.spare.firstNodeId
      the pools `controllers` and `spare` both have the node id 5
      dropped
      help: the first free id behind `controllers` is 6
    ");
    let level = three(
        "firstNodeId: 0, replicas: 3",
        "firstNodeId: 2, replicas: 1",
        "firstNodeId: 2, replicas: 1",
    );
    insta::assert_snapshot!(found(rule, &level), @"
    error node-pool/node-ids at cluster.nodePools.controllers.firstNodeId
      the pools `brokers` and `controllers` both have the node id 2
      dropped
      help: the first free id behind `brokers` is 3
    error node-pool/node-ids at cluster.nodePools.spare.firstNodeId
      the pools `brokers` and `spare` both have the node id 2
      dropped
      help: the first free id behind `brokers` is 3
    ");
}

#[test]
fn heap() {
    let rule = "node-pool/heap";
    insta::assert_snapshot!(found(rule, &pool("brokers", "heap: 4Gi")), @r"
        error node-pool/heap at cluster.nodePools.brokers.heap
          the heap of 4Gi does not fit into the memory of 4Gi
          fails-later
          help: take half of the memory, or leave `heap` out
        ");
    insta::assert_snapshot!(found(rule, &pool("brokers", "heap: 3073Mi")), @r"
        warning node-pool/heap at cluster.nodePools.brokers.heap
          the heap of 3073Mi leaves little of the memory of 4Gi to Java itself and to the page cache
          fails-later
          help: take half of the memory, or leave `heap` out
        ");
    passes(rule, &pool("brokers", "heap: 3Gi"));
}

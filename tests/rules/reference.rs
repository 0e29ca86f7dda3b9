//! Names that one part of a model gives and another part must have.

use crate::deployment::{found, passes};

#[test]
fn unknown_topic() {
    let rule = "reference/unknown-topic";
    insta::assert_snapshot!(found(rule, "
applications:
  shop: {produces: {order: Orders}}
  billing: {deadLetters: graveyard}
"), @r"
        error reference/unknown-topic at applications.billing.deadLetters
          the application `billing` names the topic `graveyard`, which is not in the model
          fails-later
          help: add it below `topics`
        error reference/unknown-topic at applications.shop.produces.order
          the application `shop` names the topic `order`, which is not in the model
          fails-later
          help: did you mean `orders`?
        ");
    passes(rule, "applications: {shop: {produces: {dlq: Orders}}}");
    passes(
        rule,
        "topics: {order: {owner: a, purpose: b, partitions: 1}}
applications: {shop: {produces: {order: Orders}}}",
    );
}

#[test]
fn unknown_listener() {
    let rule = "reference/unknown-listener";
    insta::assert_snapshot!(found(rule, "applications: {shop: {listener: tsl}}"), @r"
        error reference/unknown-listener at applications.shop.listener
          the application `shop` connects to the listener `tsl`, which the cluster does not have
          fails-later
          help: did you mean `tls`?
        ");
    passes(
        rule,
        "
cluster: {listeners: {tsl: {port: 9095, tls: true, authentication: tls}}}
applications: {shop: {listener: tsl}}
",
    );
}

#[test]
fn a_component_names_a_listener_too() {
    insta::assert_snapshot!(found("reference/unknown-listener", "
schemaRegistry: {listener: lts}
kafkaUi: {listener: lts}
verification: {listener: lts}
"), @r"
        error reference/unknown-listener at schemaRegistry.listener
          the schema registry connects to the listener `lts`, which the cluster does not have
          fails-later
          help: did you mean `tls`?
        error reference/unknown-listener at kafkaUi.listener
          the Kafka UI connects to the listener `lts`, which the cluster does not have
          fails-later
          help: did you mean `tls`?
        error reference/unknown-listener at verification.listener
          the verification connects to the listener `lts`, which the cluster does not have
          fails-later
          help: did you mean `tls`?
        ");
}

#[test]
fn unknown_profile() {
    let rule = "reference/unknown-profile";
    insta::assert_snapshot!(found(rule, "
applications: {shop: {profile: exactly-onse}}
clientProfiles: {exactly-once: {extends: nothing}}
"), @r"
        error reference/unknown-profile at applications.shop.profile
          the application `shop` uses the client profile `exactly-onse`, which is not in the model
          help: did you mean `exactly-once`?
        error reference/unknown-profile at clientProfiles.exactly-once.extends
          the client profile `exactly-once` extends the client profile `nothing`, which is not in the model
          help: add it below `clientProfiles`
        ");
    passes(
        rule,
        "clientProfiles: {fast: {purpose: Speed, extends: exactly-once}}",
    );
}

#[test]
fn profile_cycle() {
    let rule = "reference/profile-cycle";
    insta::assert_snapshot!(found(rule, "
clientProfiles:
  a: {purpose: A, extends: b}
  b: {purpose: B, extends: c}
  c: {purpose: C, extends: b}
  d: {purpose: D, extends: d}
"), @r"
        error reference/profile-cycle at clientProfiles.b.extends
          the client profiles `b` and `c` extend each other in a circle
          help: take `extends` from one of them
        error reference/profile-cycle at clientProfiles.d.extends
          the client profile `d` extends itself
          help: take `extends` from one of them
        ");
    passes(
        rule,
        "
clientProfiles:
  a: {purpose: A, extends: c}
  b: {purpose: B, extends: c}
  c: {purpose: C, extends: exactly-once}
",
    );
}

#[test]
fn unknown_super_user() {
    let rule = "reference/unknown-super-user";
    insta::assert_snapshot!(
        found(rule, "cluster: {authorization: {simple: {superUsers: [shop, blling]}}}"), @r"
        warning reference/unknown-super-user at cluster.authorization.simple.superUsers[1]
          the super user `blling` is not in the model
          ignored
          help: did you mean `billing`?
        ");
    passes(
        rule,
        "
cluster: {authorization: {simple: {superUsers: [admin, shop]}}}
users: {admin: {owner: ops, purpose: Repairs}}
",
    );
}

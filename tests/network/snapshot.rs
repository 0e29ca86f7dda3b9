//! The policies of options that the shipped environments do not use, as they are rendered.

use kafka_blueprint::{emit::yaml, render::Component};

use super::flows::{ELSEWHERE, EVERYTHING};
use crate::fixture::{OWN_KAFKA, components, operator};

#[test]
fn policies_with_every_option_and_the_newest_operator() {
    let new = operator("1.2.0");
    let components = components("prod", &[EVERYTHING, ELSEWHERE, OWN_KAFKA, &new]);
    let policies = components
        .iter()
        .find(|(component, _)| *component == Component::NetworkPolicies);
    let (_, policies) = policies.unwrap();
    insta::assert_snapshot!(yaml::documents("", policies));
}

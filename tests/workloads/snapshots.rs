//! The options that the shipped environments do not use, as they are rendered.

use kafka_blueprint::{emit::yaml, render::Component};

use crate::deployment::{fixture, objects};

const AROUND: [Component; 5] = [
    Component::Access,
    Component::SchemaRegistry,
    Component::KafkaUi,
    Component::Applications,
    Component::Verification,
];

#[test]
fn every_component_is_rendered_as_before() {
    let deployment = fixture("base");
    for component in AROUND {
        let text = yaml::documents(component.title(), &objects(&deployment, component));
        insta::assert_snapshot!(component.file(), text);
    }
}

#[test]
fn what_stands_around_the_cluster_does_not_depend_on_the_operators_release() {
    let (old, new) = (fixture("base"), fixture("new-operator"));
    for component in &AROUND[..4] {
        assert_eq!(objects(&old, *component), objects(&new, *component));
    }
}

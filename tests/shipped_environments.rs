//! The environments that ship with the project are read without a finding.

use std::path::Path;

use kafka_blueprint::{
    environment::{Environments, FromNode},
    finding::Trail,
    model::Deployment,
};

#[test]
fn every_shipped_environment_is_read_whole() {
    let environments = Environments::open(Path::new("environments")).unwrap();
    let names: Vec<_> = environments.names().collect();
    assert_eq!(
        names.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["dev", "prod", "staging"]
    );
    for name in names {
        let loaded = environments.load(&name).unwrap();
        let mut findings = loaded.findings;
        let document = loaded.document.unwrap();
        let deployment = Deployment::from_node(&document, &Trail::TOP, &mut findings);
        assert_eq!(findings, [], "{name}");
        assert_eq!(deployment.unwrap().topics.len(), 6);
    }
}

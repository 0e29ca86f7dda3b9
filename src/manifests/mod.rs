//! Kubernetes manifests that this tool did not write, read into the model as far as it can say
//! them.
//!
//! Files become marked objects, objects become a deployment whose values keep their places in
//! those files, and the same rules judge it that judge a model. What a model can't get wrong (a
//! label, a namespace, an API version) has rules of its own here, and what no rule is about is
//! told too. The values of Secrets are never read.

mod access_rule;
mod additional_volume;
mod alert;
mod amount;
mod annotation;
mod broker;
mod cluster;
mod compute;
pub mod definitions;
mod draft;
mod gate;
mod kafka;
mod kraft;
mod listener;
mod listener_field;
mod listener_host;
mod membership;
mod metadata;
mod node_pool;
mod node_port;
mod object;
mod operator;
mod pod_set;
mod rebalance;
mod reference;
pub mod resource;
pub mod rules;
mod secrecy;
mod setting;
pub mod source;
mod storage;
mod super_user;
mod topic;
mod unchecked;
mod user;
pub(crate) mod value;
mod watch;
mod wording;

use std::{collections::BTreeSet, iter};

use self::{
    cluster::{Judged, Surroundings},
    operator::Chosen,
    resource::{Resource, STRIMZI},
    rules::{RELEASE, Told},
    unchecked::Unchecked,
};
pub use self::{definitions::Definitions, source::Manifests};
use crate::{
    catalog::operator::{OperatorVersion, Release},
    environment::{
        Node,
        document::{Entry, Mapping, Value},
    },
    finding::{FileId, Finding, Place, Site},
};

/// What the rules leave alone here, since no manifest says it for certain.
const ONLY_IN_A_MODEL: &str = "what only a model says: applications with their client settings, the \
    schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether \
    topics and users exist that have no resource here";

/// What came of a set of manifests.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What the model makes of them; paths of findings are looked up in it.
    pub document: Option<Node>,
    /// What is wrong with them, and what is not checked.
    pub findings: Vec<Finding>,
}

/// Holds manifests against the rules, as the release `asked` for or the one that they show.
#[must_use]
pub fn check(
    manifests: &Manifests,
    asked: Option<OperatorVersion>,
    definitions: &mut Definitions,
) -> Checked {
    let resources = &manifests.resources;
    let mut unchecked = manifests.unchecked.clone();
    let mut findings = manifests.findings.clone();
    let operator = operator::find(resources);
    let chosen = operator::choose(asked, operator, resources);
    findings.extend(release_told(resources, &chosen));
    findings.extend(object::twice(resources));
    let refused = schemas(
        resources,
        &chosen,
        definitions,
        &mut unchecked,
        &mut findings,
    );
    let clusters = membership::clusters(resources, &mut unchecked, &mut findings);
    let around = Surroundings {
        chosen: &chosen,
        operator,
    };
    if let Some(first) = clusters.first() {
        unchecked.say(first.kafka.place(), ONLY_IN_A_MODEL);
    }
    findings.extend(resources.iter().flat_map(alert::wrong));
    let parts = resources.iter().filter(|one| one.group == STRIMZI);
    let release = Release::of(chosen.version);
    findings.extend(parts.clone().flat_map(|one| object::parts(one, release)));
    findings.extend(parts.flat_map(|one| annotation::unread(one, &mut unchecked)));
    findings.extend(pod_set::shared(&clusters));
    findings.extend(rebalance::wrong(resources, &clusters));
    let mut judged = Vec::new();
    for cluster in &clusters {
        findings.extend(object::around(cluster, resources, &mut unchecked));
        findings.extend(listener_host::wrong(cluster, release, &mut unchecked));
        findings.extend(watch::denied(cluster.kafka, around));
        judged.push((
            cluster.kafka,
            cluster::judge(cluster, around, &mut unchecked),
        ));
    }
    let document = joined(judged, &refused, &mut findings);
    findings.extend(unchecked.findings());
    Checked { document, findings }
}

/// Says which release the manifests are held against; sets without Strimzi need none.
fn release_told(resources: &[Resource], chosen: &Chosen) -> Option<Finding> {
    let first = resources
        .iter()
        .find(|resource| resource.group == STRIMZI)?;
    let place = chosen
        .place
        .unwrap_or_else(|| first.place_of(&["apiVersion"]));
    let message = format!("held against Strimzi {}: {}", chosen.version, chosen.why);
    Some(
        RELEASE
            .advice(place, message)
            .help("`--operator-version` names another release"),
    )
}

/// Holds every resource of Strimzi against its definition, and notes what no rule knows. Returns
/// the places of what was refused.
fn schemas(
    resources: &[Resource],
    chosen: &Chosen,
    definitions: &mut Definitions,
    unchecked: &mut Unchecked,
    findings: &mut Vec<Finding>,
) -> BTreeSet<Place> {
    let release = Release::of(chosen.version);
    let mut refused = BTreeSet::new();
    let mut tell = |found: &mut dyn Iterator<Item = Finding>| {
        for finding in found {
            if let Site::Source(place) = finding.site {
                refused.insert(place);
            }
            findings.push(finding);
        }
    };
    for resource in resources {
        tell(&mut metadata::wrong(resource).into_iter());
        let ours = object::known_parts(resource, release);
        if let Some(known) = &ours {
            unchecked.parts(resource, known);
        }
        if resource.group != STRIMZI {
            if alert::is_rule(resource) {
                unchecked.say(resource.place(), alert::NOT_JUDGED);
            } else if !object::is_read(resource) {
                unchecked.kind(resource);
            }
            continue;
        }
        if let Some(unknown) = definitions.no_such_kind(release, resource) {
            tell(&mut iter::once(unknown));
            continue;
        }
        let violations = definitions.violations(release, resource);
        if ours.is_none() || violations.is_none() {
            unchecked.kind(resource);
        }
        tell(&mut violations.into_iter().flatten());
    }
    refused
}

/// Joins the clusters into one document, with the name of each before its paths where there are
/// several. A value that its definition refused already is not told twice.
fn joined(
    judged: Vec<(&Resource, Judged)>,
    refused: &BTreeSet<Place>,
    findings: &mut Vec<Finding>,
) -> Option<Node> {
    let alone = judged.len() == 1;
    let mut forest = Mapping::default();
    let mut only = None;
    for (
        kafka,
        Judged {
            document,
            findings: found,
        },
    ) in judged
    {
        let name = format!("{}/{}", kafka.namespace_or_any(), kafka.name);
        for mut finding in found {
            let place = match &finding.site {
                Site::Value(path) => Some(crate::environment::locate::value(&document, path)),
                Site::Key(path) => Some(crate::environment::locate::key(&document, path)),
                Site::Source(place) => Some(*place),
                Site::File(_) => None,
            };
            let again = finding.rule.as_str().starts_with("environment/")
                && place.is_some_and(|place| refused.contains(&place));
            if again {
                continue;
            }
            wording::adapt(&mut finding);
            if !alone {
                finding.site = below(&name, finding.site);
            }
            findings.push(finding);
        }
        if alone {
            only = Some(document);
        } else {
            let entry = Entry {
                key: kafka.place(),
                node: document,
            };
            forest.entries.insert(name, entry);
        }
    }
    let place = Place {
        file: FileId::new(0),
        start: 0,
        end: 0,
    };
    only.or_else(|| {
        let whole = Node {
            place,
            value: Value::Mapping(forest),
        };
        (whole
            .as_mapping()
            .is_some_and(|map| !map.entries.is_empty()))
        .then_some(whole)
    })
}

fn below(name: &str, site: Site) -> Site {
    match site {
        Site::Value(path) => Site::Value(path.under(name)),
        Site::Key(path) => Site::Key(path.under(name)),
        other => other,
    }
}

//! ConfigMaps and Secrets that a cluster names: whether they have the keys that it asks for.
//!
//! Of a Secret only the keys are known; its values are never read.

use super::{
    membership::Cluster,
    resource::{Resource, Text, at, items, mapping, scalar},
    rules::{CONFIG_MAP, SECRET_KEY, Told},
    unchecked::Unchecked,
};
use crate::{
    environment::{Node, parse},
    finding::{Finding, Outcome, RuleName, nearest},
};

/// Where a Kafka names a ConfigMap, before `valueFrom.configMapKeyRef`.
const CONFIG_MAPS: [&[&str]; 6] = [
    &["spec", "kafka", "metricsConfig"],
    &["spec", "kafka", "logging"],
    &["spec", "cruiseControl", "metricsConfig"],
    &["spec", "cruiseControl", "logging"],
    &["spec", "entityOperator", "topicOperator", "logging"],
    &["spec", "entityOperator", "userOperator", "logging"],
];

/// Where a KafkaUser names the Secret of its password.
const PASSWORD: [&str; 5] = [
    "spec",
    "authentication",
    "password",
    "valueFrom",
    "secretKeyRef",
];

/// A key that an object asks for.
struct Reference<'a> {
    from: &'a Resource,
    kind: &'static str,
    name: Text<'a>,
    key: Text<'a>,
}

/// The Secrets of an authority that people bring, by the end of their name, with their keys.
const AUTHORITY: [(&str, &str); 2] = [("", "ca.key"), ("-cert", "ca.crt")];

/// Returns the objects of the core group of a kind.
pub fn core<'a>(resources: &'a [Resource], kind: &str) -> impl Iterator<Item = &'a Resource> {
    let of_kind = move |resource: &&Resource| resource.group.is_empty() && resource.kind == kind;
    resources.iter().filter(of_kind)
}

/// Returns every reference that leads nowhere; what is not among the manifests is unchecked.
pub fn broken(
    cluster: &Cluster<'_>,
    resources: &[Resource],
    unchecked: &mut Unchecked,
) -> Vec<Finding> {
    let broken = all(cluster)
        .into_iter()
        .filter_map(|reference| reference.judge(resources, unchecked));
    broken.collect()
}

/// Returns the Secrets of an authority that people bring which lack their key; those that are not
/// among the manifests are what `secret/own-authority` advises to create.
pub fn authorities(kafka: &Resource, resources: &[Resource]) -> Vec<Finding> {
    let brought = [("clusterCa", "cluster"), ("clientsCa", "clients")]
        .into_iter()
        .filter_map(|(field, whose)| {
            let generate = kafka.text(&["spec", field, "generateCertificateAuthority"])?;
            (generate.text == "false").then_some(whose)
        });
    let parts = brought.flat_map(|whose| AUTHORITY.map(|(end, key)| (whose, end, key)));
    parts
        .filter_map(|(whose, end, key)| {
            let name = format!("{}-{whose}-ca{end}", kafka.name);
            let mut secrets = core(resources, "Secret").filter(|secret| secret.name == name);
            let secret = secrets.find(|one| one.may_be_in(kafka.namespace.as_deref()))?;
            if keys(secret).contains(&key) {
                return None;
            }
            let message = format!("the Secret `{name}` has no key `{key}`");
            let finding = SECRET_KEY
                .error(secret.place(), message)
                .outcome(Outcome::Refused);
            Some(finding.help("add the key to the Secret"))
        })
        .collect()
}

/// Returns the ConfigMaps with rules for the JMX exporter that are no YAML.
pub fn unreadable(cluster: &Cluster<'_>, resources: &[Resource]) -> Vec<Finding> {
    let kafka = cluster.kafka;
    let metrics = [&["spec", "kafka"][..], &["spec", "cruiseControl"]];
    metrics
        .iter()
        .filter_map(|component| {
            let path = [
                component,
                &["metricsConfig", "valueFrom", "configMapKeyRef"][..],
            ]
            .concat();
            let reference = named(kafka, "ConfigMap", &kafka.entry(&path)?.node, "name", "key")?;
            let mut maps =
                core(resources, "ConfigMap").filter(|map| map.name == reference.name.text);
            let map = maps.find(|map| map.may_be_in(kafka.namespace.as_deref()))?;
            let rules = map.text(&["data", reference.key.text])?;
            let reason = parse::syntax_error(rules.text)?;
            let message = format!(
                "the rules in the ConfigMap `{}` are no YAML: {}",
                map.name, reason
            );
            let finding = CONFIG_MAP.error(rules.place, message);
            Some(
                finding
                    .outcome(Outcome::Refused)
                    .help("mend the text below this key"),
            )
        })
        .collect()
}

fn all<'a>(cluster: &Cluster<'a>) -> Vec<Reference<'a>> {
    let kafka = cluster.kafka;
    let maps = CONFIG_MAPS.iter().filter_map(|path| {
        let path = [path, &["valueFrom", "configMapKeyRef"][..]].concat();
        named(kafka, "ConfigMap", &kafka.entry(&path)?.node, "name", "key")
    });
    let passwords = cluster
        .users
        .iter()
        .filter_map(|user| named(user, "Secret", &user.entry(&PASSWORD)?.node, "name", "key"));
    let listeners = items(&kafka.node, &["spec", "kafka", "listeners"]).iter();
    let certificates = listeners.flat_map(|listener| {
        let own = at(listener, &["configuration", "brokerCertChainAndKey"]);
        let keys = ["certificate", "key"].into_iter();
        keys.filter_map(move |key| named(kafka, "Secret", &own?.node, "secretName", key))
    });
    maps.chain(passwords).chain(certificates).collect()
}

fn named<'a>(
    from: &'a Resource,
    kind: &'static str,
    reference: &'a Node,
    name: &str,
    key: &str,
) -> Option<Reference<'a>> {
    let text = |field: &str| {
        let node = &at(reference, &[field])?.node;
        let text = scalar(node)?.text.as_str();
        Some(Text {
            text,
            place: node.place,
        })
    };
    let (name, key) = (text(name)?, text(key)?);
    Some(Reference {
        from,
        kind,
        name,
        key,
    })
}

impl Reference<'_> {
    fn judge(&self, resources: &[Resource], unchecked: &mut Unchecked) -> Option<Finding> {
        let (kind, name) = (self.kind, self.name.text);
        let namespace = self.from.namespace.as_deref();
        let mut named = core(resources, kind).filter(|one| one.name == name);
        let Some(target) = named.find(|one| one.may_be_in(namespace)) else {
            let message = format!(
                "the {kind} `{}`, which the {} `{}` names and which is not among the manifests",
                name.escape_debug(),
                self.from.kind,
                self.from.name
            );
            unchecked.say(self.name.place, message);
            return None;
        };
        let keys = keys(target);
        if keys.contains(&self.key.text) {
            return None;
        }
        let message = format!(
            "the {kind} `{name}` has no key `{}`",
            self.key.text.escape_debug()
        );
        let finding = self
            .rule()
            .error(self.key.place, message)
            .outcome(Outcome::Refused);
        let near = nearest(self.key.text, keys.iter().copied());
        Some(match near.or(keys.first().copied()) {
            Some(near) => finding.help(format!("did you mean `{}`?", near.escape_debug())),
            None => finding.help(format!("add the key to the {kind}")),
        })
    }

    fn rule(&self) -> RuleName {
        if self.kind == "Secret" {
            SECRET_KEY
        } else {
            CONFIG_MAP
        }
    }
}

fn keys(target: &Resource) -> Vec<&str> {
    let fields = ["data", "stringData", "binaryData"].into_iter();
    let maps = fields.filter_map(|field| mapping(&target.entry(&[field])?.node));
    maps.flat_map(|map| map.entries.keys())
        .map(String::as_str)
        .collect()
}

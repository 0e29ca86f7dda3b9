//! The operator among the manifests, and the release that everything is held against.

use std::{collections::BTreeSet, fmt};

use super::{
    draft::{Draft, word},
    kraft, node_pool,
    resource::{Resource, STRIMZI, at, items, scalar},
};
use crate::{
    catalog::kafka::KafkaVersion,
    catalog::operator::{ApiVersion, KraftAnnotations, OperatorVersion, Release},
    environment::document::{Entry, Node, Value},
    finding::{Place, listed},
};

/// The release that manifests are held against.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The release.
    pub version: OperatorVersion,
    /// Why that one, as the rest of a sentence.
    pub why: String,
    /// What says so, where it is among the manifests.
    pub place: Option<Place>,
}

/// The Deployment of a cluster operator.
#[derive(Clone, Copy, Debug)]
pub struct Operator<'a> {
    deployment: &'a Resource,
    container: &'a Node,
    image: (&'a str, Place),
}

/// Finds the first operator among the manifests.
#[must_use]
pub fn find(resources: &[Resource]) -> Option<Operator<'_>> {
    let deployments = resources
        .iter()
        .filter(|resource| resource.kind == "Deployment");
    let mut operators = deployments.flat_map(|deployment| {
        let containers = items(
            &deployment.node,
            &["spec", "template", "spec", "containers"],
        );
        containers
            .iter()
            .filter_map(|container| operator(deployment, container))
    });
    operators.next()
}

fn operator<'a>(deployment: &'a Resource, container: &'a Node) -> Option<Operator<'a>> {
    let entry = at(container, &["image"])?;
    let image = scalar(&entry.node)?.text.as_str();
    let is_strimzi = repository(image).ends_with("/operator")
        && items(container, &["env"]).iter().any(|variable| {
            variable_name(variable).is_some_and(|name| name.starts_with("STRIMZI_"))
        });
    is_strimzi.then_some(Operator {
        deployment,
        container,
        image: (image, entry.node.place),
    })
}

fn repository(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or(image);
    match image.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => repository,
        _ => image,
    }
}

fn variable_name(variable: &Node) -> Option<&str> {
    Some(scalar(&at(variable, &["name"])?.node)?.text.as_str())
}

impl<'a> Operator<'a> {
    fn tag(&self) -> &'a str {
        let image = self.image.0;
        let image = image.split('@').next().unwrap_or(image);
        let behind = image.strip_prefix(repository(image)).unwrap_or_default();
        behind.trim_start_matches(':')
    }

    fn variable(&self, name: &str) -> Option<&'a Node> {
        let variables = items(self.container, &["env"]);
        variables
            .iter()
            .find(|variable| variable_name(variable) == Some(name))
    }

    /// Returns the value of a variable, if it is written in the Deployment itself.
    #[must_use]
    pub fn says(&self, name: &str) -> Option<&'a str> {
        self.value(name).map(|(_, text)| text)
    }

    fn value(&self, name: &str) -> Option<(&'a Entry, &'a str)> {
        let entry = at(self.variable(name)?, &["value"])?;
        Some((entry, scalar(&entry.node)?.text.as_str()))
    }
}

/// Chooses the release: what was asked for, what an operator's image says, or the newest that
/// serves what the resources are written in.
#[must_use]
pub fn choose(
    asked: Option<OperatorVersion>,
    operator: Option<Operator<'_>>,
    resources: &[Resource],
) -> Chosen {
    if let Some(version) = asked {
        return Chosen {
            version,
            why: "as `--operator-version` asks".to_owned(),
            place: None,
        };
    }
    let Some(operator) = operator else {
        return newest(resources, "no operator is among the manifests");
    };
    let (name, tag) = (&operator.deployment.name, operator.tag());
    if let Ok(version) = tag.parse() {
        return Chosen {
            version,
            why: format!("the image of the operator in `{name}`"),
            place: Some(operator.image.1),
        };
    }
    let what = match tag {
        "" => "no tag".to_owned(),
        tag => format!(
            "the tag `{}`, which is no release that is known",
            tag.escape_debug()
        ),
    };
    let because = format!("the image of the operator in `{name}` has {what}");
    newest(resources, &because)
}

fn newest(resources: &[Resource], because: &str) -> Chosen {
    let ours = resources
        .iter()
        .filter(|resource| resource.group == STRIMZI);
    let first = ours.clone().next();
    let api = [ApiVersion::V1Beta2, ApiVersion::V1]
        .into_iter()
        .find(|api| {
            ours.clone()
                .any(|resource| resource.version == api.version())
        });
    let serves = |version: &OperatorVersion| {
        let served = Release::of(*version).served_versions();
        api.is_none_or(|api| served.contains(&api))
    };
    let serving: Vec<OperatorVersion> = OperatorVersion::all().filter(serves).collect();
    let demands: BTreeSet<Demand<'_>> = ours.flat_map(demands).collect();
    let met = |version: &OperatorVersion| {
        let release = Release::of(*version);
        let met = demands.iter().filter(|demand| demand.is_met_by(release));
        met.collect::<Vec<_>>()
    };
    // Of several that meet as much, the last one is the newest.
    let chosen = serving
        .iter()
        .max_by_key(|version| met(version).len())
        .copied()
        .expect("the catalogue has releases");
    let mut what: Vec<String> = api.map(|api| format!("serves {api}")).into_iter().collect();
    if serving.last() != Some(&chosen) {
        what.extend(met(&chosen).into_iter().map(ToString::to_string));
    }
    if what.is_empty() {
        what.push("is known".to_owned());
    }
    Chosen {
        version: chosen,
        why: format!("the newest that {}, since {because}", listed(&what)),
        place: first.map(|resource| resource.place_of(&["apiVersion"])),
    }
}

/// What runs already, by what the manifests say: a release without it is a worse guess than an
/// older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Demand<'a> {
    Kind(&'a str),
    Kafka(KafkaVersion),
    ZooKeeper,
}

impl Demand<'_> {
    fn is_met_by(&self, release: &Release) -> bool {
        match self {
            Self::Kind(kind) => release.kinds().iter().any(|known| known == kind),
            Self::Kafka(version) => release.kafka(*version).is_some(),
            Self::ZooKeeper => release.kraft_annotations() == KraftAnnotations::Select,
        }
    }
}

impl fmt::Display for Demand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "has the kind {kind}"),
            Self::Kafka(version) => write!(f, "runs Kafka {version}"),
            Self::ZooKeeper => f.write_str("runs ZooKeeper"),
        }
    }
}

/// Returns what a resource asks of a release. What every release has, and the mistakes that none
/// has, say nothing.
fn demands(resource: &Resource) -> Vec<Demand<'_>> {
    let kafka = resource.is("Kafka");
    let version: &[&str] = if kafka {
        &["spec", "kafka", "version"]
    } else {
        &["spec", "version"]
    };
    let version = resource
        .text(version)
        .and_then(|version| version.text.parse().ok());
    let zookeeper = kafka && kraft::keeps_zookeeper(resource);
    let all = [
        Some(Demand::Kind(&resource.kind)),
        version.map(Demand::Kafka),
        zookeeper.then_some(Demand::ZooKeeper),
    ];
    let told = all.into_iter().flatten().filter(|demand| {
        let mut releases = OperatorVersion::all().map(Release::of);
        let first = releases.next().map(|release| demand.is_met_by(release));
        releases.any(|release| Some(demand.is_met_by(release)) != first)
    });
    told.collect()
}

/// Drafts the operator of the model, and says what is not known of it.
#[must_use]
pub fn draft(chosen: &Chosen, operator: Option<Operator<'_>>, place: Place) -> Draft {
    let mut draft = Draft::new(place);
    let version_place = chosen.place.unwrap_or(place);
    draft.enter(
        "version",
        version_place,
        word(version_place, chosen.version.to_string()),
    );
    let Some(operator) = operator else {
        draft.fill("install", "false");
        draft.fill("watch", "allNamespaces");
        return draft;
    };
    let metadata = |key: &str| operator.deployment.entry(&["metadata", key]);
    draft.copy("namespace", metadata("namespace"));
    watch(&mut draft, operator);
    gates(&mut draft, operator);
    if let Some(resources) = node_pool::resources(operator.container) {
        draft.nest("resources", operator.image.1, resources);
    }
    draft
}

fn watch(draft: &mut Draft, operator: Operator<'_>) {
    match operator.value("STRIMZI_NAMESPACE") {
        None if operator.variable("STRIMZI_NAMESPACE").is_some()
            && operator.deployment.namespace.is_some() => {}
        None => draft.fill("watch", "allNamespaces"),
        Some((entry, "*" | "")) => draft.follow("watch", entry, "allNamespaces"),
        Some((entry, list)) => {
            let place = entry.node.place;
            let names = list.split(',').map(|name| word(place, name.trim()));
            let mut watch = Draft::new(place);
            let value = Value::Sequence(names.collect());
            watch.enter("namespaces", place, Node { place, value });
            draft.nest("watch", place, watch);
        }
    }
}

fn gates(draft: &mut Draft, operator: Operator<'_>) {
    let Some((entry, list)) = operator.value("STRIMZI_FEATURE_GATES") else {
        return;
    };
    let place = entry.node.place;
    let mut gates = Draft::new(place);
    for gate in list.split(',').map(str::trim) {
        let on = gate.starts_with('+');
        if let Some(name) = gate.strip_prefix(['+', '-']) {
            gates.enter(name, place, word(place, on.to_string()));
        }
    }
    draft.nest("featureGates", place, gates);
}

/// Drafts the platform: the Kubernetes that the operator is told, or one that every rule takes.
#[must_use]
pub fn platform(release: &Release, operator: Option<Operator<'_>>, place: Place) -> Draft {
    let mut platform = Draft::new(place);
    let told = operator.and_then(|operator| operator.value("STRIMZI_KUBERNETES_VERSION"));
    let told = told.and_then(|(entry, text)| Some((entry, kubernetes(text)?)));
    match told {
        Some((entry, version)) => platform.follow("kubernetes", entry, version),
        None => platform.fill("kubernetes", release.kubernetes_minimum().to_string()),
    }
    platform
}

fn kubernetes(properties: &str) -> Option<String> {
    let number = |key: &str| {
        let mut lines = properties.lines();
        let value = lines.find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='))?;
        value.trim().parse::<u16>().ok()
    };
    Some(format!("{}.{}", number("major")?, number("minor")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_has_a_repository_and_a_tag() {
        for (image, wanted) in [
            (
                "quay.io/strimzi/operator:0.40.0",
                "quay.io/strimzi/operator",
            ),
            (
                "localhost:5000/strimzi/operator",
                "localhost:5000/strimzi/operator",
            ),
            ("a/operator:1@sha256:00", "a/operator"),
        ] {
            assert_eq!(repository(image), wanted);
        }
    }

    #[test]
    fn a_version_of_kubernetes_is_read_from_properties() {
        assert_eq!(kubernetes("major=1\nminor=30\n").unwrap(), "1.30");
        assert_eq!(kubernetes("major=1"), None);
    }
}

//! Holds resources against the custom resource definitions: those of the release, or given ones.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{
    resource::{Resource, STRIMZI, at, items, scalar},
    rules::{API_VERSION, INVALID_VALUE, KIND, MISSING_FIELD, Told, UNKNOWN_FIELD},
    source::Manifests,
    value,
};
use crate::{
    catalog::{
        crd::{self, Problem, Schema, Violation},
        operator::{ApiVersion, OperatorVersion, Release},
    },
    environment::{
        document::{Node, Value},
        locate,
    },
    finding::{Finding, ModelPath, Outcome, Place, listed, nearest},
};

/// The schemas that resources are held against, compiled when they are first asked for.
#[derive(Debug, Default)]
pub struct Definitions {
    given: Option<BTreeMap<(String, String), Json>>,
    compiled: BTreeMap<(OperatorVersion, String, String), Option<Schema>>,
}

impl Definitions {
    /// Takes the definitions among `manifests` in the place of those of a release; `None` if
    /// there is none of Strimzi's.
    #[must_use]
    pub fn given(manifests: &Manifests) -> Option<Self> {
        let definitions = manifests.resources.iter().filter(|resource| {
            resource.kind == "CustomResourceDefinition"
                && resource
                    .text(&["spec", "group"])
                    .is_some_and(|group| group.text == STRIMZI)
        });
        let mut given = BTreeMap::new();
        for definition in definitions {
            let kind = definition.text(&["spec", "names", "kind"]);
            let kind = kind.map_or("", |kind| kind.text);
            for version in items(&definition.node, &["spec", "versions"]) {
                let name = at(version, &["name"]).and_then(|name| scalar(&name.node));
                let schema = at(version, &["schema", "openAPIV3Schema"]);
                if let (Some(name), Some(schema)) = (name, schema) {
                    let key = (kind.to_owned(), name.text.clone());
                    given.insert(key, value::json(&schema.node));
                }
            }
        }
        (!given.is_empty()).then(|| Self {
            given: Some(given),
            compiled: BTreeMap::new(),
        })
    }

    /// Returns what is wrong with a resource of Strimzi by its definition; `None` if there is no
    /// definition of its kind.
    pub fn violations(
        &mut self,
        release: &'static Release,
        resource: &Resource,
    ) -> Option<Vec<Finding>> {
        if self.given.is_none() && !release.kinds().contains(&resource.kind) {
            return None;
        }
        if let Some(finding) = self.not_served(release, resource) {
            return Some(vec![finding]);
        }
        let schema = self.schema(release, resource)?;
        let violations = schema.validate(&value::json(&resource.node)).into_iter();
        let findings = violations.map(|violation| finding(release, resource, &violation));
        Some(findings.collect())
    }

    /// Returns that no definition has the kind of a resource of Strimzi, if it is so.
    #[must_use]
    pub fn no_such_kind(&self, release: &Release, resource: &Resource) -> Option<Finding> {
        // Definitions that were given may be some of all.
        let kinds = release.kinds();
        if self.given.is_some() || kinds.contains(&resource.kind) {
            return None;
        }
        let kind = resource.kind.escape_debug();
        let message = format!("Strimzi {} has no kind `{kind}`", release.number());
        let finding = KIND.error(resource.place_of(&["kind"]), message);
        let help = match nearest(&resource.kind, kinds.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "take it away, or name the release that has it with `--operator-version`".to_owned()
            }
        };
        Some(finding.outcome(Outcome::Refused).help(help))
    }

    fn not_served(&self, release: &Release, resource: &Resource) -> Option<Finding> {
        let served: Vec<String> = if let Some(given) = &self.given {
            let versions = given.keys().filter(|(kind, _)| *kind == resource.kind);
            versions.map(|(_, version)| version.clone()).collect()
        } else {
            let versions = release.served_versions().iter();
            versions.map(|api| api.version().to_owned()).collect()
        };
        if served.is_empty() || served.contains(&resource.version) {
            return None;
        }
        let whose = match self.given {
            Some(_) => "the given definitions have".to_owned(),
            None => format!("Strimzi {} serves", release.number()),
        };
        let served: Vec<String> = served
            .iter()
            .map(|version| format!("`{version}`"))
            .collect();
        let message = format!(
            "{whose} no `{}` of the kind {}",
            resource.version.escape_debug(),
            resource.kind
        );
        let finding = API_VERSION.error(resource.place_of(&["apiVersion"]), message);
        let help = format!("it serves {}", listed(&served));
        Some(finding.outcome(Outcome::Refused).help(help))
    }

    fn schema(&mut self, release: &'static Release, resource: &Resource) -> Option<&Schema> {
        let (kind, version) = (resource.kind.clone(), resource.version.clone());
        let given = self.given.as_ref();
        let key = (release.version(), kind.clone(), version.clone());
        let compile = || match given {
            Some(given) => crd::compile(given.get(&(kind, version))?),
            None => crd::schema_in(release, &kind, api(&version)?),
        };
        self.compiled.entry(key).or_insert_with(compile).as_ref()
    }
}

fn api(version: &str) -> Option<ApiVersion> {
    [ApiVersion::V1Beta2, ApiVersion::V1]
        .into_iter()
        .find(|api| api.version() == version)
}

fn finding(release: &'static Release, resource: &Resource, violation: &Violation) -> Finding {
    let path = steps(&resource.node, &violation.pointer);
    let place = match violation.problem {
        Problem::UnknownField { .. } => locate::key(&resource.node, &path),
        Problem::MissingField { .. } => holder(resource, &path),
        Problem::Value(_) => locate::value(&resource.node, &path),
    };
    let subject = format!("the {} `{}`", resource.kind, resource.name.escape_debug());
    let shown = if path.segments().is_empty() {
        String::new()
    } else {
        format!(" at `{path}`")
    };
    match &violation.problem {
        Problem::UnknownField { name, nearest } => {
            let name = name.escape_debug();
            let message =
                format!("{subject} has a field `{name}` that its definition does not know");
            let finding = UNKNOWN_FIELD
                .error(place, message)
                .outcome(Outcome::RefusedOrDropped);
            let near = nearest
                .as_ref()
                .map(|near| format!("did you mean `{near}`?"));
            match history(release, resource, &violation.pointer).or(near) {
                Some(help) => finding.help(help),
                None => finding.help("take it away"),
            }
        }
        Problem::MissingField { name } => {
            let message = format!("{subject} lacks the field `{name}`{shown}");
            MISSING_FIELD
                .error(place, message)
                .outcome(Outcome::Refused)
                .help(format!("write `{name}`"))
        }
        Problem::Value(why) => {
            let message =
                format!("{subject} has a value that its definition refuses{shown}: {why}");
            INVALID_VALUE
                .error(place, message)
                .outcome(Outcome::Refused)
        }
    }
}

/// Returns which release brought a field, or took it away, in the version of the API that the
/// resource is written in; else where the other version has it.
fn history(release: &'static Release, resource: &Resource, pointer: &str) -> Option<String> {
    let keys: Vec<String> = pointer.split('/').skip(1).map(unescape).collect();
    let keys: Vec<&str> = keys
        .iter()
        .map(|key| {
            if key.bytes().all(|byte| byte.is_ascii_digit()) {
                "*"
            } else {
                key
            }
        })
        .collect();
    let has = |api: ApiVersion| {
        let having = OperatorVersion::all()
            .filter(|version| crd::has_field(Release::of(*version), &resource.kind, api, &keys));
        having.collect::<Vec<_>>()
    };
    let own = api(&resource.version)?;
    let (here, having) = (release.version(), has(own));
    if let Some(first) = having.iter().find(|version| **version > here) {
        return Some(format!("Strimzi {first} is the first to have it"));
    }
    if let Some(last) = having.last() {
        return Some(format!("Strimzi {last} was the last to have it"));
    }
    let other = match own {
        ApiVersion::V1 => ApiVersion::V1Beta2,
        ApiVersion::V1Beta2 => ApiVersion::V1,
    };
    let having = has(other);
    let (first, last) = (having.first()?, having.last()?);
    let when = if Some(*last) == OperatorVersion::all().next_back() {
        format!("from Strimzi {first} on")
    } else {
        format!("up to Strimzi {last}")
    };
    let (own, other) = (own.version(), other.version());
    Some(format!(
        "take it away: no release has it in `{own}`; `{other}` has it {when}"
    ))
}

fn holder(resource: &Resource, path: &ModelPath) -> Place {
    if path.segments().is_empty() {
        return resource.place_of(&["kind"]);
    }
    locate::value(&resource.node, path)
}

fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// Returns the steps of a JSON pointer; a number is a position where a list stands.
fn steps(node: &Node, pointer: &str) -> ModelPath {
    let mut path = ModelPath::default();
    let mut here = Some(node);
    for step in pointer.split('/').skip(1) {
        let step = unescape(step);
        let index = step.parse::<usize>();
        let item = if let (Some(Value::Sequence(items)), Ok(index)) = (value_of(here), index) {
            path = path.index(index);
            items.get(index)
        } else {
            path = path.key(step.as_str());
            here.and_then(|node| at(node, &[&step]))
                .map(|entry| &entry.node)
        };
        here = item;
    }
    path
}

fn value_of(node: Option<&Node>) -> Option<&Value> {
    node.map(|node| &node.value)
}

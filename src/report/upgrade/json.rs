//! The steps for machines: one JSON document with a published schema.
//!
//! New fields may be added; none is renamed or taken away within a version.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Plan, Told, wording};
use crate::{catalog::operator::Release, change::upgrade, report::inert::inert_json};

/// The version of the document's form.
const VERSION: u32 = 1;

/// The way of one environment to a newer release of Strimzi.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Document<'a> {
    /// The version of this form; within one, fields are only added.
    version: u32,
    /// The environment.
    environment: &'a str,
    /// What runs now.
    from: State,
    /// What to write first, because it would follow the operator by itself.
    unset: Vec<Edit<'a>>,
    /// The steps, in their order.
    steps: Vec<Step<'a>>,
}

/// What runs at one time.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct State {
    /// The release of the operators.
    operator: String,
    /// The version of Kafka.
    kafka: String,
    /// The metadata version of the cluster.
    metadata_version: String,
    /// The version of Kubernetes, as the model says it.
    kubernetes: String,
}

/// One line of the model.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Edit<'a> {
    /// The path, such as `operator.version`.
    path: &'a str,
    /// The value.
    value: &'a str,
}

/// One step of the way.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Step<'a> {
    /// What kind of step it is: `kubernetes`, `operator`, `kafka`, `operator-and-kafka`,
    /// `metadata-version`, `api-conversion` or `storage-version`.
    kind: &'static str,
    /// What it is called.
    title: String,
    /// The lines of the model that it changes; none where the model has no word for it.
    edits: Vec<Edit<'a>>,
    /// What to do.
    action: String,
    /// The conditions of Strimzi that it meets or asks for.
    reasons: Vec<Reason<'a>>,
    /// Whether it can be taken back at all.
    can_be_undone: bool,
    /// How long it can be taken back, or why not.
    undo: &'static str,
    /// What the operators that run then need of Kubernetes.
    kubernetes: Kubernetes,
    /// The versions of Strimzi's API that are served then, and the one that is stored by default.
    api: Api,
    /// What runs when it is done.
    after: State,
    /// What `check` refuses then; none where the model is right.
    refused: &'a [String],
}

/// A condition of Strimzi.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reason<'a> {
    /// Its short name.
    id: &'a str,
    /// The condition, as a sentence.
    rule: &'a str,
    /// Where Strimzi says so.
    source: &'a str,
}

/// What operators need of Kubernetes.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Kubernetes {
    /// The oldest version that they run on.
    minimum: String,
    /// From which version on they do not start by themselves; null if there is none.
    refused_from: Option<String>,
    /// The variable of the operator that lets them start there all the same.
    cure: Option<&'static str>,
}

/// The versions of Strimzi's API.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Api {
    /// The versions that are served.
    served: Vec<&'static str>,
    /// The version in which the release's own definitions store resources.
    stored: &'static str,
}

/// Returns the steps as one JSON document with a line end.
#[must_use]
pub fn document(plan: &Plan<'_>) -> String {
    let wordings: Vec<_> = plan
        .steps
        .iter()
        .map(|told| wording::of(plan.environment, told.step))
        .collect();
    let steps = plan.steps.iter().zip(&wordings);
    let document = Document {
        version: VERSION,
        environment: plan.environment,
        from: state(plan.from),
        unset: edits(plan.unset),
        steps: steps.map(|(told, words)| step(told, words)).collect(),
    };
    format!("{}\n", inert_json(&format!("{:#}", json!(document))))
}

/// Returns the schema of the document (JSON Schema, draft 2020-12).
#[must_use]
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let generator = settings.into_generator();
    let mut schema = Value::from(generator.into_root_schema_for::<Document<'_>>());
    if let Value::Object(object) = &mut schema {
        let title = json!("What `blueprint upgrade --format json` prints");
        object.insert("title".to_owned(), title);
    }
    schema
}

fn state(state: upgrade::State) -> State {
    State {
        operator: state.operator.to_string(),
        kafka: state.kafka.to_string(),
        metadata_version: state.metadata.to_string(),
        kubernetes: state.kubernetes.to_string(),
    }
}

fn edits<'a>(edits: &'a [(&'static str, String)]) -> Vec<Edit<'a>> {
    edits
        .iter()
        .map(|(path, value)| Edit { path, value })
        .collect()
}

fn step<'a>(told: &'a Told<'_>, words: &'a wording::Wording) -> Step<'a> {
    let release = Release::of(told.step.after.operator);
    let refusal = release.refused_from();
    Step {
        kind: words.kind,
        title: words.title.clone(),
        edits: edits(&words.edits),
        action: words.action.clone(),
        reasons: told
            .step
            .rules
            .iter()
            .map(|rule| Reason {
                id: &rule.id,
                rule: &rule.rule,
                source: &rule.source,
            })
            .collect(),
        can_be_undone: words.can_be_undone,
        undo: words.undo,
        kubernetes: Kubernetes {
            minimum: release.kubernetes_minimum().to_string(),
            refused_from: refusal.map(|refusal| refusal.kubernetes.to_string()),
            cure: refusal.map(|refusal| refusal.cure.as_str()),
        },
        api: Api {
            served: release
                .served_versions()
                .iter()
                .map(|served| served.version())
                .collect(),
            stored: release.stored_version().version(),
        },
        after: state(told.step.after),
        refused: &told.refused,
    }
}

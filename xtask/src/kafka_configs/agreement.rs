//! Whether the catalogue judges values as Kafka itself does.
//!
//! For every configuration of every version, values are made of what the catalogue says of it: the
//! bounds and what lies beside them, the known names and others, and forms of numbers that Java
//! and Rust read differently. Kafka's `ConfigDef` judges the same values; each difference is told.
//! What Kafka asks of two settings together is tried on both sides of its border, and each metadata
//! version's way back to the one before.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use kafka_blueprint::catalog::kafka::{KafkaVersion, MetadataVersion};
use kafka_blueprint::catalog::kafka_config::{
    self, Condition, Definition, Definitions, Type, condition,
};
use serde_json::json;

use super::dump;
use crate::failure::{Failure, Outcome};
use crate::java::Jdk;
use crate::maven::{self, Artifact};
use crate::workspace;

/// Texts that are a value of some types, and of none in some languages.
///
/// Two things that Java reads are not among them, because whoever writes one has mistyped and the
/// catalogue refuses them: digits of other scripts, and fractions in hexadecimal.
const FORMS: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "-1",
    "+1",
    "-0",
    "00",
    "1.5",
    "1.",
    ".5",
    "1e3",
    "1E-3",
    "0x10",
    "1_000",
    "1,000",
    "1d",
    "1f",
    "1L",
    "NaN",
    "nan",
    "Infinity",
    "-Infinity",
    "inf",
    " 1 ",
    "\u{a0}1",
    "\u{2003}1",
    "\t1\n",
    "true",
    "false",
    "TRUE",
    "False",
    "yes",
    "no",
    "null",
    "a",
    "a,b",
    "a, b",
    "a,a",
    "a,,b",
    ",",
    "a,",
    "delete",
    "compact,delete",
    "producer",
    "é",
    "1ms",
];

/// How many kinds of differences are shown of a version.
const SHOWN: usize = 40;

/// What came of one version.
#[derive(Default)]
struct Tally {
    asked: usize,
    refused: usize,
    remarks: usize,
    differences: BTreeMap<String, usize>,
}

/// A value of one configuration.
pub(super) struct Case {
    kind: &'static str,
    name: &'static str,
    pub(super) definition: &'static Definition,
    value: String,
}

/// Two values of which the first is as large as it must be, or one too small.
struct Together {
    kind: &'static str,
    condition: &'static Condition,
    values: [i64; 2],
}

/// Asks every version, and returns the tally as one sentence.
pub fn check(jdk: &Jdk) -> Outcome<String> {
    let mut asked = 0;
    let mut refused = 0;
    let mut remarks = 0;
    let mut text = String::new();
    let versions = dump::versions()?;
    for version in &versions {
        let tally = judge(jdk, version)?;
        asked += tally.asked;
        refused += tally.refused;
        remarks += tally.remarks;
        for (difference, count) in tally.differences.iter().take(SHOWN) {
            let _ = writeln!(text, "Kafka {version}: {difference} ({count} times)");
        }
    }
    if !text.is_empty() {
        return Err(Failure::new(format!(
            "the catalogue and Kafka judge differently:\n{text}"
        )));
    }
    Ok(format!(
        "{asked} values for {} versions of Kafka are judged alike, {refused} of them refused; \
         {remarks} more are refused by conditions of Kafka that the catalogue only remarks",
        versions.len()
    ))
}

fn judge(jdk: &Jdk, version: &str) -> Outcome<Tally> {
    let kafka: KafkaVersion = version
        .parse()
        .map_err(|_| Failure::new(format!("`{version}` is no version of Kafka")))?;
    let unknown = || Failure::new(format!("the catalogue does not know Kafka {version}"));
    let broker = kafka_config::broker(kafka).ok_or_else(unknown)?;
    let topic = kafka_config::topic(kafka).ok_or_else(unknown)?;
    let mut cases = cases("broker", broker.iter());
    cases.extend(self::cases("topic", topic.iter()));
    let mut pairs = together("broker", broker, condition::of_brokers(broker));
    pairs.extend(together("topic", topic, condition::of_topics(topic)));
    let lines = cases.iter().map(Case::line);
    let lines = lines.chain(pairs.iter().map(Together::line));
    let levels = kafka.metadata_versions();
    let ways: Vec<_> = levels.windows(2).map(|pair| [pair[1], pair[0]]).collect();
    let lines: Vec<String> =
        lines
            .chain(ways.iter().map(|[from, to]| {
                json!({"from": from.to_string(), "to": to.to_string()}).to_string()
            }))
            .collect();
    let answers = ask(jdk, version, &lines)?;
    let mut answers = answers.lines();
    let mut tally = Tally::default();
    for (case, answer) in cases.iter().zip(&mut answers) {
        tally.add(case, answer);
    }
    for (pair, answer) in pairs.iter().zip(&mut answers) {
        tally.add_together(pair, answer);
    }
    for (way, answer) in ways.iter().zip(answers) {
        tally.add_way(*way, answer);
    }
    Ok(tally)
}

/// Has one version of Kafka answer each line.
pub(super) fn ask(jdk: &Jdk, version: &str, lines: &[String]) -> Outcome<String> {
    let scratch = workspace::scratch(&format!("kafka-agreement/{version}"))?;
    let artifact = Artifact::new("org.apache.kafka", "kafka_2.13", version);
    let class_path = maven::class_path(&[], &artifact, &scratch)?;
    let program = workspace::root().join("xtask/java/ConfigJudge.java");
    let file = scratch.join("cases.jsonl");
    fs::write(&file, lines.join("\n")).map_err(|cause| Failure::with_file(&file, cause))?;
    let arguments = [&program, &file].map(|path| path.display().to_string());
    let answers = jdk.run(&class_path, &arguments)?;
    if answers.lines().count() == lines.len() {
        Ok(answers)
    } else {
        Err(Failure::new(format!("Kafka {version} did not answer all")))
    }
}

/// Returns Kafka's answer for a value that is taken, or is not.
fn word(taken: bool) -> &'static str {
    if taken { "taken" } else { "refused" }
}

/// Classes are left out: which of them are there depends on the image, not on Kafka.
pub(super) fn cases(
    kind: &'static str,
    known: impl Iterator<Item = (&'static str, &'static Definition)>,
) -> Vec<Case> {
    let judged = known.filter(|(_, definition)| definition.kind != Type::Class);
    judged
        .flat_map(|(name, definition)| {
            let values = values(definition).into_iter();
            values.map(move |value| Case {
                kind,
                name,
                definition,
                value,
            })
        })
        .collect()
}

/// The forms, the default, and what stands at the edges of the type and of what is valid.
fn values(definition: &Definition) -> Vec<String> {
    let mut values: Vec<String> = FORMS.iter().map(|&form| form.to_owned()).collect();
    values.extend(definition.default.clone());
    let edges = [
        i64::from(i16::MIN),
        i64::from(i16::MAX),
        i64::from(i32::MIN),
        i64::from(i32::MAX),
        i64::MIN,
        i64::MAX,
    ];
    let bounds = definition.bounds().into_iter().flatten();
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the bounds of Kafka are whole numbers or lie between two, both of which are tried"
    )]
    let bounds = bounds.map(|bound| bound as i64);
    for edge in edges.into_iter().chain(bounds) {
        values.extend([-1, 0, 1].map(|step| (i128::from(edge) + step).to_string()));
    }
    for name in definition.names() {
        values.extend([name.clone(), name.to_uppercase(), name.to_lowercase()]);
        values.extend([
            format!("{name}x"),
            format!(" {name} "),
            format!("{name},{name}"),
        ]);
    }
    values.extend([definition.names().join(","), definition.names().join(" , ")]);
    values.sort();
    values.dedup();
    values
}

/// Makes the pairs on both sides of the border of each condition, from the default of the second
/// setting.
fn together(
    kind: &'static str,
    known: Definitions,
    conditions: impl Iterator<Item = &'static Condition>,
) -> Vec<Together> {
    let mut pairs = Vec::new();
    for condition in conditions {
        let default = known.get(&condition.than);
        let default = default.and_then(|definition| definition.default.as_deref()?.parse().ok());
        // Below a smaller one there is no room for a value that is fine by itself.
        let than = default.unwrap_or(0_i64).max(2);
        let least = condition.least(than);
        pairs.extend([least, least - 1].map(|setting| Together {
            kind,
            condition,
            values: [setting, than],
        }));
    }
    pairs
}

impl Together {
    fn line(&self) -> String {
        let [setting, than] = self.values;
        let mut settings = serde_json::Map::new();
        settings.insert(self.condition.setting.clone(), setting.to_string().into());
        settings.insert(self.condition.than.clone(), than.to_string().into());
        json!({"kind": self.kind, "together": settings}).to_string()
    }
}

impl Case {
    /// Returns whether the catalogue takes the value.
    pub(super) fn is_taken(&self) -> bool {
        self.definition.check(&self.value).is_ok()
    }

    /// Returns the value with what it is of.
    pub(super) fn text(&self) -> String {
        format!("{:?} for `{}` of a {}", self.value, self.name, self.kind)
    }

    pub(super) fn line(&self) -> String {
        json!({"kind": self.kind, "name": self.name, "value": self.value}).to_string()
    }
}

impl Tally {
    fn add(&mut self, case: &Case, answer: &str) {
        let ours = word(case.is_taken());
        self.asked += 1;
        self.refused += usize::from(answer == "refused");
        if ours == answer {
            return;
        }
        if ours == "taken" && answer == "refused" && case.definition.remark().is_some() {
            self.remarks += 1;
            return;
        }
        let difference = format!(
            "a {} of the type {:?} with {:?} is {answer} by Kafka and {ours} here",
            case.kind, case.definition.kind, case.value
        );
        *self.differences.entry(difference).or_default() += 1;
    }

    fn add_way(&mut self, [from, to]: [MetadataVersion; 2], answer: &str) {
        let ours = word(from.can_go_back_to(to));
        self.asked += 1;
        self.refused += usize::from(answer == "refused");
        if ours != answer {
            let difference =
                format!("the way back from {from} to {to} is {answer} by Kafka and {ours} here");
            *self.differences.entry(difference).or_default() += 1;
        }
    }

    fn add_together(&mut self, pair: &Together, answer: &str) {
        let [setting, than] = pair.values;
        let ours = word(pair.condition.holds(setting, than));
        self.asked += 1;
        self.refused += usize::from(answer == "refused");
        if ours != answer {
            let Condition {
                setting: name,
                than: other,
                ..
            } = pair.condition;
            let difference = format!(
                "{name} of {setting} with {other} of {than} is {answer} by Kafka and {ours} here"
            );
            *self.differences.entry(difference).or_default() += 1;
        }
    }
}

//! What one version of Apache Kafka says of itself.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use serde_json::Value;

use super::Source;
use crate::archive::sha256;
use crate::failure::{Failure, Outcome};
use crate::java::Jdk;
use crate::maven::{self, Artifact};
use crate::workspace;

/// Definitions of configurations by name.
pub type Definitions = BTreeMap<String, Value>;

/// The answer of one version.
pub struct Dump {
    /// The version that answered.
    pub version: String,
    /// The configurations of a broker.
    pub broker: Definitions,
    /// The configurations of a topic.
    pub topic: Definitions,
    metadata: Vec<String>,
    artifact: Artifact,
    sha256: String,
}

#[derive(Deserialize)]
struct Answer {
    broker: Definitions,
    topic: Definitions,
    metadata: Vec<String>,
}

impl Dump {
    /// Returns what is recorded about the archive that answered.
    pub fn source(&self) -> Source {
        Source {
            from: self.artifact.to_string(),
            sha256: self.sha256.clone(),
        }
    }
}

/// Asks every version that a supported operator runs, oldest first.
pub fn all(jdk: &Jdk) -> Outcome<Vec<Dump>> {
    versions()?
        .iter()
        .map(|version| ask(version, jdk))
        .collect()
}

fn ask(version: &str, jdk: &Jdk) -> Outcome<Dump> {
    let scratch = workspace::scratch(&format!("kafka-configs/{version}"))?;
    let artifact = Artifact::new("org.apache.kafka", "kafka_2.13", version);
    let class_path = maven::class_path(&[], &artifact, &scratch)?;
    let program = workspace::root().join("xtask/java/KafkaConfigs.java");
    let text = jdk.run(&class_path, &[program.display().to_string()])?;
    let answer: Answer = serde_json::from_str(&text)
        .map_err(|cause| Failure::new(format!("Kafka {version} answered no JSON: {cause}")))?;
    let Answer {
        broker,
        topic,
        metadata,
    } = answer;
    let sha256 = digest(&artifact, &class_path)?;
    Ok(Dump {
        version: version.to_owned(),
        broker,
        topic,
        metadata,
        artifact,
        sha256,
    })
}

/// The digest of an archive that lies on a class path.
pub fn digest(artifact: &Artifact, class_path: &str) -> Outcome<String> {
    let path = artifact
        .on(class_path)
        .ok_or_else(|| Failure::new(format!("{artifact} is not on its own class path")))?;
    let bytes = fs::read(&path).map_err(|cause| Failure::with_file(&path, cause))?;
    Ok(sha256(&bytes))
}

/// The versions of Kafka in the catalogue of operators, oldest first.
pub fn versions() -> Outcome<Vec<String>> {
    let path = workspace::root().join("src/catalog/operators.json");
    let text = fs::read_to_string(&path).map_err(|cause| Failure::with_file(&path, cause))?;
    let operators: Value =
        serde_json::from_str(&text).map_err(|cause| Failure::with_file(&path, cause))?;
    let releases = operators
        .pointer("/releases/list")
        .and_then(Value::as_array);
    let supported = releases
        .into_iter()
        .flatten()
        .filter_map(|release| release["kafka"].as_object())
        .flat_map(|kafka| kafka.keys());
    let by_number: BTreeMap<Vec<u32>, String> = supported
        .map(|version| (numbers(version), version.clone()))
        .collect();
    Ok(by_number.into_values().collect())
}

fn numbers(version: &str) -> Vec<u32> {
    version
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect()
}

/// Writes the metadata versions that every Kafka version can run with, one line for each.
pub fn metadata_versions(dumps: &[Dump]) -> String {
    let lines: Vec<String> = dumps
        .iter()
        .map(|dump| {
            format!(
                "  {}: {}",
                Value::from(dump.version.as_str()),
                list(&dump.metadata)
            )
        })
        .collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// Writes names as a JSON array on one line.
fn list(names: &[String]) -> String {
    let names: Vec<String> = names
        .iter()
        .map(|name| Value::from(name.as_str()).to_string())
        .collect();
    format!("[{}]", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_catalogue_in_the_order_of_numbers() {
        let versions = versions().unwrap();
        assert_eq!(versions.first().map(String::as_str), Some("3.6.0"));
        assert!(versions.is_sorted_by_key(|version| numbers(version)));
    }
}

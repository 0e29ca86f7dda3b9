//! The keys of brokers and of Cruise Control that Strimzi removes, from its API model.

use super::Source;
use super::dump::{Definitions, digest};
use super::history;
use crate::crds::strimzi::{GROUP, releases};
use crate::failure::{Failure, Outcome};
use crate::java::Jdk;
use crate::maven::{self, Artifact};
use crate::workspace;

/// Asks every published model; returns the file to commit and what was asked.
pub fn all(jdk: &Jdk) -> Outcome<(String, Vec<Source>)> {
    let names: Vec<&str> = releases().collect();
    let mut answers = Vec::new();
    let mut sources = Vec::new();
    for release in &names {
        let (answer, source) = ask(release, jdk)?;
        answers.push(answer);
        sources.push(source);
    }
    Ok((
        history::text(&names, &answers.iter().collect::<Vec<_>>()),
        sources,
    ))
}

fn ask(release: &str, jdk: &Jdk) -> Outcome<(Definitions, Source)> {
    let scratch = workspace::scratch(&format!("forbidden/{release}"))?;
    let artifact = Artifact::new(GROUP, "api", release);
    let class_path = maven::class_path(&[], &artifact, &scratch)?;
    let program = workspace::root().join("xtask/java/ForbiddenKeys.java");
    let text = jdk.run(&class_path, &[program.display().to_string()])?;
    let answer: Definitions = serde_json::from_str(&text)
        .map_err(|cause| Failure::new(format!("Strimzi {release} answered no JSON: {cause}")))?;
    let sha256 = digest(&artifact, &class_path)?;
    Ok((
        answer,
        Source {
            from: artifact.to_string(),
            sha256,
        },
    ))
}

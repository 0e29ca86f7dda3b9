//! Whether a file is the custom resource definitions of a release.

use std::{collections::BTreeSet, fmt};

use crate::{
    catalog::operator::{OperatorVersion, Release},
    environment::{
        document::{Node, Value},
        parse,
    },
    finding::FileId,
};

/// How a file differs from the definitions of its release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// It is not UTF-8.
    Encoding,
    /// It is no YAML, or only the beginning of some; the message says more.
    Syntax(String),
    /// It holds something that is no definition: its position from one, and its kind if it has one.
    Stranger(usize, Option<String>),
    /// It holds a definition that says too little: its position from one.
    Incomplete(usize),
    /// Kinds of the release are missing.
    Missing(Vec<String>),
    /// It has kinds that the release does not have.
    Unknown(Vec<String>),
    /// The kind `Kafka` is served in other versions: those that were found.
    Versions(Vec<String>),
}

/// Says how a file differs from the definitions of a release.
pub fn check(bytes: &[u8], version: OperatorVersion) -> Result<(), Mismatch> {
    let text = std::str::from_utf8(bytes).map_err(|_| Mismatch::Encoding)?;
    let definitions = definitions(text)?;
    let release = Release::of(version);
    let kinds = |definitions: &[Definition]| -> BTreeSet<String> {
        definitions.iter().map(|found| found.kind.clone()).collect()
    };
    let found = kinds(&definitions);
    let wanted: BTreeSet<String> = release.kinds().iter().cloned().collect();
    let missing: Vec<String> = wanted.difference(&found).cloned().collect();
    if !missing.is_empty() {
        return Err(Mismatch::Missing(missing));
    }
    let unknown: Vec<String> = found.difference(&wanted).cloned().collect();
    if !unknown.is_empty() {
        return Err(Mismatch::Unknown(unknown));
    }
    let served: BTreeSet<&str> = release
        .served_versions()
        .iter()
        .map(|version| version.version())
        .collect();
    match definitions.iter().find(|found| found.kind == "Kafka") {
        Some(kafka)
            if kafka
                .served
                .iter()
                .map(String::as_str)
                .collect::<BTreeSet<_>>()
                != served =>
        {
            Err(Mismatch::Versions(kafka.served.clone()))
        }
        _ => Ok(()),
    }
}

/// Returns whether every document of a text is a definition, and there is one.
pub fn is_definitions(text: &str) -> bool {
    definitions(text).is_ok_and(|found| !found.is_empty())
}

struct Definition {
    kind: String,
    served: Vec<String>,
}

fn definitions(text: &str) -> Result<Vec<Definition>, Mismatch> {
    let mut findings = Vec::new();
    let documents = parse::documents(FileId::new(0), text, &mut findings);
    if let Some(finding) = findings.into_iter().next() {
        return Err(Mismatch::Syntax(finding.message));
    }
    let written = documents.iter().filter(|document| !document.is_null());
    written
        .enumerate()
        .map(|(index, document)| definition(document).ok_or_else(|| stranger(index, document)))
        .collect()
}

fn definition(document: &Node) -> Option<Definition> {
    (text(document, &["kind"])? == "CustomResourceDefinition").then_some(())?;
    (text(document, &["apiVersion"])? == "apiextensions.k8s.io/v1").then_some(())?;
    let kind = text(document, &["spec", "names", "kind"])?.to_owned();
    let Value::Sequence(versions) = &below(document, &["spec", "versions"])?.value else {
        return None;
    };
    let served = versions
        .iter()
        .filter(|version| text(version, &["served"]) == Some("true"))
        .filter_map(|version| text(version, &["name"]))
        .map(str::to_owned)
        .collect();
    Some(Definition { kind, served })
}

fn stranger(index: usize, document: &Node) -> Mismatch {
    match text(document, &["kind"]) {
        Some("CustomResourceDefinition") => Mismatch::Incomplete(index + 1),
        kind => Mismatch::Stranger(index + 1, kind.map(str::to_owned)),
    }
}

fn text<'a>(node: &'a Node, keys: &[&str]) -> Option<&'a str> {
    match &below(node, keys)?.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        Value::Sequence(_) | Value::Mapping(_) | Value::File(_) => None,
    }
}

fn below<'a>(node: &'a Node, keys: &[&str]) -> Option<&'a Node> {
    keys.iter().try_fold(node, |node, key| {
        Some(&node.as_mapping()?.entries.get(*key)?.node)
    })
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding => f.write_str("it is not UTF-8"),
            Self::Syntax(why) => f.write_str(why),
            Self::Stranger(position, kind) => write!(
                f,
                "document {position} is {}, and only definitions belong here",
                kind.as_deref()
                    .unwrap_or("no object of Kubernetes")
                    .escape_debug()
            ),
            Self::Incomplete(position) => {
                write!(f, "the definition in document {position} is not whole")
            }
            Self::Missing(kinds) => write!(f, "it lacks {}", kinds.join(", ")),
            Self::Unknown(kinds) => write!(
                f,
                "it has {}, which the release does not have",
                kinds.join(", ").escape_debug()
            ),
            Self::Versions(served) => write!(
                f,
                "it serves Kafka as {}, which the release does not",
                served.join(" and ").escape_debug()
            ),
        }
    }
}

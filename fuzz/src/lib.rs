//! What is done with the bytes of a fuzzer, and what must hold of every outcome.
//!
//! The targets call one function each. A panic, a finding without a place, a text that acts on a
//! terminal or silence about what could not be read is what the fuzzer looks for.

use std::{cell::RefCell, path::Path};

use kafka_blueprint::{
    environment::{FromNode, Node, Sources, attachment, layer, parse},
    finding::{Finding, Severity, Trail},
    manifests::{self, Definitions, Manifests},
    model::Deployment,
    render,
    report::{Report, github, json, junit, markdown, text},
    rules,
};

/// Parts one input into the base and the layers over it, so that layering is fuzzed too.
const NEXT_LAYER: &str = "\n=== layer ===\n";

/// Layers as they were read.
struct Loaded {
    sources: Sources,
    document: Option<Node>,
    findings: Vec<Finding>,
}

/// Reads layers into a deployment.
pub fn loader(bytes: &[u8]) {
    let Some(mut loaded) = layers(bytes) else {
        return;
    };
    let deployment = typed(&mut loaded);
    let whole = worst(&loaded.findings) != Some(Severity::Error);
    assert!(deployment.is_some() || !whole, "nothing was said");
    report(&loaded.sources, loaded.document.as_ref(), loaded.findings);
}

/// Reads layers, holds what they say against the rules, and renders what is sound.
pub fn check(bytes: &[u8]) {
    let Some(mut loaded) = layers(bytes) else {
        return;
    };
    let Some(deployment) = typed(&mut loaded) else {
        return;
    };
    loaded.findings.extend(rules::check(&deployment, None));
    if worst(&loaded.findings) != Some(Severity::Error) {
        assert!(!render::render(&deployment).is_empty());
    }
    report(&loaded.sources, loaded.document.as_ref(), loaded.findings);
}

/// Holds manifests that nobody here wrote against the rules.
pub fn manifests(bytes: &[u8]) {
    let mut manifests = Manifests::default();
    manifests.add("set.yaml", bytes.to_vec());
    // Compiling the definitions takes most of the time, and is the same for every input.
    thread_local!(static DEFINITIONS: RefCell<Definitions> = RefCell::default());
    let checked =
        DEFINITIONS.with_borrow_mut(|definitions| manifests::check(&manifests, None, definitions));
    report(
        &manifests.sources,
        checked.document.as_ref(),
        checked.findings,
    );
}

fn layers(bytes: &[u8]) -> Option<Loaded> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut loaded = Loaded {
        sources: Sources::default(),
        document: None,
        findings: Vec::new(),
    };
    let mut whole = true;
    for (number, text) in text.split(NEXT_LAYER).enumerate() {
        let file = loaded.sources.add(format!("layer-{number}.yaml"), text);
        let Some(layer) = parse::document(file, text, &mut loaded.findings) else {
            whole = false;
            continue;
        };
        loaded.document = Some(match loaded.document {
            Some(below) => layer::overlay(below, layer, &mut loaded.findings),
            None => {
                layer::refuse_removals(&layer, &mut loaded.findings);
                layer
            }
        });
    }
    loaded.document = loaded.document.filter(|_| whole);
    Some(loaded)
}

fn typed(loaded: &mut Loaded) -> Option<Deployment> {
    let document = loaded.document.as_mut()?;
    // Nothing is there, so that no input reads a file of this machine.
    attachment::read(document, Path::new("/var/empty/environments"));
    Deployment::from_node(document, &Trail::TOP, &mut loaded.findings)
}

fn worst(findings: &[Finding]) -> Option<Severity> {
    findings.iter().map(|finding| finding.severity).min()
}

/// Writes every format, and holds the findings to what each of them promises.
fn report(sources: &Sources, document: Option<&Node>, findings: Vec<Finding>) {
    let mut report = Report::default();
    report.add("fuzz", sources, document, findings);
    for entry in report.entries() {
        assert!(entry.spot.is_some(), "no place: {:?}", entry.finding);
    }
    let written = [
        text::findings(&report, false),
        json::document(&report),
        junit::document(&report),
        github::commands(&report),
        markdown::comment(&report),
    ];
    let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    for text in written {
        assert!(!text.contains(acts), "{text:?}");
    }
}

//! Twice the topics and users take about twice the memory that is asked for, in every stage.
//!
//! Allocations are counted, not time: the same deployment gives the same count on any machine.
//! What grows without asking for memory, such as a search within a search, shows in the
//! instructions that `cargo xtask bench --growth` counts at 10,000 and 20,000 topics.

#[path = "../xtask/src/bench/environments.rs"]
mod environments;

use std::fs;

use allocation_counter::AllocationInfo;
use kafka_blueprint::{
    change::{self, Comparison, ObjectChange, Objects},
    emit::{
        directory::{OutputDirectory, RelativePath, Scope, Tree},
        output::{self, Definitions, Files, Rendered},
    },
    environment::{Environments, FromNode, directory::Loaded},
    finding::{Severity, Trail},
    model::Deployment,
    render::{self, Components},
    report::{Report, difference, text},
    rules,
};

/// Twice, and a tenth for what grows with the logarithm.
const MOST_PERCENT: u64 = 220;

/// The stages of a render by name, each with what it allocated.
type Stages = Vec<(&'static str, AllocationInfo)>;

#[test]
fn allocations_grow_with_the_topics_and_no_faster() {
    hold(&stages(1_000), &stages(2_000));
}

/// One percent of the topics differs and one has another name; each is told.
#[test]
fn a_comparison_grows_with_the_topics_and_no_faster() {
    hold(&comparison(1_000), &comparison(2_000));
}

fn hold(small: &Stages, large: &Stages) {
    for ((name, before), (_, after)) in small.iter().zip(large) {
        for (what, before, after) in [
            ("allocations", before.count_total, after.count_total),
            ("bytes in all", before.bytes_total, after.bytes_total),
            ("bytes at once", before.bytes_max, after.bytes_max),
        ] {
            assert!(before > 0, "{name} has no {what}: nothing was measured");
            let percent = after * 100 / before;
            assert!(percent <= MOST_PERCENT, "{name}: {percent} % of the {what}");
        }
    }
}

/// Compares what `base.yaml` and `prod.yaml` of a size render, and lays it out.
fn comparison(topics: usize) -> Stages {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("base.yaml"), environments::base(topics)).unwrap();
    fs::write(place.path().join("prod.yaml"), environments::prod(topics)).unwrap();
    let all = Environments::open(place.path()).unwrap();
    let name = all.find("prod").unwrap();
    let sides = [all.load_base().unwrap(), all.load(&name).unwrap()].map(|loaded| {
        let mut text = String::new();
        for (_, objects) in &render::render(&typed(loaded)) {
            for object in objects {
                text.push_str("---\n");
                text.push_str(&object.value().to_string());
                text.push('\n');
            }
        }
        text
    });
    let mut stages = Stages::new();
    let [before, after] = stage(&mut stages, "reading both sides", || {
        sides.map(|text| {
            let mut objects = Objects::default();
            objects.read("all.yaml", text.as_bytes()).unwrap();
            objects
        })
    });
    let found = stage(&mut stages, "comparing", || {
        Comparison::of("prod", ("before", &before), ("after", &after))
    });
    let topic = |object: &&ObjectChange| object.id.kind == "KafkaTopic";
    assert_eq!(found.objects.iter().filter(topic).count(), topics / 100 + 1);
    let report = change::Report {
        comparisons: vec![found],
    };
    let shown = stage(&mut stages, "the comparison's report", || {
        difference::text::page(&report, false)
    });
    assert!(!shown.is_empty());
    stages
}

/// Takes a deployment of a size through the whole pipeline.
fn stages(topics: usize) -> Stages {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("environments");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("base.yaml"), environments::base(topics)).unwrap();
    fs::write(path.join("prod.yaml"), environments::prod(topics)).unwrap();

    let mut stages = Stages::new();
    let all = Environments::open(&path).unwrap();
    let name = all.find("prod").unwrap();
    let [base, prod] = stage(&mut stages, "reading", || {
        [all.load_base().unwrap(), all.load(&name).unwrap()]
    });
    let base = typed(base);
    let loaded = prod.clone();
    let prod = stage(&mut stages, "typing", || typed(prod));
    let findings = stage(&mut stages, "the rules", || rules::check(&prod, None));
    let shown = stage(&mut stages, "the report", || {
        let mut report = Report::default();
        report.add("prod", &loaded.sources, loaded.document.as_ref(), findings);
        text::findings(&report, false)
    });
    assert!(!shown.is_empty());
    let below = render::render(&base);
    let above = stage(&mut stages, "rendering", || render::render(&prod));
    let rendered = Rendered {
        name: &name,
        deployment: &prod,
        components: &above,
        definitions: Definitions::Release(prod.operator.version),
    };
    let tree = stage(&mut stages, "emitting", || files(&below, &rendered));
    let out = place.path().join("out");
    let scopes = ["kustomize/base", "kustomize/overlays/prod", "prod"]
        .map(|scope| Scope::new(RelativePath::new(scope).unwrap()).unwrap());
    let directory = OutputDirectory::open(&out).unwrap();
    stage(&mut stages, "writing", || {
        directory.write(&tree, &scopes).unwrap()
    });
    let topics_file = fs::read_to_string(out.join("prod/topics.yaml")).unwrap();
    assert_eq!(topics_file.matches("kind: KafkaTopic").count(), topics + 1);
    stages
}

fn stage<T>(stages: &mut Stages, name: &'static str, run: impl FnOnce() -> T) -> T {
    let mut result = None;
    let allocated = allocation_counter::measure(|| result = Some(run()));
    stages.push((name, allocated));
    result.unwrap()
}

fn typed(loaded: Loaded) -> Deployment {
    let mut findings = loaded.findings;
    let document = loaded.document.unwrap();
    let deployment = Deployment::from_node(&document, &Trail::TOP, &mut findings);
    findings.retain(|finding| finding.severity == Severity::Error);
    assert_eq!(findings, []);
    deployment.unwrap()
}

fn files(base: &Components, rendered: &Rendered<'_>) -> Tree {
    let mut files: Files = output::base(base);
    files.extend(output::environment(base, rendered));
    let mut tree = Tree::default();
    for (path, text) in files {
        let path = RelativePath::new(path).unwrap();
        tree.insert(path, text.into_bytes()).unwrap();
    }
    tree
}

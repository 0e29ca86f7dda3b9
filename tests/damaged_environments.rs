//! 5,000 damaged versions of the shipped environments: never a panic, always a message or a model.
//!
//! Each version goes through everything that `check` and `render` do before they write: reading,
//! the rules, the report, the objects of those that are still sound, and for one in eight of these
//! also the files, which take longest. The seed is fixed.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::{Duration, Instant},
};

use kafka_blueprint::{
    emit::output::{self, Definitions, Rendered},
    environment::{Environments, FromNode},
    finding::{Severity, Trail},
    model::Deployment,
    render,
    report::{Report, json, text},
    rules,
};

/// How many versions of the base, and how many of layers.
const VERSIONS: u64 = 2_500;
const FILES: [&str; 4] = ["base.yaml", "dev.yaml", "staging.yaml", "prod.yaml"];

/// Values that somebody could have meant, or meant to do harm with.
const HOSTILE: &[&str] = &[
    "",
    "null",
    "~",
    "[]",
    "{}",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "0x10",
    "NaN",
    ".inf",
    "yes",
    "true",
    "\"\"",
    "\"\\u0000\"",
    "\"\\e[2J\"",
    "\u{202e}",
    "\u{feff}",
    "\u{2028}",
    "../..",
    "/dev/null",
    "${jndi:x}",
    "{{ x }}",
    "*a",
    "&a b",
    "!!int 1",
    "!x",
    "<<",
    "? a",
    "- - -",
    "|",
    ">-",
    "'",
    "\"",
    "%TAG",
    "---",
    "...",
    "1Ei",
    "1000000Ti",
    "0.000000001m",
    "-7d",
    "9999999999d",
    "a.b.c",
    "kafka",
    "[a, b",
    "{a: b",
    "\t",
    "# x",
    "1.2.0",
    "0.40.0",
    "0.0.0",
    "3.7.0",
    "𝟛",
    "255.255.255.255/33",
    "::/0",
    "🦀",
    "a: b: c",
];

/// The numbers of Marsaglia's xorshift, enough for picking places.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}

fn damage(text: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut damaged = text.to_vec();
    for _ in 0..=numbers.below(3) {
        damaged = match numbers.below(7) {
            0 => flip_bytes(damaged, numbers),
            1 => on_lines(&damaged, |lines| {
                lines.remove(numbers.below(lines.len()));
            }),
            2 => on_lines(&damaged, |lines| {
                let line = lines[numbers.below(lines.len())].clone();
                lines.insert(numbers.below(lines.len()), line);
            }),
            3 => on_lines(&damaged, |lines| {
                let line = lines.remove(numbers.below(lines.len()));
                lines.insert(numbers.below(lines.len() + 1), line);
            }),
            4 => cut(damaged, numbers),
            _ => on_lines(&damaged, |lines| replace_value(lines, numbers)),
        };
    }
    damaged
}

fn flip_bytes(mut text: Vec<u8>, numbers: &mut Numbers) -> Vec<u8> {
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(text.len());
        if let Some(byte) = text.get_mut(at) {
            *byte ^= 1 << numbers.below(8);
        }
    }
    text
}

fn cut(mut text: Vec<u8>, numbers: &mut Numbers) -> Vec<u8> {
    text.truncate(numbers.below(text.len()));
    text
}

fn on_lines(text: &[u8], change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = text
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    change(&mut lines);
    lines.join(&b'\n')
}

fn replace_value(lines: &mut [Vec<u8>], numbers: &mut Numbers) {
    let at = numbers.below(lines.len());
    let line = &mut lines[at];
    if let Some(colon) = line.iter().position(|byte| *byte == b':') {
        line.truncate(colon + 1);
        line.push(b' ');
        line.extend_from_slice(numbers.of(HOSTILE).as_bytes());
    }
}

/// What became of one version.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Model,
    Message,
    Nothing,
}

/// Does what `check` and `render` do before they write.
fn examine(directory: &Path, write: bool) -> Outcome {
    let environments = Environments::open(directory).unwrap();
    let name = environments.find("prod").unwrap();
    let loaded = environments.load(&name).unwrap();
    let mut findings = loaded.findings;
    let document = loaded.document.as_ref();
    let deployment = document.and_then(|document| {
        let deployment = Deployment::from_node(document, &Trail::TOP, &mut findings)?;
        findings.extend(rules::check(&deployment, None));
        Some(deployment)
    });
    let sound = findings
        .iter()
        .all(|finding| finding.severity != Severity::Error);
    let mut report = Report::default();
    report.add("prod", &loaded.sources, document, findings);
    for entry in report.entries() {
        let finding = &entry.finding;
        assert!(entry.spot.is_some(), "no place for {finding:?}");
    }
    assert_inert(&text::findings(&report, false));
    assert!(!json::document(&report).is_empty());
    match deployment {
        Some(deployment) if sound => {
            let components = render::render(&deployment);
            assert!(!components.is_empty());
            if write {
                let rendered = Rendered {
                    name: &name,
                    deployment: &deployment,
                    components: &components,
                    definitions: Definitions::Release(deployment.operator.version),
                };
                assert!(!output::environment(&components, &rendered).is_empty());
            }
            Outcome::Model
        }
        _ if sound => Outcome::Nothing,
        _ => Outcome::Message,
    }
}

fn assert_inert(text: &str) {
    let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!text.contains(acts), "{text:?}");
}

#[test]
fn a_damaged_base_gives_a_message_or_a_model() {
    damage_and_examine("base.yaml", 0x5eed_0000_cafe_f00d);
}

#[test]
fn a_damaged_layer_gives_a_message_or_a_model() {
    damage_and_examine("prod.yaml", 0x5eed_0000_0bad_cafe);
}

fn damage_and_examine(victim: &str, seed: u64) {
    let directory = tempfile::tempdir().unwrap();
    let originals = copy_shipped(directory.path());
    let path = directory.path().join(victim);
    let mut numbers = Numbers(seed);
    let mut models = 0;
    for version in 0..VERSIONS {
        fs::write(directory.path().join("base.yaml"), &originals[0]).unwrap();
        let layer = &originals[1 + numbers.below(3)];
        fs::write(directory.path().join("prod.yaml"), layer).unwrap();
        let damaged = damage(&fs::read(&path).unwrap(), &mut numbers);
        fs::write(&path, &damaged).unwrap();
        let begun = Instant::now();
        let write = version % 8 == 0;
        let outcome = catch_unwind(AssertUnwindSafe(|| examine(directory.path(), write)));
        let took = begun.elapsed();
        let told = || {
            let text = String::from_utf8_lossy(&damaged);
            format!("version {version} of {victim}:\n{text}")
        };
        let outcome = outcome.unwrap_or_else(|_| panic!("a panic, from {}", told()));
        assert_ne!(outcome, Outcome::Nothing, "{}", told());
        assert!(took < Duration::from_secs(1), "{took:?} for {}", told());
        models += u64::from(outcome == Outcome::Model);
    }
    // A harness that only ever made nonsense, or never any, would prove nothing.
    let sensible = VERSIONS / 50..VERSIONS / 2;
    assert!(sensible.contains(&models), "{models} models");
}

/// Copies what the layers refer to, and returns the layers, the base first.
fn copy_shipped(directory: &Path) -> [Vec<u8>; 4] {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("environments");
    let schemas = directory.join("schemas/events");
    fs::create_dir_all(&schemas).unwrap();
    for entry in fs::read_dir(shipped.join("schemas/events")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), schemas.join(entry.file_name())).unwrap();
    }
    FILES.map(|name| fs::read(shipped.join(name)).unwrap())
}

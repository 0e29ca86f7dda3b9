//! 2,000 damaged versions of the committed output: never a panic, and every error has a place.
//!
//! Each goes through reading, the definitions, the rules and the report. The seed is fixed.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::{Duration, Instant},
};

use kafka_blueprint::{
    manifests::{self, Definitions, Manifests},
    report::{Report, json, text},
};

const VERSIONS: u64 = 2_000;

/// Values that somebody could have meant, or meant to do harm with.
const HOSTILE: &[&str] = &[
    "",
    "null",
    "[]",
    "{}",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "0x10",
    ".inf",
    "yes",
    "\"\\u0000\"",
    "\"\\e[2J\"",
    "\u{202e}",
    "\u{feff}",
    "../..",
    "*a",
    "&a b",
    "!!int 1",
    "<<",
    "? a",
    "- - -",
    "|",
    "'",
    "---",
    "...",
    "1Ei",
    "0.5",
    "[a, b",
    "{a: b",
    "\t",
    "0.40.0",
    "9.9.9",
    "[0-65535]",
    "[1-",
    "CN=",
    "ephemeral",
    "jbod",
    "ingress",
    "custom",
    "prefix",
    "All",
    "🦀",
    "a: b: c",
    "Kafka",
    "Secret",
    "v1",
    "kafka.strimzi.io/v1",
];

/// The numbers of Marsaglia's xorshift, enough for picking places.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

fn damage(text: &str, numbers: &mut Numbers) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = text.lines().map(|line| line.as_bytes().to_vec()).collect();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(lines.len());
        match numbers.below(7) {
            0 => drop(lines.remove(at)),
            1 => {
                let line = lines[at].clone();
                lines.insert(numbers.below(lines.len()), line);
            }
            2 => {
                let place = numbers.below(lines[at].len());
                if let Some(byte) = lines[at].get_mut(place) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
            3 if numbers.below(8) == 0 => lines.truncate(at),
            _ => {
                let line = &mut lines[at];
                let end = line.iter().position(|byte| *byte == b':');
                line.truncate(end.map_or(line.len(), |end| end + 1));
                line.push(b' ');
                line.extend(HOSTILE[numbers.below(HOSTILE.len())].as_bytes());
            }
        }
        if lines.is_empty() {
            lines.push(Vec::new());
        }
    }
    lines.join(&b'\n')
}

/// Checks one version and returns how many errors it has.
fn examine(bytes: &[u8], definitions: &mut Definitions) -> usize {
    let mut manifests = Manifests::default();
    manifests.add("damaged.yaml", bytes.to_vec());
    let checked = manifests::check(&manifests, None, definitions);
    let mut report = Report::default();
    let document = checked.document.as_ref();
    report.add(
        "damaged.yaml",
        &manifests.sources,
        document,
        checked.findings,
    );
    for entry in report.entries() {
        assert!(entry.spot.is_some(), "no place: {:?}", entry.finding);
    }
    let told = text::findings(&report, false);
    let acts = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!told.contains(acts), "{told:?}");
    assert!(!json::document(&report).is_empty());
    report.counts().errors
}

#[test]
fn damaged_manifests_give_findings_with_places() {
    let output = Path::new(env!("CARGO_MANIFEST_DIR")).join("out");
    let read = |path: &str| fs::read_to_string(output.join(path)).unwrap();
    let files = ["kafka-cluster.yaml", "topics.yaml", "users.yaml"];
    let originals = ["dev", "staging", "prod"].map(|environment| {
        let read = files.map(|file| read(&format!("{environment}/{file}")));
        read.join("---\n")
    });
    let mut definitions = Definitions::default();
    let mut numbers = Numbers(0x5eed_0000_c0ff_ee00);
    let mut broken = 0;
    for version in 0..VERSIONS {
        let damaged = damage(&originals[numbers.below(originals.len())], &mut numbers);
        let told = || String::from_utf8_lossy(&damaged).into_owned();
        let begun = Instant::now();
        let errors = catch_unwind(AssertUnwindSafe(|| examine(&damaged, &mut definitions)));
        let errors = errors.unwrap_or_else(|_| panic!("version {version}:\n{}", told()));
        let took = begun.elapsed();
        assert!(
            took < Duration::from_secs(5),
            "{took:?} for version {version}"
        );
        broken += u64::from(errors > 0);
    }
    // A harness that only ever made nonsense, or never any, would prove nothing.
    assert!(
        (VERSIONS / 4..VERSIONS).contains(&broken),
        "{broken} with errors"
    );
}

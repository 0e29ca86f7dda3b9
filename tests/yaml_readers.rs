//! Three readers that did not write our YAML read the values that we meant: Rust (`serde_yaml`),
//! Go (`kubectl label --local`, the reader of `kubectl apply`; it needs no cluster), Python (PyYAML).
#![allow(
    clippy::unwrap_used,
    reason = "a test has nothing better to do with an error"
)]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::io::Write;
use std::process::{Command, Stdio};

use kafka_blueprint::emit::yaml::documents;
use kafka_blueprint::kubernetes::object::Object;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Texts that some reader takes for a number, a truth value, a date, a mark or a line break.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "  x",
    "x  ",
    "\t",
    "\tx",
    "x\t",
    "on",
    "On",
    "OFF",
    "yes",
    "Yes",
    "y",
    "Y",
    "n",
    "NO",
    "no",
    "true",
    "True",
    "FALSE",
    "null",
    "Null",
    "NULL",
    "~",
    "1_000",
    "0o7",
    "0O7",
    "07",
    "08",
    "0x1f",
    "0X1F",
    "0b11",
    "0b+1",
    "1:20",
    "190:20:30",
    "190:20:30.15",
    "2024-01-01",
    "2024-1-1",
    "2024-01-01T00:00:00Z",
    "2024-01-01 00:00:00",
    "2024-01-01t00:00:00.5 +1",
    "2024-01-01T00:00:00,5Z",
    ".inf",
    "-.INF",
    ".nan",
    ".NaN",
    "inf",
    "nan",
    "NaN",
    "Infinity",
    "1e3",
    "1E3",
    "1.e3",
    "+1",
    "-1",
    "1.",
    ".5",
    "._5",
    "_1",
    "1_",
    "1__0",
    "3.10",
    "9007199254740993",
    "18446744073709551616",
    "-0",
    "0.0",
    "+.5",
    "1e400",
    "=",
    "<<",
    "!",
    "!x",
    "&a",
    "*a",
    "- ",
    "-",
    "--",
    "---",
    "--- x",
    "...",
    "... x",
    "?",
    "? x",
    ":",
    ": x",
    "x:",
    "x: y",
    "x:y",
    "a #b",
    "#b",
    "a#b",
    "a\t#b",
    "@x",
    "`x",
    "%x",
    "%YAML 1.1",
    ",",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    "{{ x }}",
    "|",
    ">",
    "|-",
    "'",
    "''",
    "\"",
    "\"x\"",
    "it's",
    "\\",
    "\\n",
    "C:\\x",
    "\n",
    "\n\n",
    "a\n",
    "a\n\n",
    "\na",
    "a\nb",
    "a\n b",
    " a\nb",
    "a \nb ",
    "a\nb \n",
    "a\n\tb",
    "\ta\nb",
    "a\n  \n",
    "a\n  ",
    "a\n\n\nb\n",
    "---\na\n",
    "a\n---\nb",
    "a\n...\n",
    "# a\nb",
    "a: b\nc: d\n",
    "- a\n- b",
    "\r",
    "a\r\nb",
    "a\rb",
    "\u{0}",
    "\u{7}",
    "\u{1b}[0m",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "a\u{85}b",
    "a\n\u{85}b",
    "\u{a0}",
    "\u{a0}x\u{a0}",
    "\u{ad}",
    "\u{2028}",
    "a\u{2028}b\n",
    "\u{2029}",
    "\u{3000}x",
    "\u{feff}",
    "\u{feff}x",
    "x\u{feff}\ny",
    "\u{fffd}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{1fffe}",
    "\u{e000}",
    "\u{10ffff}",
    "é",
    "字",
    "😀",
    "a\u{301}",
    "\u{202e}x",
    "\u{200b}",
];

/// Texts at hand and texts made of their pieces.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(HOSTILE).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~]{0,6}",
        1 => "[-+0-9._:eExobTZ ]{1,8}",
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// The same cases on every run.
fn seeded() -> Config {
    Config {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..Config::default()
    }
}

/// A fixed set of texts: all hostile ones, a long one, and `count` seeded mixtures.
fn texts(count: usize) -> Vec<String> {
    let mut runner = TestRunner::new(seeded());
    let mixtures = (0..count).map(|_| text().new_tree(&mut runner).unwrap().current());
    HOSTILE
        .iter()
        .map(|&text| text.to_owned())
        .chain([
            "long: text # ".repeat(400),
            format!("{}\n", "x ".repeat(900)),
        ])
        .chain(mixtures)
        .collect()
}

/// A ConfigMap that has every text as a value, and the shorter ones as keys.
///
/// YAML limits a plain key to 1,024 characters; Kubernetes limits all its names to less.
fn config_map(texts: &[String]) -> Object {
    let mut data = Map::new();
    for (index, text) in texts.iter().enumerate() {
        data.insert(format!("text-{index}"), json!(text));
        if text.chars().count() < 300 {
            data.insert(text.clone(), json!(index.to_string()));
        }
    }
    Object::new(json!({
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "texts"},
        "data": data,
    }))
    .unwrap()
}

fn run(command: &mut Command, input: &str) -> Option<String> {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = piped.spawn().ok()?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    assert!(output.status.success(), "{command:?} refused the text");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Fails with the first text that was read as something else.
fn assert_same(read: &Value, meant: &Value) {
    for (key, value) in meant["data"].as_object().unwrap() {
        assert_eq!(read["data"].get(key), Some(value), "the value of {key:?}");
    }
    assert_eq!(
        read["data"].as_object().unwrap().len(),
        meant["data"].as_object().unwrap().len()
    );
}

fn serde_yaml_reads(text: &str) -> Vec<Value> {
    serde_yaml::Deserializer::from_str(text)
        .map(|document| Value::deserialize(document).unwrap())
        .collect()
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn rust_reads_what_we_mean(texts in prop::collection::vec(text(), 1..20), header in text()) {
        let object = config_map(&texts);
        let written = documents(&header, &[object.clone(), object.clone()]);
        prop_assert_eq!(serde_yaml_reads(&written), vec![object.value().clone(); 2]);
    }

    #[test]
    fn numbers_stay_exact(integer: i64, natural: u64, float in prop::num::f64::NORMAL) {
        let meant = json!([integer, natural, float, 0.1, 1e21, 5e-324, -0.0, true, [[]], {}]);
        let object = json!({"apiVersion": "v1", "kind": "A", "metadata": {"name": "a"}, "spec": meant});
        let object = Object::new(object).unwrap();
        let written = documents("", std::slice::from_ref(&object));
        prop_assert_eq!(serde_yaml_reads(&written), vec![object.into_value()]);
    }
}

#[test]
fn rust_reads_the_hostile_texts() {
    let object = config_map(&texts(2_000));
    let read = serde_yaml_reads(&documents("", std::slice::from_ref(&object)));
    assert_same(&read[0], object.value());
}

#[test]
fn kubectl_reads_what_we_mean() {
    let objects: Vec<Object> = texts(6_000).chunks(200).map(config_map).collect();
    let mut kubectl = Command::new("kubectl");
    let options = ["label", "--local", "-f", "-", "-o", "json", "read=yes"];
    kubectl.args(options).env("KUBECONFIG", "/nonexistent");
    let Some(read) = run(&mut kubectl, &documents("", &objects)) else {
        println!("skipped: kubectl is not installed");
        return;
    };
    let read: Vec<Value> = serde_json::Deserializer::from_str(&read)
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(read.len(), objects.len());
    for (read, meant) in read.iter().zip(&objects) {
        assert_same(read, meant.value());
    }
}

#[test]
fn python_reads_what_we_mean() {
    let has_yaml = Command::new("python3")
        .args(["-c", "import yaml"])
        .stderr(Stdio::null())
        .status();
    if !has_yaml.is_ok_and(|status| status.success()) {
        println!("skipped: Python with PyYAML is not installed");
        return;
    }
    let program = "import json, sys, yaml
for document in yaml.safe_load_all(sys.stdin.buffer):
    print(json.dumps(document))";
    let objects: Vec<Object> = texts(3_000).chunks(200).map(config_map).collect();
    let mut python = Command::new("python3");
    let read = run(python.args(["-c", program]), &documents("", &objects)).unwrap();
    assert_eq!(read.lines().count(), objects.len());
    for (read, meant) in read.lines().zip(&objects) {
        assert_same(&serde_json::from_str(read).unwrap(), meant.value());
    }
}

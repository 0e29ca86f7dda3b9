//! What `blueprint check --format` writes for other programs, from a deployment whose names and
//! values would act on whatever shows them.

mod blueprint;

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use blueprint::{Desk, SMALL};
use serde_json::Value;

/// What printing may take; a build without optimisation is given ten times as long.
const MOST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 1_000 } else { 100 });

/// Values that end a command, a cell, a tag or a line, and names that call somebody.
const HOSTILE: &str = "\
topics:
  orders:
    config:
      \"::add-mask::a|b\": 1
      \"<script>alert(1)</script>\": 1
      \"[x](http://example.com)\": 1
      \"@everyone `rm -rf` 100%\": 1
      \"\\e[2J\\u202Egnp\\u0007\\r\\n::error::x\": 1
";

fn hostile() -> Desk {
    let desk = Desk::empty();
    desk.write("environments/base.yaml", SMALL);
    desk.write("environments/prod.yaml", HOSTILE);
    desk
}

fn written(desk: &Desk, format: &str) -> String {
    let output = desk
        .command(&["check", "prod", "--format", format])
        .output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(2), "{format}");
    String::from_utf8(output.stdout).unwrap()
}

/// No format lets a character through that a terminal acts on.
#[test]
fn nothing_acts_on_a_terminal() {
    for format in ["text", "json", "sarif", "junit", "github", "markdown"] {
        let text = written(&hostile(), format);
        assert!(text.contains("add-mask"), "{format} tells nothing of it");
        for character in ['\u{1b}', '\u{202e}', '\u{7}', '\r'] {
            assert!(!text.contains(character), "{format}: {character:?}");
        }
    }
}

#[test]
fn json_is_as_its_schema_says() {
    let schema = Desk::empty().command(&["schema", "--report"]).output();
    let schema: Value = serde_json::from_slice(&schema.unwrap().stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for desk in [hostile(), Desk::shipped()] {
        let output = desk.command(&["check", "--format", "json"]).output();
        let mut report: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        let broken: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(broken, Vec::<String>::new());
        report["findings"][0]["severity"] = "dire".into();
        assert!(!validator.is_valid(&report), "the schema takes anything");
    }
}

#[test]
fn what_a_waiver_accepts_is_told_with_its_reason() {
    let output = Desk::shipped()
        .command(&["check", "prod", "--format", "json", "--today", "2026-12-01"])
        .output();
    let report: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    let waived = report["waived"].as_array().unwrap();
    assert!(!waived.is_empty());
    for finding in waived {
        assert!(finding["reason"].as_str().is_some_and(|it| !it.is_empty()));
        assert_eq!(finding["until"], "2027-06-30");
    }
}

/// Every command is a line of ours, with nothing in a value that could end it.
#[test]
fn github_reads_one_command_for_each_finding() {
    let text = written(&hostile(), "github");
    let commands: Vec<&str> = text.lines().filter(|line| line.starts_with("::")).collect();
    assert!(commands.len() >= 5, "{text}");
    for command in commands {
        let kind = command[2..].split(' ').next().unwrap();
        assert!(["error", "warning", "notice"].contains(&kind), "{command}");
        assert!(command.contains("file=environments/"), "{command}");
    }
}

#[test]
fn sarif_names_rule_level_and_region_of_each_result() {
    let log: Value = serde_json::from_str(&written(&hostile(), "sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= 5);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(
            rules[index]["help"]["text"]
                .as_str()
                .is_some_and(|it| it.len() > 40)
        );
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
    let located = |result: &&Value| {
        result
            .pointer("/locations/0/physicalLocation/region/startLine")
            .is_some()
    };
    assert!(results.iter().filter(located).count() >= 5);
}

/// The schema is the one that the standard's committee publishes; where it is from stands beside it.
#[test]
fn sarif_is_as_its_standard_says() {
    let schema = include_str!("fixtures/sarif/sarif-2.1.0.json");
    let mut schema: Value = serde_json::from_str(schema).unwrap();
    // As published, the pattern of a language has a bracket too many; no log of ours names one.
    for owner in ["run", "toolComponent"] {
        let language = format!("/definitions/{owner}/properties/language");
        let language = schema.pointer_mut(&language).unwrap();
        language.as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    for desk in [hostile(), Desk::shipped()] {
        let output = desk.command(&["check", "--format", "sarif"]).output();
        let mut log: Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
        let broken: Vec<String> = validator
            .iter_errors(&log)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(broken, Vec::<String>::new());
        assert!(log["runs"][0]["results"][0].is_object(), "nothing was told");
        log["runs"][0]["results"][0]["level"] = "dire".into();
        assert!(!validator.is_valid(&log), "the schema takes anything");
    }
}

#[test]
fn junit_is_xml_and_only_errors_fail() {
    let text = written(&hostile(), "junit");
    let document = roxmltree::Document::parse(&text).unwrap();
    let named = |name: &'static str| {
        document
            .descendants()
            .filter(move |node| node.has_tag_name(name))
            .count()
    };
    let report: Value = serde_json::from_str(&written(&hostile(), "json")).unwrap();
    assert_eq!(
        named("failure") as u64,
        report["counts"]["error"].as_u64().unwrap()
    );
    assert_eq!(
        document.root_element().attribute("tests"),
        Some(&*named("testcase").to_string())
    );
}

#[test]
fn markdown_shows_values_and_does_nothing() {
    let text = written(&hostile(), "markdown");
    assert!(!text.contains("<script"), "{text}");
    assert!(!text.contains("](http"), "{text}");
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 4, "{row}");
    }
}

/// GitHub takes comments of at most 65,536 characters.
#[test]
fn a_comment_that_is_too_long_says_what_it_left_out() {
    let mut layer = String::from("topics:\n  orders:\n    config:\n");
    for at in 0..1_000 {
        writeln!(layer, "      no.such.setting.{at}: 1").unwrap();
    }
    let desk = hostile();
    desk.write("environments/prod.yaml", layer);
    let text = written(&desk, "markdown");
    assert!(text.len() <= 65_536, "{}", text.len());
    assert!(text.contains("**Not shown here**"));
}

/// The whole command: a person who mistyped one thing everywhere waits for no page.
#[test]
fn two_hundred_findings_of_one_file_are_printed_in_a_moment() {
    let mut layer = String::from("topics:\n  orders:\n    config:\n");
    for at in 0..200 {
        writeln!(layer, "      no.such.setting.{at}: 1").unwrap();
    }
    let desk = hostile();
    desk.write("environments/prod.yaml", layer);
    for format in ["text", "json", "sarif", "junit", "github", "markdown"] {
        let start = Instant::now();
        let text = written(&desk, format);
        let taken = start.elapsed();
        assert!(text.matches("no.such.setting").count() >= 200, "{format}");
        assert!(taken < MOST, "{format}: {taken:?}");
        println!("{format}: {taken:?}");
    }
}

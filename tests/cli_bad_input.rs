//! Input that no deployment is: every kind of it is told with its place, and `out/` stays as it was.

mod blueprint;

use std::{fs, process::Command, time::Instant};

use blueprint::{Desk, SMALL};

/// Renders a deployment whose `prod.yaml` is `bytes`, and returns what was said about it.
fn said(bytes: impl AsRef<[u8]>) -> String {
    let desk = Desk::small();
    desk.run(&["render"]);
    let before = desk.files("out");
    desk.write("environments/prod.yaml", bytes);
    let output = desk.command(&["render"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(desk.files("out"), before);
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(!text.contains('\u{1b}'), "{text:?}");
    brief(&text)
}

/// Keeps the sentence, the place and the help of each finding.
fn brief(text: &str) -> String {
    let kept = text.lines().filter(|line| {
        line.starts_with("error") || line.contains("--> ") || line.contains("= help")
    });
    kept.map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_unknown_field() {
    insta::assert_snapshot!(said("cluster: {nam: x}\n"), @r"
    error[environment/unknown-field]: `cluster.nam` is not a field of the model
    --> environments/prod.yaml:1:11
    = help: did you mean `name`?
    ");
}

#[test]
fn a_wrong_type() {
    insta::assert_snapshot!(said("topics: [orders]\n"), @r"
    error[environment/wrong-type]: `topics` must be a map, but it is a list
    --> environments/prod.yaml:1:1
    ");
    insta::assert_snapshot!(said("topics:\n  orders: {partitions: many}\n"), @r"
    error[environment/invalid-value]: `many` is not a number of partitions: it is a whole number from 1 to 100000
    --> environments/prod.yaml:2:24
    ");
    insta::assert_snapshot!(said("- 1\n"), @r"
    error[environment/wrong-type]: the file must be a map, but it is a list
    --> environments/prod.yaml:1:1
    ");
    insta::assert_snapshot!(said("prod\n"), @r"
    error[environment/wrong-type]: the file must be a map, but it is a single value
    --> environments/prod.yaml:1:1
    ");
}

#[test]
fn an_empty_file() {
    insta::assert_snapshot!(said(""), @r"
    error[environment/empty]: the file holds nothing
    --> environments/prod.yaml:1:1
    = help: write at least one value, or delete the file
    ");
    insta::assert_snapshot!(said("# nothing but a comment\n"), @r"
    error[environment/empty]: the file holds nothing
    --> environments/prod.yaml:1:1
    = help: write at least one value, or delete the file
    ");
}

#[test]
fn several_documents() {
    insta::assert_snapshot!(said("namespace: a\n---\nnamespace: b\n"), @r"
    error[environment/documents]: a second document starts here, and a layer is one document
    --> environments/prod.yaml:3:1
    = help: put it into a file of its own, or into one document with the first
    ");
}

#[test]
fn text_in_another_encoding() {
    insta::assert_snapshot!(said(b"description: caf\xe9\n"), @r"
    error[environment/encoding]: the file is not UTF-8 from byte 16 on
    --> environments/prod.yaml:1:17
    = help: save it as UTF-8
    ");
    insta::assert_snapshot!(said(b"\xff\xfed\0e\0"), @r"
    error[environment/encoding]: the file is not UTF-8 from byte 0 on
    --> environments/prod.yaml:1:1
    = help: save it as UTF-8
    ");
}

#[test]
fn aliases_tags_and_merge_keys() {
    insta::assert_snapshot!(said("topics: &t {}\nusers: *t\n"), @r"
    error[environment/alias]: anchors and aliases are not read
    --> environments/prod.yaml:1:12
    = help: write the value where it is meant; what environments share belongs into base.yaml (the rest of the file was not read)
    ");
    insta::assert_snapshot!(said("namespace: !!str kafka\n"), @r"
    error[environment/tag]: tags are not read
    --> environments/prod.yaml:1:18
    = help: leave the tag out; every value's type follows from its key (the rest of the file was not read)
    ");
    insta::assert_snapshot!(said("cluster:\n  <<: {name: x}\n"), @r"
    error[environment/alias]: merge keys are not read
    --> environments/prod.yaml:2:3
    = help: write the values where they are meant; what environments share belongs into base.yaml
    ");
}

#[test]
fn duplicate_keys() {
    insta::assert_snapshot!(said("namespace: a\ntopics: {}\nnamespace: b\n"), @r"
    error[environment/duplicate-key]: `namespace` stands twice in this map
    --> environments/prod.yaml:3:1
    = help: keep one of the two; the first is in line 1
    ");
}

#[test]
fn tabs() {
    insta::assert_snapshot!(said("cluster:\n\tname: x\n"), @r"
    error[environment/syntax]: this is no YAML: tabs disallowed within this context (block indentation)
    --> environments/prod.yaml:2:2
    = help: mend this first: the rest of the file could not be read
    ");
}

#[test]
fn names_that_would_leave_their_directory_or_their_line() {
    insta::assert_snapshot!(said("namespace: ../../etc\n"), @r"
    error[environment/invalid-value]: `../../etc` is not a namespace: a DNS label has lower-case letters, digits and `-`, and starts and ends with a letter or digit
    --> environments/prod.yaml:1:12
    = help: `etc` would do
    ");
    insta::assert_snapshot!(said("topics:\n  ../up: {partitions: 1}\n"), @r#"
    error[environment/invalid-value]: `../up` is not a topic's name: Kafka takes letters, digits, `.`, `_` and `-`
    --> environments/prod.yaml:2:3
    error[environment/missing-field]: `topics."../up".owner` is missing, and nothing can stand in for it
    --> environments/prod.yaml:2:3
    error[environment/missing-field]: `topics."../up".purpose` is missing, and nothing can stand in for it
    --> environments/prod.yaml:2:3
    "#);
    insta::assert_snapshot!(said("namespace: \"kafka\\nmetadata:\"\n"), @r"
    error[environment/invalid-value]: `kafka\nmetadata:` is not a namespace: a DNS label has lower-case letters, digits and `-`, and starts and ends with a letter or digit
    --> environments/prod.yaml:1:12
    = help: `kafka-metadata` would do
    ");
    insta::assert_snapshot!(said("topics: {\"a\\nb\": null}\n"), @r"
    error[environment/removes-nothing]: `topics.a\nb` is taken away here, but no layer below sets it
    --> environments/prod.yaml:1:10
    = help: delete the line
    ");
}

#[test]
fn terminal_escapes_and_marks_that_reorder_text() {
    insta::assert_snapshot!(said("namespace: \"\\e[2J\\e[1;1H\"\n"), @r"
    error[environment/invalid-value]: `\u{1b}[2J\u{1b}[1;1H` is not a namespace: a DNS label has lower-case letters, digits and `-`, and starts and ends with a letter or digit
    --> environments/prod.yaml:1:12
    = help: `2j--1-1h` would do
    ");
    insta::assert_snapshot!(said("namespace: kafka\u{202e}dorp\n"), @r"
    error[environment/invalid-value]: `kafka\u{202e}dorp` is not a namespace: a DNS label has lower-case letters, digits and `-`, and starts and ends with a letter or digit
    --> environments/prod.yaml:1:12
    = help: `kafka-dorp` would do
    ");
    insta::assert_snapshot!(said("topics: {orders: {\"\\u009b31m\": 1}}\n"), @r"
    error[environment/unknown-field]: `topics.orders.\u{9b}31m` is not a field of the model
    --> environments/prod.yaml:1:19
    = help: the fields here are `owner`, `purpose`, `partitions`, `replicas`, `minInsyncReplicas`, `cleanup`, `retention`, `retentionSize`, `rate`, `maxMessageSize`, `personalData`, `schema`, `config`
    ");
    insta::assert_snapshot!(said("namespace: a\u{7f}\u{85}b\n"), @r"
    error[environment/syntax]: this is no YAML: unexpected character: `\u{7f}'
    --> environments/prod.yaml:1:12
    = help: mend this first: the rest of the file could not be read
    ");
}

#[test]
fn ten_thousand_levels() {
    insta::assert_snapshot!(said(format!("topics: {}", "[".repeat(10_000))), @r"
    error[environment/syntax]: this is no YAML: recursion limit exceeded
    --> environments/prod.yaml:1:264
    = help: mend this first: the rest of the file could not be read
    ");
    insta::assert_snapshot!(said(format!("topics: {}", "{a: ".repeat(10_000))), @r"
    error[environment/too-deep]: values are nested more than 64 levels deep here
    --> environments/prod.yaml:1:262
    = help: no deployment needs that: look for a slip in the indentation or a stray bracket (the rest of the file was not read)
    ");
    let deep = (0..10_000).fold(String::new(), |text, depth| {
        text + &" ".repeat(depth % 300) + "a:\n"
    });
    assert!(said(deep).starts_with("error[environment/"));
}

#[test]
fn a_hundred_megabytes() {
    let desk = Desk::small();
    let file = fs::File::create(desk.path("environments/prod.yaml")).unwrap();
    file.set_len(100 << 20).unwrap();
    let before = Instant::now();
    let output = desk.command(&["check"]).output().unwrap();
    assert!(before.elapsed().as_secs() < 2, "it is not read at all");
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(brief(&String::from_utf8(output.stdout).unwrap()), @r"
    error[environment/too-large]: the file has 104857600 bytes, and at most 33554432 are read
    --> environments/prod.yaml:1:1
    ");
}

/// Runs a render that cannot read its files.
fn unreadable(change: impl FnOnce(&Desk)) -> String {
    let desk = Desk::small();
    desk.run(&["render"]);
    let before = desk.files("out");
    change(&desk);
    let said = desk.run(&["render"]);
    assert_eq!(desk.files("out"), before);
    said
}

#[test]
fn a_missing_base() {
    insta::assert_snapshot!(unreadable(|desk| {
        fs::remove_file(desk.path("environments/base.yaml")).unwrap();
    }), @r"
    [err]
    error: `environments` has no base.yaml, and every environment lies over one; `blueprint init DIR` writes a small one to start from.
      `--environments DIR` names another directory.
    [exit 1]
    ");
}

#[test]
fn a_missing_directory() {
    insta::assert_snapshot!(unreadable(|desk| {
        fs::remove_dir_all(desk.path("environments")).unwrap();
    }), @r"
    [err]
    error: `environments` could not be read: No such file or directory (os error 2).
      `--environments DIR` names another directory.
    [exit 1]
    ");
}

#[test]
fn a_directory_where_a_file_belongs() {
    insta::assert_snapshot!(unreadable(|desk| {
        fs::remove_file(desk.path("environments/prod.yaml")).unwrap();
        fs::create_dir(desk.path("environments/prod.yaml")).unwrap();
    }), @r"
    [err]
    error: `environments/prod.yaml` could not be read: it is not a regular file.
      `--environments DIR` names another directory.
    [exit 1]
    ");
}

#[test]
fn a_fifo_is_not_waited_for() {
    insta::assert_snapshot!(unreadable(|desk| {
        let path = desk.path("environments/prod.yaml");
        fs::remove_file(&path).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }), @r"
    [err]
    error: `environments/prod.yaml` could not be read: it is not a regular file.
      `--environments DIR` names another directory.
    [exit 1]
    ");
}

#[test]
fn names_of_environments_that_mean_something_else() {
    for name in ["kustomize", "Prod", "a b", "-x"] {
        let said = unreadable(|desk| desk.write(&format!("environments/{name}.yaml"), SMALL));
        assert!(said.ends_with("[exit 1]") && said.contains(name), "{said}");
    }
    insta::assert_snapshot!(unreadable(|desk| {
        desk.write("environments/\u{1b}[2J\n.yaml", SMALL);
    }), @r"
    [err]
    error: `environments/\u{1b}[2J\n.yaml` cannot be an environment: a DNS label has lower-case letters, digits and `-`, and starts and ends with a letter or digit.
    [exit 1]
    ");
    let arguments = ["render", "../prod"];
    insta::assert_snapshot!(Desk::small().run(&arguments), @r"
    [err]
    error: There is no environment `../prod`; did you mean `prod`?
    [exit 1]
    ");
}

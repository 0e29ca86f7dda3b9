//! Input that nobody could read: always a finding with a place.

use crate::set::{check, found};

fn of(bytes: &[u8]) -> String {
    let report = check("1.2.0", bytes);
    let entries = report.entries();
    let told = entries.iter().map(|entry| {
        let line = entry.spot.as_ref().unwrap().line;
        format!(
            "{} at {line}: {}",
            entry.finding.rule, entry.finding.message
        )
    });
    told.collect::<Vec<_>>().join("\n")
}

/// Ten lists, each of ten times the one before.
fn laughs() -> String {
    let line = |n: usize| {
        format!(
            "l{n}: &l{n} [{}]\n",
            vec![format!("*l{}", n - 1); 10].join(", ")
        )
    };
    std::iter::once("l0: &l0 [0]\n".to_owned())
        .chain((1..10).map(line))
        .collect()
}

/// Lists that aliases nest deeper than brackets may.
fn stairs() -> String {
    let line = |n: usize| format!("s{n}: &s{n} [*s{}]\n", n - 1);
    std::iter::once("s0: &s0 [0]\n".to_owned())
        .chain((1..100).map(line))
        .collect()
}

#[test]
fn what_cannot_be_read_is_a_finding() {
    insta::assert_snapshot!(of(b"a: \xff"), @"environment/encoding at 1: the file is not UTF-8 from byte 3 on");
    insta::assert_snapshot!(of(b"a: &x [*x]\n"), @"environment/alias at 1: this alias stands inside of its own anchor");
    insta::assert_snapshot!(of(b"<<: 7\n"), @"
    environment/alias at 1: a merge key has a map, or a list of maps
    manifest/not-checked at 1: not checked: 1 document without an object of Kubernetes
    ");
    insta::assert_snapshot!(of(laughs().as_bytes()), @"environment/alias at 6: the aliases of this file stand for too much");
    insta::assert_snapshot!(of(stairs().as_bytes()), @"environment/alias at 64: values are nested too deep where this alias stands");
    insta::assert_snapshot!(of(b"a: !!str 1\n"), @"environment/tag at 1: tags are not read");
    insta::assert_snapshot!(of(b"a: [\n"), @"environment/syntax at 1: this is no YAML: unclosed bracket '['");
    insta::assert_snapshot!(of("[".repeat(100_000).as_bytes()), @"environment/syntax at 1: this is no YAML: recursion limit exceeded");
    insta::assert_snapshot!(of(b"kind: Kafka\nkind: Kafka\n"), @"
    manifest/identity at 1: this object has no `apiVersion`
    environment/duplicate-key at 2: `kind` stands twice in this map
    ");
    insta::assert_snapshot!(of(b""), @"manifest/not-checked at 1: not checked: this file, which holds nothing");
    insta::assert_snapshot!(of(b"a: 1\n"), @"manifest/not-checked at 1: not checked: 1 document without an object of Kubernetes");
}

#[test]
fn a_file_that_is_too_large_is_a_finding() {
    let large = vec![b'#'; 32 * 1024 * 1024 + 1];
    insta::assert_snapshot!(of(&large), @"environment/too-large at 1: the file has more than 33554432 bytes");
}

#[test]
fn identity() {
    let rule = "manifest/identity";
    insta::assert_snapshot!(found(rule, "", "apiVersion: v1\nkind: Kafka\n"), @"
    error manifest/identity at 1:1
      this object has no `metadata.name`
      help: write `metadata.name`
    ");
    insta::assert_snapshot!(found(rule, "", "kind: Kafka\nmetadata: {name: a}\n"), @"
    error manifest/identity at 1:1
      this object has no `apiVersion`
      help: write `apiVersion`
    ");
    insta::assert_snapshot!(found(rule, "", "apiVersion: v1\nmetadata: {name: a}\n"), @"
    error manifest/identity at 1:1
      this object has no `kind`
      help: write `kind`
    ");
    assert_eq!(
        found(rule, "", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"),
        ""
    );
}

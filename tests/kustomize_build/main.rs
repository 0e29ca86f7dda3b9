//! Building an overlay with `kubectl kustomize` gives exactly the objects of the environment.
#![allow(
    clippy::unwrap_used,
    reason = "a test has nothing better to do with an error"
)]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod build;
mod mutation;
mod objects;

use std::process::Command;

use build::assert_overlay_is_exact;
use mutation::Dice;
use objects::{ABOVE_EXACT, base, custom, object};
use serde_json::{Value, json};

fn has_kubectl() -> bool {
    let found = Command::new("kubectl")
        .args(["kustomize", "--help"])
        .output()
        .is_ok();
    if !found {
        println!("skipped: kubectl is not installed");
    }
    found
}

#[test]
fn fifty_mutations_of_a_set_are_built_exactly() {
    if !has_kubectl() {
        return;
    }
    let base = base();
    for seed in 1..=50 {
        let environment = Dice(0x9e37_79b9_7f4a_7c15 ^ seed).environment(&base);
        assert_overlay_is_exact(&base, &environment, &format!("seed {seed}"));
    }
}

#[test]
fn numbers_above_exact_floats_survive_a_change_beside_them() {
    if !has_kubectl() {
        return;
    }
    let before = custom(
        "a",
        &json!({"large": ABOVE_EXACT, "other": u64::MAX, "changed": 1}),
    );
    let after = custom(
        "a",
        &json!({"large": ABOVE_EXACT, "other": u64::MAX, "changed": 2}),
    );
    let beside = custom("b", &json!({"changed": 1}));
    let changed = custom("b", &json!({"changed": ABOVE_EXACT}));
    assert_overlay_is_exact(&[before, beside], &[after, changed], "large numbers");
}

#[test]
fn a_name_is_no_pattern() {
    if !has_kubectl() {
        return;
    }
    let base = [
        custom("a.b", &json!({"a": 1})),
        custom("aXb", &json!({"a": 1})),
    ];
    let environment = [
        custom("a.b", &json!({"a": 2})),
        custom("aXb", &json!({"a": 1})),
    ];
    assert_overlay_is_exact(&base, &environment, "dot");
}

#[test]
fn an_object_of_no_namespace_leaves_its_namesakes_alone() {
    if !has_kubectl() {
        return;
    }
    let service = |api_version, metadata: &Value, port| {
        object(
            api_version,
            "Service",
            metadata,
            &json!({"spec": {"port": port}}),
        )
    };
    let (nowhere, kafka) = (
        json!({"name": "a"}),
        json!({"name": "a", "namespace": "kafka"}),
    );
    let knative = service("serving.knative.dev/v1", &kafka, 1);
    let base = [
        service("v1", &nowhere, 1),
        service("v1", &kafka, 1),
        knative.clone(),
    ];
    let environment = [
        service("v1", &nowhere, 2),
        service("v1", &kafka, 1),
        knative,
    ];
    assert_overlay_is_exact(&base, &environment, "namesakes");
}

#[test]
fn versions_kinds_and_namespaces_change() {
    if !has_kubectl() {
        return;
    }
    let made = |api_version, kind, namespace| {
        let metadata = json!({"name": "a", "namespace": namespace});
        object(
            api_version,
            kind,
            &metadata,
            &json!({"spec": {"a": [1, 2]}}),
        )
    };
    let base = [made("example.com/v1", "A", "kafka")];
    for changed in [
        made("example.com/v2", "A", "kafka"),
        made("example.org/v1", "A", "kafka"),
        made("example.com/v1", "B", "kafka"),
        made("example.com/v1", "A", "default"),
    ] {
        assert_overlay_is_exact(&base, &[changed], "identity");
    }
}

#[test]
fn an_environment_may_lack_everything_or_be_the_base() {
    if !has_kubectl() {
        return;
    }
    let base = base();
    assert_overlay_is_exact(&base, &base, "the base itself");
    assert_overlay_is_exact(&base, &base[..1], "almost nothing");
}

#[test]
fn the_default_namespace_is_the_same_as_none() {
    if !has_kubectl() {
        return;
    }
    let made = |metadata| object("example.com/v1", "A", &metadata, &json!({}));
    let base = [made(json!({"name": "a"}))];
    let environment = [made(json!({"name": "a", "namespace": "default"}))];
    assert_overlay_is_exact(&base, &environment, "default");
}

//! Ingresses: what can be reached from outside, and under which name.

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    if !field.path.is_below(&["spec"]) {
        return Vec::new();
    }
    if field.path.is_below(&["spec", "tls"]) && field.after.is_none() {
        return vec![Consequence::new(
            Class::AccessRemoved,
            Fact::new("ingress/tls-removed"),
            "what goes through it is no longer encrypted",
            "the ingress controller ends TLS only where the Ingress names a Secret for it",
        )];
    }
    let mut told = Vec::new();
    if field.before.is_some() {
        told.push(Consequence::new(
            Class::AccessRemoved,
            Fact::new("ingress/changed"),
            "the old host, path or target is not served any more",
            "the ingress controller serves what stands in the Ingress",
        ));
    }
    if field.after.is_some() {
        told.push(Consequence::new(
            Class::AccessGranted,
            Fact::new("ingress/opened"),
            "another host, path or target is served",
            "the ingress controller serves what stands in the Ingress",
        ));
    }
    told
}

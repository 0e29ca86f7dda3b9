//! The two certificate authorities of a cluster.

use serde_json::Value;

use super::{Consequence, Fact, judge::pods, scene::Scene};
use crate::change::{Class, FieldChange, unit::number};

/// What the operator takes where a resource says no days (`CertificateAuthority`).
const VALIDITY: i64 = 365;
const RENEWAL: i64 = 30;

/// Returns what the difference of a field of a certificate authority does; nothing for others.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let clients = path.is_below(&["spec", "clientsCa"]);
    if !clients && !path.is_below(&["spec", "clusterCa"]) {
        return Vec::new();
    }
    let (key, whose) = if clients {
        ("clientsCa", "users")
    } else {
        ("clusterCa", "brokers")
    };
    match path.last() {
        Some("generateCertificateAuthority") => vec![generated(field, whose)],
        Some("validityDays" | "renewalDays") => days(scene, field, key, whose),
        Some("certificateExpirationPolicy") => vec![policy(field, whose)],
        Some("generateSecretOwnerReference") => vec![owner(field)],
        _ => vec![Consequence::new(
            Class::Unknown,
            Fact::new("certificate/other"),
            format!("the authority of the {whose} is treated otherwise"),
            "no rule is about this field",
        )],
    }
}

/// Judges who makes and renews the authority. The Secrets that are there stay what they are either
/// way (`CaReconciler`, `Ca`), so that no node restarts and no client notices.
fn generated(field: &FieldChange, whose: &str) -> Consequence {
    let by_operator = |value: &Option<Value>| *value != Some(Value::Bool(false));
    match (by_operator(&field.before), by_operator(&field.after)) {
        (true, false) => Consequence::new(
            Class::AccessRemoved,
            Fact::new("certificate/not-renewed"),
            format!(
                "nobody renews the certificate of the authority of the {whose} any more, and when it ends \
                 connections are refused"
            ),
            "the operator goes on with the authority that stands in its Secrets, and leaves them alone; \
             where they are missing it refuses the resource",
        )
        .action("renew it by hand before its end, or put an authority of your own into the Secrets as Strimzi's documentation shows"),
        (false, true) => Consequence::new(
            Class::Dynamic,
            Fact::new("certificate/renewed"),
            format!("the operator renews the authority of the {whose} from now on"),
            "it goes on with the authority that stands in its Secrets, and makes one only where they are \
             missing",
        ),
        _ => Consequence::new(
            Class::Cosmetic,
            Fact::new("certificate/same"),
            format!("the authority of the {whose} is treated as before"),
            "without a word the operator makes and renews it",
        ),
    }
}

/// Judges how long certificates live and when they are renewed.
fn days(scene: &Scene<'_>, field: &FieldChange, key: &str, whose: &str) -> Vec<Consequence> {
    let of =
        |side: &Value, name: &str, default| number(&side["spec"][key][name]).unwrap_or(default);
    let validity = of(scene.now(), "validityDays", VALIDITY);
    let renewal = |side| of(side, "renewalDays", RENEWAL);
    if renewal(scene.now()) >= validity {
        return vec![
            Consequence::new(
                Class::Outage,
                Fact::new("certificate/renewal-loop"),
                format!("the authority of the {whose} is renewed again and again, and every node restarts each time"),
                format!("certificates live {validity} days and are renewed {} days before their end", renewal(scene.now())),
            )
            .action("renew later than a certificate is made"),
        ];
    }
    let earlier = renewal(scene.now()) > renewal(scene.was());
    let mut told = vec![Consequence::new(
        Class::Dynamic,
        Fact::new("certificate/validity"),
        format!(
            "certificates of the {whose} live or are renewed otherwise from their next renewal on"
        ),
        "the operator looks at the days when it renews, within the maintenance windows",
    )];
    if field.path.last() == Some("renewalDays") && earlier {
        let restarts = scene.nodes(None);
        told.push(
            Consequence::new(
                Class::RollingRestart,
                Fact::new("certificate/renewed-earlier"),
                format!(
                    "{} restart one at a time soon, if the certificates have fewer days left than that",
                    pods(&restarts)
                ),
                "certificates that are due are renewed at the next reconciliation within a maintenance window",
            )
            .restarts(restarts),
        );
    }
    told
}

fn policy(field: &FieldChange, whose: &str) -> Consequence {
    if field.after == Some(Value::from("replace-key")) {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("certificate/key-replaced"),
            format!(
                "at the next renewal clients need the new certificate of the {whose}' authority"
            ),
            "the authority gets another key, which no old certificate vouches for",
        )
        .action("see that clients read the authority's Secret again before that");
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("certificate/key-kept"),
        format!("at the next renewal the authority of the {whose} keeps its key"),
        "certificates that it signed stay valid",
    )
}

fn owner(field: &FieldChange) -> Consequence {
    let effect = if field.after == Some(Value::Bool(false)) {
        "the Secrets of the authority stay when the cluster is deleted"
    } else {
        "the Secrets of the authority go with the cluster, if somebody deletes it later"
    };
    Consequence::new(
        Class::Dynamic,
        Fact::new("certificate/owner"),
        effect,
        "Kubernetes deletes what a deleted resource owns",
    )
}

//! The two certificate authorities of a cluster.

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange};

/// Returns what the difference of a field of a certificate authority does; nothing for others.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let clients = path.is_below(&["spec", "clientsCa"]);
    if !clients && !path.is_below(&["spec", "clusterCa"]) {
        return Vec::new();
    }
    let whose = if clients { "users" } else { "brokers" };
    vec![match path.last() {
        Some("generateCertificateAuthority") => Consequence::new(
            Class::Outage,
            Fact::new("certificate/authority"),
            format!("the certificates of the {whose} come from another authority"),
            "clients that know only the old authority are refused until they know the new one",
        )
        .action("let both sides trust both authorities first, as Strimzi's documentation shows"),
        Some("validityDays" | "renewalDays") => Consequence::new(
            Class::Dynamic,
            Fact::new("certificate/validity"),
            format!(
                "certificates of the {whose} live or are renewed otherwise from their next renewal on"
            ),
            "the operator looks at the days when it renews, within the maintenance windows",
        ),
        _ => Consequence::new(
            Class::Unknown,
            Fact::new("certificate/other"),
            format!("the authority of the {whose} is treated otherwise"),
            "no rule is about this field",
        ),
    }]
}

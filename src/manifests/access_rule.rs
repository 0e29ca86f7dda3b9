//! What a KafkaUser may do and for how long, as far as the model can't say it wrongly.

use super::{
    resource::{Resource, at, items, scalar},
    rules::{
        Told,
        part::{ACL_OPERATIONS, USER_CERTIFICATE},
    },
};
use crate::{
    environment::document::Node,
    finding::{Finding, Outcome},
};

/// Returns what is wrong with the access rules and the certificate of a user.
pub fn wrong(user: &Resource) -> Vec<Finding> {
    let acls = items(&user.node, &["spec", "authorization", "acls"]).iter();
    acls.filter_map(|acl| operations(acl, user))
        .chain(certificate(user))
        .collect()
}

fn operations(acl: &Node, user: &Resource) -> Option<Finding> {
    let several = at(acl, &["operations"]).filter(|entry| !entry.node.is_null());
    let one = at(acl, &["operation"]).filter(|entry| !entry.node.is_null());
    match (one, several) {
        (Some(one), Some(_)) => {
            let message = "an access rule has both `operation` and `operations`";
            let finding = ACL_OPERATIONS.error(one.key, message);
            Some(
                finding
                    .outcome(Outcome::Refused)
                    .help("keep `operations` alone"),
            )
        }
        (None, Some(several)) if items(&several.node, &[]).is_empty() => {
            let finding = ACL_OPERATIONS.warning(several.key, "an access rule names no operation");
            Some(
                finding
                    .outcome(Outcome::Ignored)
                    .help("name what the user does, or take the rule away"),
            )
        }
        // The definition of `v1` asks for `operations` itself.
        (None, None) if user.version == "v1beta2" => {
            let finding = ACL_OPERATIONS.error(acl.place, "an access rule names no operation");
            Some(finding.outcome(Outcome::Refused).help("write `operations`"))
        }
        _ => None,
    }
}

fn certificate(user: &Resource) -> Option<Finding> {
    let path = ["spec", "authentication"];
    let days = |field| {
        let entry = user.entry(&[path[0], path[1], field])?;
        Some((entry, scalar(&entry.node)?.text.parse::<u32>().ok()?))
    };
    let (validity, renewal) = (days("validityDays"), days("renewalDays"));
    let (entry, _) = validity.or(renewal)?;
    let kind = user.text(&["spec", "authentication", "type"])?;
    let message = match (validity, renewal) {
        _ if kind.text != "tls" => "only users of the type `tls` have a certificate with days",
        (Some((_, validity)), Some((_, renewal))) if renewal < validity => return None,
        (Some(_), Some(_)) => "`renewalDays` is not below `validityDays`",
        _ => "of `validityDays` and `renewalDays` only one is written",
    };
    let finding = USER_CERTIFICATE.error(entry.key, message);
    Some(
        finding
            .outcome(Outcome::Refused)
            .help("write both for users of the type `tls`, or none"),
    )
}

//! When fields of the Kafka resource came and went.
//!
//! The API server prunes a field that a release does not know, so a value in it silently has no
//! effect. Paths are written as `.spec.kafka.listeners[].configuration.hostTemplate`.

use super::data::DATA;
use super::{ApiVersion, Release};
use crate::catalog::Version;

/// What the catalogue knows of one field of the Kafka resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldHistory {
    /// The release that brought the field; `None` if 0.40.0 had it already.
    pub since: Option<Version>,
    /// The first API version without the field.
    pub removed_in: Option<ApiVersion>,
}

impl FieldHistory {
    /// Returns whether `release` keeps the field in the API version that we render for it.
    #[must_use]
    pub fn known_to(self, release: &Release) -> bool {
        let come = self.since.is_none_or(|since| since <= release.number());
        let gone = self
            .removed_in
            .is_some_and(|api| api <= release.api_version());
        come && !gone
    }
}

/// Returns the history of the field at `path`, or of the nearest field around it that has one.
///
/// `None` says that neither it nor a field around it has changed since 0.40.0, not that it exists:
/// the schema of the release decides that.
#[must_use]
pub fn field_history(path: &str) -> Option<FieldHistory> {
    std::iter::successors(Some(path), |path| parent(path)).find_map(exact)
}

fn exact(path: &str) -> Option<FieldHistory> {
    let fields = &DATA.fields;
    let added = fields
        .added
        .iter()
        .find(|(_, paths)| paths.iter().any(|added| added == path));
    let since = added.map(|(version, _)| *version);
    let lacking = fields.lacking_in_v1.iter().any(|lacking| lacking == path);
    let removed_in = lacking.then_some(ApiVersion::V1);
    (since.is_some() || lacking).then_some(FieldHistory { since, removed_in })
}

/// The path without its last step; `[]` is no step of its own.
fn parent(path: &str) -> Option<&str> {
    let (parent, _) = path.rsplit_once('.')?;
    (!parent.is_empty()).then(|| parent.trim_end_matches("[]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::operator::OperatorVersion;

    fn known(path: &str, version: &str) -> bool {
        let version: OperatorVersion = version.parse().unwrap();
        field_history(path).is_none_or(|history| history.known_to(Release::of(version)))
    }

    #[test]
    fn a_field_is_known_from_the_release_that_brought_it() {
        let host = ".spec.kafka.listeners[].configuration.hostTemplate";
        assert!(!known(host, "0.43.0"));
        assert!(known(host, "0.44.0"));
        assert!(known(host, "1.2.0"));
    }

    #[test]
    fn a_field_that_v1_lacks_is_gone_where_v1_is_rendered() {
        assert!(known(".spec.kafka.resources", "0.48.0"));
        assert!(!known(".spec.kafka.resources", "0.49.0"));
        assert!(!known(".spec.kafka.resources.limits.cpu", "1.2.0"));
    }

    #[test]
    fn a_step_within_a_list_has_the_history_of_the_list() {
        assert_eq!(parent(".a.b[].c"), Some(".a.b"));
        assert_eq!(parent(".a"), None);
        let refs = field_history(".spec.kafka.listeners[].configuration.parentRefs[].name");
        assert_eq!(refs.and_then(|history| history.since), "1.1.0".parse().ok());
    }

    #[test]
    fn an_unchanged_field_has_no_history() {
        assert_eq!(field_history(".spec.kafka.config"), None);
    }
}

//! Documents about the image, found through its digest (OCI distribution 1.1, referrers).
//!
//! A registry that knows of referrers says so in its answer. For one that does not, the documents
//! are listed in an index under a tag made of the image's digest, as the specification has it.

use serde_json::{Value, json};

use super::{Document, PushError, registry::Registry};
use crate::image::{blob::Blob, manifest};

/// Pushes documents about an image.
pub fn put(
    registry: &mut Registry<'_>,
    subject: &Blob,
    documents: &[Document<'_>],
) -> Result<(), PushError> {
    let mut unlisted = Vec::new();
    for (name, document) in documents {
        registry.put_blob(document)?;
        registry.put_blob(&manifest::empty_config())?;
        let about = manifest::about(subject, document, name);
        if !registry.put_manifest(&about.digest.to_string(), &about)? {
            let mut descriptor = about.descriptor();
            descriptor["artifactType"] = json!(document.media_type);
            unlisted.push(descriptor);
        }
    }
    if unlisted.is_empty() {
        return Ok(());
    }
    let tag = format!("sha256-{}", subject.digest.hex());
    let listed = registry.get_manifest(&tag)?;
    let index = manifest::index(&joined(listed.as_ref(), unlisted));
    registry.put_manifest(&tag, &index).map(drop)
}

/// Adds documents to those that are listed already.
fn joined(listed: Option<&Value>, new: Vec<Value>) -> Vec<Value> {
    let listed = listed.and_then(|index| index["manifests"].as_array());
    let mut all: Vec<Value> = listed.cloned().unwrap_or_default();
    for descriptor in new {
        if all.iter().all(|own| own["digest"] != descriptor["digest"]) {
            all.push(descriptor);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_have_listed_stays_listed() {
        let index = json!({"manifests": [{"digest": "a"}, {"digest": "b"}]});
        let new = vec![json!({"digest": "b"}), json!({"digest": "c"})];
        let all = joined(Some(&index), new.clone());
        let digests: Vec<_> = all.iter().map(|own| own["digest"].as_str()).collect();
        assert_eq!(digests, [Some("a"), Some("b"), Some("c")]);
        assert_eq!(joined(None, new).len(), 2);
    }
}

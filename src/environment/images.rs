//! `images.lock`: the images that were pushed, by digest, beside the directory of the environments.
//!
//! It is read with the environments, so that nothing later touches a file. The model is the
//! master: where it names an image, the lock can only add the digest of that very name; where it
//! names none, the image that was pushed is taken, and findings about it point into the lock.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    document::{Entry, Mapping, Node, Value},
    parse,
    read::FromNode,
    rules::IMAGE_LOCK,
    source::Sources,
};
use crate::{
    finding::{Finding, ModelPath, Place, Severity, Site, Trail},
    model::image::ImageReference,
};

/// The name of the lock.
pub const NAME: &str = "images.lock";

/// The path of the one image that is pushed from here.
const PATH: [&str; 2] = ["verification", "image"];

crate::record! {
    /// The images that were pushed.
    pub struct Lock {
        /// The image of the verification.
        "verification" verification: ImageReference,
    }
}

/// Returns where the lock of a directory of environments is.
#[must_use]
pub fn place(environments: &Path) -> PathBuf {
    match environments.file_name() {
        Some(_) => environments.with_file_name(NAME),
        // `.` and `..` have no name that could be replaced.
        None => environments.join("..").join(NAME),
    }
}

/// Puts the image of the lock where the document has none, and its digest where it has that name.
pub fn read(
    document: &mut Node,
    environments: &Path,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> io::Result<()> {
    let Some(verification) = below(document, PATH[0]) else {
        return Ok(());
    };
    let path = place(environments);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let file = sources.add(path.display().to_string(), text.as_str());
    let mut own = Vec::new();
    let lock = parse::document(file, &text, &mut own).and_then(|node| {
        Some((
            Lock::from_node(&node, &Trail::TOP, &mut own)?,
            place_in(&node),
        ))
    });
    let whole = place_of(file, text.len());
    match lock {
        Some((lock, place)) if own.is_empty() && lock.verification.digest().is_some() => {
            findings.extend(apply(
                verification,
                &lock.verification,
                place.unwrap_or(whole),
            ));
        }
        lock => {
            let why = own.into_iter().next().map(|finding| finding.message);
            let image = lock.map(|(lock, _)| lock.verification);
            let why = why.or_else(|| Some(format!("`{}` has no digest", image?)));
            let why = why.unwrap_or_else(|| "it holds no image".to_owned());
            findings.push(
                Finding::at(IMAGE_LOCK, Severity::Error, Site::File(file), why)
                    .help("restore it from git, or let `blueprint image --push` write it again"),
            );
        }
    }
    Ok(())
}

fn apply(verification: &mut Mapping, locked: &ImageReference, place: Place) -> Option<Finding> {
    let key = PATH[1];
    // An environment that takes the image away wants none.
    if verification.removed.contains_key(key) {
        return None;
    }
    let Some(entry) = verification.entries.get_mut(key) else {
        let node = scalar(locked.as_str(), place);
        verification
            .entries
            .insert(key.to_owned(), Entry { key: place, node });
        return None;
    };
    let Value::Scalar(own) = &mut entry.node.value else {
        return None;
    };
    // What is no image is told by whoever reads it.
    let named = ImageReference::new(own.text.clone()).ok()?;
    if named.name() != locked.name() {
        return Some(other(
            Severity::Advice,
            &format!(
                "the image that was pushed last is `{locked}`, and this names another one, which \
                 is rendered as it stands"
            ),
        ));
    }
    match named.digest() {
        None => {
            locked.as_str().clone_into(&mut own.text);
            None
        }
        Some(digest) if Some(digest) == locked.digest() => None,
        Some(_) => Some(other(
            Severity::Warning,
            &format!(
                "the image that was pushed last under this name has another digest: `{locked}`"
            ),
        )),
    }
}

fn other(severity: Severity, message: &str) -> Finding {
    let path = ModelPath::of(&PATH);
    Finding::new(IMAGE_LOCK, severity, path, message).help(
        "leave `verification.image` out to take what images.lock has, or push to the name that it \
         says",
    )
}

fn below<'a>(node: &'a mut Node, key: &str) -> Option<&'a mut Mapping> {
    let Value::Mapping(top) = &mut node.value else {
        return None;
    };
    match &mut top.entries.get_mut(key)?.node.value {
        Value::Mapping(mapping) => Some(mapping),
        Value::Scalar(_) | Value::Sequence(_) | Value::File(_) => None,
    }
}

fn place_in(lock: &Node) -> Option<Place> {
    Some(lock.as_mapping()?.entries.get(PATH[0])?.node.place)
}

fn place_of(file: crate::finding::FileId, length: usize) -> Place {
    Place {
        file,
        start: 0,
        end: u32::try_from(length).unwrap_or(u32::MAX),
    }
}

fn scalar(text: &str, place: Place) -> Node {
    Node {
        place,
        value: Value::Scalar(super::document::Scalar {
            text: text.to_owned(),
            plain: false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::FileId;

    const DIGEST: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    /// Reads a model beside a lock, and returns the image with what is said about it.
    fn read_one(model: &str, lock: &str) -> (Option<String>, Vec<String>) {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join(NAME), lock).unwrap();
        let mut findings = Vec::new();
        let mut sources = Sources::default();
        sources.add("base.yaml", model);
        let mut document = parse::document(FileId::new(0), model, &mut findings).unwrap();
        let environments = directory.path().join("environments");
        read(&mut document, &environments, &mut sources, &mut findings).unwrap();
        let image = below(&mut document, PATH[0]).and_then(|own| {
            match &own.entries.get(PATH[1])?.node.value {
                Value::Scalar(scalar) => Some(scalar.text.clone()),
                _ => None,
            }
        });
        let said = findings.into_iter().map(|finding| finding.message);
        (image, said.collect())
    }

    fn lock() -> String {
        format!("verification: localhost:5000/app:1@{DIGEST}\n")
    }

    #[test]
    fn the_lock_gives_the_image_where_the_model_names_none() {
        let (image, said) = read_one("verification: {listener: tls}", &lock());
        assert_eq!(image, Some(format!("localhost:5000/app:1@{DIGEST}")));
        assert!(said.is_empty());
    }

    #[test]
    fn the_lock_gives_the_digest_of_the_name_that_the_model_has() {
        let (image, said) = read_one("verification: {image: localhost:5000/app:1}", &lock());
        assert_eq!(image, Some(format!("localhost:5000/app:1@{DIGEST}")));
        assert!(said.is_empty());
    }

    #[test]
    fn another_name_and_another_digest_of_the_model_stand_and_are_told() {
        let (image, said) = read_one("verification: {image: localhost:5000/app:2}", &lock());
        assert_eq!(image.as_deref(), Some("localhost:5000/app:2"));
        assert_eq!(said.len(), 1);
        let other = DIGEST.replace("00", "11");
        let model = format!("verification: {{image: \"localhost:5000/app:1@{other}\"}}");
        let (image, said) = read_one(&model, &lock());
        assert_eq!(image, Some(format!("localhost:5000/app:1@{other}")));
        assert_eq!(said.len(), 1);
    }

    #[test]
    fn a_deployment_without_verification_gets_none() {
        assert_eq!(read_one("namespace: kafka", &lock()), (None, Vec::new()));
    }

    #[test]
    fn a_damaged_lock_is_refused() {
        for bad in [
            "",
            "verification: app",
            "verification: localhost/app:1",
            "a: b",
        ] {
            let (image, said) = read_one("verification: {listener: tls}", bad);
            assert_eq!((image, said.len()), (None, 1), "{bad}");
        }
    }

    #[test]
    fn the_lock_lies_beside_the_environments() {
        assert_eq!(place(Path::new("environments")), Path::new("images.lock"));
        assert_eq!(place(Path::new("a/b/")), Path::new("a/images.lock"));
        assert_eq!(place(Path::new(".")), Path::new("./../images.lock"));
    }
}

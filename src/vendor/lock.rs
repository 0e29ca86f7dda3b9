//! `vendor.lock`: what each recorded file is, by its name.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde_json::json;

use super::VendorError;
use crate::{
    emit::yaml,
    environment::{FromNode, Sources, parse, read::Invalid},
    finding::Trail,
};

/// The name of the lock file.
pub const NAME: &str = "vendor.lock";

const HEADER: &str = "Written by `blueprint vendor`: what the files beside this one are.";

crate::record! {
    /// What one recorded file is.
    pub struct Locked {
        /// The SHA-256 of its bytes, in lower-case hexadecimal digits.
        "sha256" sha256: Sha256Text,
        /// Where it came from.
        "source" source: SourceText,
    }
}

crate::text! {
    /// A SHA-256 in lower-case hexadecimal digits.
    pub struct Sha256Text("a SHA-256", sha256_text);
}

crate::text! {
    /// Where a file came from.
    pub struct SourceText("a source", |text| super::source::one_line(text));
}

crate::text! {
    /// The name of a recorded file.
    pub struct LockedName("the name of a recorded file", locked_name);
}

fn sha256_text(text: &str) -> Result<(), Invalid> {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() == 64 && text.bytes().all(digit) {
        Ok(())
    } else {
        Err(Invalid::because("it has 64 digits from 0 to 9 and a to f"))
    }
}

fn locked_name(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if !text.is_empty() && !text.starts_with('.') && text.chars().all(inside) {
        Ok(())
    } else {
        Err(Invalid::because("it has letters, digits, `.`, `-` and `_`"))
    }
}

/// The lock of one directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(BTreeMap<LockedName, Locked>);

impl Lock {
    /// Reads the lock of a directory; a missing one locks nothing.
    pub fn read(directory: &Path) -> Result<Self, VendorError> {
        let path = directory.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(VendorError::Unreadable { path, error }),
        };
        let mut sources = Sources::default();
        let file = sources.add(path.display().to_string(), text.as_str());
        let mut findings = Vec::new();
        let lock = parse::document(file, &text, &mut findings)
            .and_then(|node| FromNode::from_node(&node, &Trail::TOP, &mut findings));
        match (findings.into_iter().next(), lock) {
            (None, Some(entries)) => Ok(Self(entries)),
            (finding, _) => Err(VendorError::DamagedLock {
                path,
                why: finding.map_or_else(String::new, |finding| finding.message),
            }),
        }
    }

    /// Returns what a file is.
    pub fn get(&self, file_name: &str) -> Option<&Locked> {
        self.0.get(file_name)
    }

    /// Records what a file is.
    pub fn insert(
        &mut self,
        file_name: &str,
        sha256: String,
        source: String,
    ) -> Result<(), Invalid> {
        let locked = Locked {
            sha256: Sha256Text::new(sha256)?,
            source: SourceText::new(source)?,
        };
        self.0.insert(LockedName::new(file_name)?, locked);
        Ok(())
    }

    /// Returns the text of the lock file.
    pub fn to_text(&self) -> String {
        let entries = self.0.iter().map(|(name, locked)| {
            let value = json!({
                "sha256": locked.sha256.as_str(),
                "source": locked.source.as_str(),
            });
            (name.as_str().to_owned(), value)
        });
        yaml::document(HEADER, &entries.collect::<serde_json::Map<_, _>>().into())
    }
}

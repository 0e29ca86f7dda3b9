//! A release number of three parts, as Strimzi and Apache Kafka write theirs.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// A release number `major.minor.patch`, ordered by number and not by text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Version {
    /// The first part.
    pub major: u16,
    /// The second part.
    pub minor: u16,
    /// The third part.
    pub patch: u16,
}

/// A text that is no release number of three parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidVersion {
    /// The text as it was given.
    pub text: String,
}

impl fmt::Display for InvalidVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a release number: three numbers with dots between them are expected, \
             such as `3.7.0`",
            self.text
        )
    }
}

impl std::error::Error for InvalidVersion {}

/// Reads a part of a release number as both projects print it: no sign and no leading zero.
pub(super) fn part(text: &str) -> Option<u16> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if canonical && digits {
        text.parse().ok()
    } else {
        None
    }
}

impl FromStr for Version {
    type Err = InvalidVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Option<Vec<u16>> = text.split('.').map(part).collect();
        match parts.as_deref() {
            Some(&[major, minor, patch]) => Ok(Self {
                major,
                minor,
                patch,
            }),
            _ => Err(InvalidVersion {
                text: text.to_owned(),
            }),
        }
    }
}

impl TryFrom<String> for Version {
    type Error = InvalidVersion;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_by_number() {
        let ten: Version = "0.10.0".parse().unwrap();
        assert!(ten > "0.9.1".parse().unwrap());
        assert!(ten < "1.0.0".parse().unwrap());
    }

    #[test]
    fn only_three_plain_numbers_are_a_release() {
        for text in [
            "",
            "3.7",
            "3.7.0.1",
            "3.7.x",
            "v3.7.0",
            "3.07.0",
            "3.7.+1",
            "3..0",
            "3.7.99999",
        ] {
            assert_eq!(
                text.parse::<Version>(),
                Err(InvalidVersion {
                    text: text.to_owned()
                })
            );
        }
    }
}

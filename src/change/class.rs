//! How bad a consequence is: the classes, worst first, with names that do not change.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::nearest;

/// What kind of consequence a change has. The order is from the worst to the mildest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The API server or an operator refuses it, so nothing of it happens.
    Impossible,
    /// An operator goes on with the old value and adds a warning to the status.
    Reverted,
    /// Data that is there now will not be there any more.
    DataLoss,
    /// Something does not serve its clients for a while, or for good.
    Outage,
    /// It can't be taken back.
    Irreversible,
    /// Pods restart, one at a time; clients reconnect.
    RollingRestart,
    /// Data is copied between brokers or disks, which costs network and disk time.
    DataMovement,
    /// Somebody loses a right, a way in or a protection.
    AccessRemoved,
    /// Somebody gets a right or a way in that was closed.
    AccessGranted,
    /// It takes effect while everything runs.
    Dynamic,
    /// Nothing that runs notices it.
    Cosmetic,
    /// Nothing is known about it.
    Unknown,
}

impl Class {
    /// Every class, the worst first.
    pub const ALL: [Self; 12] = [
        Self::Impossible,
        Self::Reverted,
        Self::DataLoss,
        Self::Outage,
        Self::Irreversible,
        Self::RollingRestart,
        Self::DataMovement,
        Self::AccessRemoved,
        Self::AccessGranted,
        Self::Dynamic,
        Self::Cosmetic,
        Self::Unknown,
    ];

    /// Returns the stable name, such as `rolling-restart`: for arguments and for machines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Impossible => "impossible",
            Self::Reverted => "reverted",
            Self::DataLoss => "data-loss",
            Self::Outage => "outage",
            Self::Irreversible => "irreversible",
            Self::RollingRestart => "rolling-restart",
            Self::DataMovement => "data-movement",
            Self::AccessRemoved => "access-removed",
            Self::AccessGranted => "access-granted",
            Self::Dynamic => "dynamic",
            Self::Cosmetic => "cosmetic",
            Self::Unknown => "unknown",
        }
    }

    /// Returns the heading for people, such as `Rolling restart`.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Impossible => "Impossible",
            Self::Reverted => "Reverted",
            Self::DataLoss => "Data loss",
            Self::Outage => "Outage",
            Self::Irreversible => "Irreversible",
            Self::RollingRestart => "Rolling restart",
            Self::DataMovement => "Data movement",
            Self::AccessRemoved => "Access removed",
            Self::AccessGranted => "Access granted",
            Self::Dynamic => "Dynamic",
            Self::Cosmetic => "Cosmetic",
            Self::Unknown => "Unknown consequence",
        }
    }

    /// Returns what the class means, as a sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Impossible => "It is refused, and nothing of it happens.",
            Self::Reverted => "The operator goes on with the old value and adds a warning.",
            Self::DataLoss => "Data that is there now will not be there any more.",
            Self::Outage => "Something does not serve its clients for a while, or for good.",
            Self::Irreversible => "It can't be taken back.",
            Self::RollingRestart => "Pods restart one at a time, and clients reconnect.",
            Self::DataMovement => "Data is copied between brokers or disks.",
            Self::AccessRemoved => "Somebody loses a right, a way in or a protection.",
            Self::AccessGranted => "Somebody gets a right or a way in that was closed.",
            Self::Dynamic => "It takes effect while everything runs.",
            Self::Cosmetic => "Nothing that runs notices it.",
            Self::Unknown => "Nothing is known about what it does.",
        }
    }

    /// Returns whether such a change destroys something, so that somebody has to acknowledge it
    /// in the model.
    #[must_use]
    pub const fn is_destructive(self) -> bool {
        matches!(self, Self::DataLoss | Self::Outage | Self::Irreversible)
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A text that names no class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownClass {
    /// The text.
    pub text: String,
}

impl fmt::Display for UnknownClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Class::ALL.map(Class::name);
        match nearest(&self.text, names) {
            Some(near) => write!(f, "there is no such class; did you mean `{near}`?"),
            None => write!(f, "there is no such class; there are {}", names.join(", ")),
        }
    }
}

impl std::error::Error for UnknownClass {}

impl FromStr for Class {
    type Err = UnknownClass;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownClass {
            text: text.to_owned(),
        };
        Self::ALL
            .into_iter()
            .find(|class| class.name() == text)
            .ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_names_are_read_back() {
        assert!(Class::ALL.is_sorted());
        for class in Class::ALL {
            assert_eq!(class.name().parse(), Ok(class));
            assert_eq!(serde_json::json!(class), class.name());
        }
    }

    #[test]
    fn a_slip_finds_its_class() {
        let error = "rolling-restarts".parse::<Class>().unwrap_err();
        insta::assert_snapshot!(error, @"there is no such class; did you mean `rolling-restart`?");
    }
}

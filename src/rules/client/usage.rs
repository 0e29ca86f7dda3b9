//! Client profiles with the applications that use them: a profile is judged once, however many
//! applications share it.

use std::collections::BTreeMap;

use crate::{
    derive::profile,
    finding::ModelPath,
    model::{
        Deployment,
        application::{Application, Guarantee},
        client_profile::{ClientProfile, ProfileName},
        name::ApplicationName,
    },
    rules::enumeration::quoted,
};

/// The two sides of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It writes.
    Producer,
    /// It reads.
    Consumer,
}

/// A profile, or none, with the applications that use it.
pub(super) struct Usage<'a> {
    profile: Option<&'a ProfileName>,
    lineage: Vec<(&'a ProfileName, &'a ClientProfile)>,
    applications: Vec<(&'a ApplicationName, &'a Application)>,
}

/// Returns every profile that is used, and the applications without one.
pub(super) fn all(deployment: &Deployment) -> Vec<Usage<'_>> {
    let mut users = BTreeMap::<_, Vec<_>>::new();
    for (name, application) in &deployment.applications {
        users
            .entry(application.profile.as_ref())
            .or_default()
            .push((name, application));
    }
    users
        .into_iter()
        .map(|(name, applications)| Usage {
            profile: name,
            lineage: name
                .map(|name| profile::lineage(&deployment.client_profiles, name))
                .unwrap_or_default(),
            applications,
        })
        .collect()
}

impl<'a> Usage<'a> {
    /// Returns the same with the applications that do `what`; none where there are none.
    pub(super) fn only(&self, what: impl Fn(&Application) -> bool) -> Option<Self> {
        let applications: Vec<_> = self
            .applications
            .iter()
            .copied()
            .filter(|(_, application)| what(application))
            .collect();
        (!applications.is_empty()).then(|| Self {
            profile: self.profile,
            lineage: self.lineage.clone(),
            applications,
        })
    }

    /// Returns the applications with their names.
    pub(super) fn named(&self) -> impl Iterator<Item = (&'a ApplicationName, &'a Application)> {
        self.applications.iter().copied()
    }

    /// Returns the applications.
    pub(super) fn applications(&self) -> impl Iterator<Item = &'a Application> {
        self.applications
            .iter()
            .map(|(_, application)| *application)
    }

    /// Returns the text of a setting that is written.
    pub(super) fn value(&self, side: Side, key: &str) -> Option<&'a str> {
        self.written(side, key).map(|(_, value)| value)
    }

    /// Returns a setting that is a whole number; the default where it is not written or is none.
    pub(super) fn number(&self, side: Side, key: &str, default: i64) -> i64 {
        self.value(side, key)
            .and_then(|value| value.parse().ok())
            .unwrap_or(default)
    }

    /// Returns where a setting is written, or where it would be.
    pub(super) fn path(&self, side: Side, key: &str) -> ModelPath {
        let profile = self
            .written(side, key)
            .map(|(name, _)| name)
            .or(self.profile);
        let side = match side {
            Side::Producer => "producer",
            Side::Consumer => "consumer",
        };
        match (profile, self.applications.first()) {
            (Some(profile), _) => ModelPath::of(&["clientProfiles", profile.as_str(), side, key]),
            (None, Some((name, _))) => ModelPath::of(&["applications", name.as_str(), "profile"]),
            (None, None) => ModelPath::of(&["clientProfiles"]),
        }
    }

    /// Returns the applications as they stand in a sentence: `a`, `b` and 3 more.
    pub(super) fn names(&self) -> String {
        let names: Vec<&str> = self
            .applications
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        quoted(&names)
    }

    /// Returns the nearest profile of the lineage that writes a setting, and the setting.
    fn written(&self, side: Side, key: &str) -> Option<(&'a ProfileName, &'a str)> {
        self.lineage.iter().find_map(|(name, profile)| {
            let settings = match side {
                Side::Producer => &profile.producer,
                Side::Consumer => &profile.consumer,
            };
            settings.get(key).map(|value| (*name, value.as_str()))
        })
    }
}

/// Returns whether an application writes.
pub(super) fn produces(application: &Application) -> bool {
    !application.produces.is_empty() || application.dead_letters.is_some()
}

/// Returns whether an application reads.
pub(super) fn consumes(application: &Application) -> bool {
    !application.consumes.is_empty()
}

/// Returns whether an application asks for exactly-once.
pub(super) fn is_exactly_once(application: &Application) -> bool {
    application.guarantee == Guarantee::ExactlyOnce
}

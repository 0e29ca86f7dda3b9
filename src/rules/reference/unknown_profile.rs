//! Refuses a client profile that is named and not there.
//!
//! # Why
//! The application would run with Kafka's defaults, and its author would believe in the
//! profile's settings.
//!
//! # Example
//! `profile: exactly_once` where the profile is called `exactly-once`.
//!
//! # Instead
//! Name a profile below `clientProfiles`, or add it there.
//!
//! # Source
//! A decision of this tool: applications and client profiles are one model.

use crate::{
    finding::{Finding, ModelPath},
    model::{Deployment, client_profile::ProfileName},
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new(
    "reference/unknown-profile",
    include_str!("unknown_profile.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let profiles = &deployment.client_profiles;
    let mut near = Suggestions::among(profiles.keys().map(ProfileName::as_str));
    named(deployment)
        .filter(|(_, _, profile)| !profiles.contains_key(*profile))
        .map(|(path, subject, profile)| {
            let message =
                format!("{subject} the client profile `{profile}`, which is not in the model");
            RULE.error(path, message)
                .help(near.help(profile.as_str(), "add it below `clientProfiles`"))
        })
        .collect()
}

fn named(deployment: &Deployment) -> impl Iterator<Item = (ModelPath, String, &ProfileName)> {
    let used = deployment
        .applications
        .iter()
        .filter_map(|(name, application)| {
            let path = ModelPath::of(&["applications", name.as_str(), "profile"]);
            let subject = format!("the application `{name}` uses");
            application
                .profile
                .as_ref()
                .map(|profile| (path, subject, profile))
        });
    let extended = deployment
        .client_profiles
        .iter()
        .filter_map(|(name, profile)| {
            let path = ModelPath::of(&["clientProfiles", name.as_str(), "extends"]);
            let subject = format!("the client profile `{name}` extends");
            profile
                .extends
                .as_ref()
                .map(|extended| (path, subject, extended))
        });
    used.chain(extended)
}

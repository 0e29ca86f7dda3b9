//! The paths that the model draws: each application that consumes, with where its events go.

use ::expectations::Path;

use crate::model::{Deployment, application::Guarantee};

/// Returns the paths, by application.
pub fn expected(deployment: &Deployment) -> Vec<Path> {
    let applications = deployment.applications.iter();
    applications
        .filter(|(_, application)| !application.consumes.is_empty())
        .map(|(name, application)| Path {
            application: name.to_string(),
            consumes: application
                .consumes
                .keys()
                .map(ToString::to_string)
                .collect(),
            produces: application
                .produces
                .keys()
                .map(ToString::to_string)
                .collect(),
            dead_letters: application.dead_letters.as_ref().map(ToString::to_string),
            exactly_once: application.guarantee == Guarantee::ExactlyOnce,
        })
        .collect()
}

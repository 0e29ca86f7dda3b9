//! Applications that run in the deployment's namespace: those whose image is named.

use crate::model::{
    Deployment, application::Application, image::ImageReference, name::ApplicationName,
    workload::Workload,
};

/// An application that runs.
#[derive(Clone, Copy, Debug)]
pub struct Running<'a> {
    /// Its name.
    pub name: &'a ApplicationName,
    /// What it does.
    pub application: &'a Application,
    /// How it runs.
    pub workload: &'a Workload,
    /// Its image.
    pub image: &'a ImageReference,
}

/// Returns the applications that run, by name.
pub fn running(deployment: &Deployment) -> impl Iterator<Item = Running<'_>> {
    deployment
        .applications
        .iter()
        .filter_map(|(name, application)| {
            let workload = application.workload.as_ref()?;
            let image = workload.image.as_ref()?;
            Some(Running {
                name,
                application,
                workload,
                image,
            })
        })
}

//! How applications run: their image, their size, their probes.

use std::collections::BTreeMap;

use super::{
    config::ConfigValue, image::ImageReference, network::Port, node_pool::Spread,
    resources::Resources,
};
use crate::environment::read::Invalid;

crate::record! {
    /// How an application runs in the deployment's namespace.
    pub struct Workload {
        /// Its image; the application is rendered only where one is named.
        "image" image: Option<ImageReference>,
        /// The user id its process runs with: Kubernetes cannot tell from a name in the image
        /// that it is not root.
        "userId" user_id: UserId = UserId::new(10001).ok()?,
        /// How many of it run.
        "replicas" replicas: WorkloadReplicas = WorkloadReplicas::new(1).ok()?,
        /// What each gets.
        "resources" resources: Resources = Resources::of(256, 100),
        /// How its pods are spread over hosts.
        "spread" spread: Spread = Spread::Preferred,
        /// How Kubernetes asks whether it is alive and ready; not at all where nothing is said.
        "health" health: Option<Health>,
        /// Where its metrics are; nowhere where nothing is said.
        "metrics" metrics: Option<MetricsEndpoint>,
        /// Environment variables of its own; none of them may hold a secret.
        "env" env: BTreeMap<EnvironmentVariable, ConfigValue>,
        /// How many seconds it has to end its work when it is stopped.
        "stopSeconds" stop_seconds: StopSeconds = StopSeconds::new(30).ok()?,
    }
}

crate::whole! {
    /// The number of a user that is not root.
    pub struct UserId("a user id", u32, 1..=4_294_967_294);
}

crate::whole! {
    /// How many pods an application has.
    pub struct WorkloadReplicas("a number of pods", u16, 0..=1000);
}

crate::whole! {
    /// A time to stop, in seconds.
    pub struct StopSeconds("a number of seconds", u16, 1..=3600);
}

crate::record! {
    /// How Kubernetes asks whether an application is alive and ready, over HTTP.
    pub struct Health {
        /// The port it answers on.
        "port" port: Port = Port::new(8080).ok()?,
        /// The path that fails when it must be restarted.
        "livePath" live_path: HttpPath = HttpPath::new("/health/live").ok()?,
        /// The path that fails while it cannot work.
        "readyPath" ready_path: HttpPath = HttpPath::new("/health/ready").ok()?,
    }
}

crate::record! {
    /// Where an application's metrics are, in Prometheus' form.
    pub struct MetricsEndpoint {
        /// The port.
        "port" port: Port = Port::new(9404).ok()?,
        /// The path.
        "path" path: HttpPath = HttpPath::new("/metrics").ok()?,
    }
}

crate::text! {
    /// An absolute path of a URL, such as `/health/ready`.
    pub struct HttpPath("a path", http_path);
}

fn http_path(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "/._~-%?=&".contains(c);
    if text.starts_with('/') && text.chars().all(inside) {
        return Ok(());
    }
    Err(Invalid::because(
        "it starts with `/` and has no spaces, such as `/health/ready`",
    ))
}

crate::text! {
    /// The name of an environment variable.
    pub struct EnvironmentVariable("an environment variable's name", environment_variable);
}

/// The variables that every application is given; the model must not set them to something else.
const GIVEN: [&str; 2] = ["KAFKA_", "SCHEMA_REGISTRY_"];

fn environment_variable(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if text.is_empty()
        || text.starts_with(|c: char| c.is_ascii_digit())
        || !text.chars().all(inside)
    {
        return Err(Invalid::because(
            "it has letters, digits and `_`, and does not start with a digit",
        ));
    }
    if let Some(prefix) = GIVEN.iter().find(|prefix| text.starts_with(**prefix)) {
        return Err(Invalid::because(format!(
            "variables that start with `{prefix}` follow from the deployment"
        )));
    }
    Ok(())
}

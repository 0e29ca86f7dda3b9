//! What the program is told: whom to ask, as whom, and what to look at.

use k8s_openapi::api::core::v1::EnvVar;

use super::{EXPECTATIONS, Runs, seconds};
use crate::{
    derive::{bootstrap, kafka_ui, schema_registry, verification as derived},
    model::{
        Deployment,
        verification::{CheckGroup, ReportFormat, Verification},
    },
    render::{container, credentials},
};

/// The label of a Job's pods that no other Job's have (Kubernetes: `JobSpec.selector`).
const RUN: &str = "metadata.labels['batch.kubernetes.io/controller-uid']";

/// Returns the variables of a run.
pub fn variables(deployment: &Deployment, verification: &Verification, runs: Runs) -> Vec<EnvVar> {
    let mut variables = kafka(deployment, verification);
    match runs {
        Runs::AfterChange | Runs::OnSchedule => variables.extend(others(deployment)),
        Runs::ByHand => variables.push(container::field_variable("LOAD_RUN", RUN)),
    }
    let whole = [
        ("EXPECTATIONS", EXPECTATIONS.to_owned()),
        ("TRIAL_PREFIX", derived::prefix(verification)),
        ("KAFKA_PRINCIPAL", format!("User:CN={}", verification.name)),
        ("WAIT_SECONDS", seconds(verification.wait).to_string()),
    ];
    variables.extend(whole.map(|(name, value)| container::variable(name, value)));
    variables.extend(options(verification, runs));
    variables
}

fn kafka(deployment: &Deployment, verification: &Verification) -> Vec<EnvVar> {
    let servers = bootstrap::servers(&deployment.cluster, &verification.listener);
    let paths = [
        ("KAFKA_CLIENT_CERT", credentials::USER, "user.crt"),
        ("KAFKA_CLIENT_KEY", credentials::USER, "user.key"),
        ("KAFKA_CA_CERT", credentials::CLUSTER_CA, "ca.crt"),
    ];
    let mut variables = vec![container::variable(
        "KAFKA_BOOTSTRAP_SERVERS",
        servers.unwrap_or_default(),
    )];
    variables.extend(
        paths.into_iter().map(|(name, directory, file)| {
            container::variable(name, format!("{directory}/{file}"))
        }),
    );
    variables
}

/// Returns where those answer that stand around the cluster.
fn others(deployment: &Deployment) -> Vec<EnvVar> {
    let registry = deployment
        .schema_registry
        .as_ref()
        .map(schema_registry::url);
    let ui = deployment.kafka_ui.as_ref().map(kafka_ui::url);
    let prometheus = deployment.monitoring.as_ref().and_then(|monitoring| {
        let url = monitoring.prometheus.url.as_ref()?;
        Some(url.to_string())
    });
    let addresses = [
        ("SCHEMA_REGISTRY_URL", registry),
        ("KAFKA_UI_URL", ui),
        ("PROMETHEUS_URL", prometheus),
    ];
    let there = addresses.into_iter();
    there
        .filter_map(|(name, url)| Some(container::variable(name, url?)))
        .collect()
}

/// Returns what differs from what the program does by itself.
fn options(verification: &Verification, runs: Runs) -> Vec<EnvVar> {
    let report = &verification.report;
    let format = (report.format != ReportFormat::Text).then(|| report.format.word().to_owned());
    let options = [
        ("CHECKS", checks(verification, runs)),
        (
            "READ_ONLY",
            verification.read_only.then(|| "true".to_owned()),
        ),
        (
            "CLEANUP_SECONDS",
            verification
                .cleanup_wait
                .filter(|_| runs != Runs::ByHand)
                .map(|wait| seconds(wait).to_string()),
        ),
        ("REPORT_FORMAT", format),
        (
            "REPORT_TOPIC",
            report.topic.as_ref().map(ToString::to_string),
        ),
    ];
    let set = options.into_iter();
    set.filter_map(|(name, value)| Some(container::variable(name, value?)))
        .collect()
}

/// Returns the groups of checks; none where they are what the program makes by itself.
fn checks(verification: &Verification, runs: Runs) -> Option<String> {
    if runs == Runs::ByHand {
        return None;
    }
    let load = derived::load(verification, runs == Runs::OnSchedule);
    let mut words: Vec<&str> = CheckGroup::ALL
        .iter()
        .filter(|group| verification.checks.contains(group))
        .map(|group| group.word())
        .collect();
    let is_usual = load.is_none() && words.len() == CheckGroup::ALL.len();
    words.extend(load.map(|_| "performance"));
    (!is_usual).then(|| words.join(","))
}

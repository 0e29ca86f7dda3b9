//! What the runbooks say of a deployment.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    derive::{
        alert::{self, Alert},
        bootstrap, grant, node, version, workload,
    },
    model::{
        Deployment,
        alert::{AlertName, OwnAlert},
        listener::Authentication,
        monitoring::Monitoring,
    },
    render::mirrored,
};

/// An alert, all rules of its name together.
#[derive(Serialize)]
pub struct AlertView {
    pub name: String,
    severity: &'static str,
    hold: String,
    owners: String,
    meaning: String,
    /// How many rules have this name.
    rules: usize,
    condition: String,
    /// What its author says is to be done; nothing of those that follow from the model.
    steps: Vec<String>,
    /// Whether somebody wrote it, so that no page here was made for it.
    pub own: bool,
}

/// What all pages share.
#[derive(Serialize)]
pub struct Place {
    namespace: String,
    operator: bool,
    operator_namespace: String,
    cluster: String,
    pods: Vec<String>,
    pod: String,
    exporter: bool,
    registry: Option<String>,
    ui: Option<String>,
    topic: Option<String>,
    dead_letters: BTreeSet<String>,
    producer: Option<Application>,
    consumers: Vec<Consumer>,
    debug: Option<Debug>,
}

#[derive(Serialize)]
struct Application {
    name: String,
    runs: bool,
}

#[derive(Serialize)]
struct Consumer {
    name: String,
    title: String,
    group: String,
    topics: String,
    limit: String,
    runs: bool,
}

/// A pod with Kafka's tools and an application's certificate.
#[derive(Serialize)]
struct Debug {
    application: String,
    group: String,
    image: String,
    bootstrap: String,
}

/// The alerts and what all pages share.
pub struct Subject {
    pub certificates_watched: bool,
    pub alerts: Vec<AlertView>,
    pub place: Place,
}

/// Returns what the runbooks of a deployment say.
pub fn subject(deployment: &Deployment) -> Subject {
    let groups = alert::all(deployment);
    let all: Vec<&Alert> = groups.iter().flat_map(|group| &group.alerts).collect();
    let names: BTreeSet<&str> = all.iter().map(|alert| alert.name).collect();
    let alerts = names.iter().filter_map(|name| view(&all, name));
    let own = deployment.monitoring.iter().flat_map(|monitoring| {
        let alerts = monitoring.alerts.iter();
        alerts.map(|(name, alert)| own(monitoring, name, alert))
    });
    Subject {
        certificates_watched: names.contains("KafkaCertificateExpiring"),
        alerts: alerts.chain(own).collect(),
        place: place(deployment),
    }
}

/// Where several rules share a name, the first one speaks for all.
fn view(all: &[&Alert], name: &str) -> Option<AlertView> {
    let same = || all.iter().filter(|alert| alert.name == name);
    let first = same().next()?;
    let owners: BTreeSet<&str> = same().map(|alert| alert.owner.as_str()).collect();
    let owners: Vec<&str> = owners.into_iter().collect();
    Some(AlertView {
        name: first.name.to_owned(),
        severity: first.severity.word(),
        hold: first.hold.to_string(),
        owners: owners.join(", "),
        meaning: spoken(&first.description),
        rules: same().count(),
        condition: first.expr.to_string(),
        steps: Vec::new(),
        own: false,
    })
}

fn own(monitoring: &Monitoring, name: &AlertName, alert: &OwnAlert) -> AlertView {
    let meaning = alert.description.as_ref().unwrap_or(&alert.summary);
    AlertView {
        name: name.to_string(),
        severity: alert.severity.word(),
        hold: alert.hold.to_string(),
        owners: alert::own::owner(monitoring, alert).to_string(),
        meaning: spoken(meaning.as_str()),
        rules: 1,
        condition: alert.expr.as_str().trim().to_owned(),
        steps: alert.steps.iter().map(ToString::to_string).collect(),
        own: true,
    }
}

/// Replaces `{{ $labels.pod }}` by `<pod>`, `{{ $value }}` by `<value>`, and other templates by
/// `<…>`.
fn spoken(text: &str) -> String {
    let mut parts = text.split("{{");
    let mut spoken = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (template, behind) = part.split_once("}}").unwrap_or((part, ""));
        let word = |text: &str| -> String {
            let inside = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
            text.chars().take_while(inside).collect()
        };
        let stands = match template.split_once("$labels.") {
            Some((_, label)) => word(label),
            None if template.contains("$value") => "value".to_owned(),
            None => "…".to_owned(),
        };
        spoken.extend(["<", &stands, ">", behind]);
    }
    spoken
}

fn place(deployment: &Deployment) -> Place {
    let cluster = &deployment.cluster;
    let home = deployment.operator.namespace.as_ref();
    let pods: Vec<String> = node::pools(cluster)
        .iter()
        .flat_map(|nodes| node::pods(cluster, nodes))
        .collect();
    Place {
        namespace: deployment.namespace.to_string(),
        operator: deployment.operator.install,
        operator_namespace: home.unwrap_or(&deployment.namespace).to_string(),
        cluster: cluster.name.to_string(),
        pod: pods.first().cloned().unwrap_or_default(),
        pods,
        exporter: cluster.kafka_exporter.is_some(),
        registry: deployment
            .schema_registry
            .as_ref()
            .map(|it| it.name.to_string()),
        ui: deployment.kafka_ui.as_ref().map(|it| it.name.to_string()),
        topic: deployment
            .topics
            .keys()
            .next()
            .map(crate::derive::resource_name::of_topic),
        dead_letters: dead_letters(deployment),
        producer: producer(deployment),
        consumers: consumers(deployment),
        debug: debug(deployment),
    }
}

fn dead_letters(deployment: &Deployment) -> BTreeSet<String> {
    deployment
        .applications
        .values()
        .filter_map(|application| application.dead_letters.as_ref())
        .map(crate::derive::resource_name::of_topic)
        .collect()
}

fn producer(deployment: &Deployment) -> Option<Application> {
    let producing = deployment.applications.iter().find(|(_, application)| {
        !application.produces.is_empty() && application.consumes.is_empty()
    });
    let (name, _) = producing?;
    Some(Application {
        name: name.to_string(),
        runs: runs(deployment, name.as_str()),
    })
}

fn runs(deployment: &Deployment, name: &str) -> bool {
    workload::running(deployment).any(|running| running.name.as_str() == name)
}

fn consumers(deployment: &Deployment) -> Vec<Consumer> {
    let usual = deployment
        .monitoring
        .as_ref()
        .map(|it| it.thresholds.consumer_lag);
    deployment
        .applications
        .iter()
        .filter_map(|(name, application)| {
            let topics: Vec<&str> = application
                .consumes
                .keys()
                .map(crate::model::name::TopicName::as_str)
                .collect();
            Some(Consumer {
                name: name.to_string(),
                title: application.title.to_string(),
                group: grant::consumer_group(name, application)?.to_string(),
                topics: topics.join(", "),
                limit: application.lag_limit.or(usual)?.to_string(),
                runs: runs(deployment, name.as_str()),
            })
        })
        .collect()
}

/// The first application that consumes with a certificate lends its rights to the pod.
fn debug(deployment: &Deployment) -> Option<Debug> {
    let cluster = &deployment.cluster;
    let image = version::release(deployment).kafka_image(version::kafka(deployment))?;
    deployment
        .applications
        .iter()
        .find_map(|(name, application)| {
            let listener = cluster.listeners.get(&application.listener)?;
            if listener.authentication != Authentication::Tls {
                return None;
            }
            Some(Debug {
                application: name.to_string(),
                group: grant::consumer_group(name, application)?.to_string(),
                image: mirrored(&deployment.platform, &image),
                bootstrap: bootstrap::servers(cluster, &application.listener)?,
            })
        })
}

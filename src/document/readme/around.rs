//! What stands around the cluster: the registry, the UI, the applications, the verification, and
//! the Secrets that a person makes for them.

use serde::Serialize;

use crate::{
    derive::{schema_registry, verification as derived, workload},
    model::{
        Deployment,
        kafka_ui::{KafkaUi, UiAuthentication},
        quantity, verification as model,
    },
    render,
};

/// What the document says about everything around the cluster.
#[derive(Serialize)]
pub struct Around {
    registry: Option<Registry>,
    ui: Option<Ui>,
    applications: Vec<Application>,
    verification: Option<Verification>,
    secrets: Vec<Secret>,
}

#[derive(Serialize)]
struct Registry {
    address: String,
    subjects: Vec<Subject>,
}

#[derive(Serialize)]
struct Subject {
    name: String,
    compatibility: &'static str,
}

#[derive(Serialize)]
struct Ui {
    name: String,
    host: Option<String>,
    messages: Vec<String>,
}

#[derive(Serialize)]
struct Application {
    title: String,
    name: String,
    purpose: String,
    runs: bool,
}

#[derive(Serialize)]
struct Verification {
    suspended: bool,
    schedule: Option<String>,
    topic: Option<String>,
    load: Option<Load>,
}

/// A load that somebody starts.
#[derive(Serialize)]
struct Load {
    file: &'static str,
    job: String,
    pods: u16,
    rate: u32,
    /// How many bytes a second that is, in words.
    bytes: String,
    seconds: u64,
    cpu: String,
    memory: String,
}

/// A Secret that a person makes: nothing in a model or in the output holds its values.
#[derive(Serialize)]
struct Secret {
    name: String,
    purpose: String,
    command: String,
}

/// Returns what the document says.
pub fn around(deployment: &Deployment) -> Around {
    Around {
        registry: deployment
            .schema_registry
            .as_ref()
            .map(|registry| Registry {
                address: schema_registry::url(registry),
                subjects: schema_registry::subjects(deployment)
                    .iter()
                    .map(|subject| Subject {
                        name: subject.name(),
                        compatibility: subject.schema.compatibility.word(),
                    })
                    .collect(),
            }),
        ui: deployment.kafka_ui.as_ref().map(ui),
        applications: applications(deployment),
        verification: deployment
            .verification
            .as_ref()
            .map(|verification| Verification {
                suspended: verification.image.is_none(),
                schedule: verification.schedule.as_ref().map(ToString::to_string),
                topic: verification.report.topic.as_ref().map(ToString::to_string),
                load: load(verification),
            }),
        secrets: secrets(deployment),
    }
}

fn load(verification: &model::Verification) -> Option<Load> {
    let load = verification.load.as_ref()?;
    let writing = derived::shared_load(verification)?;
    let (pods, resources) = (load.pods.get(), &load.resources);
    Some(Load {
        file: render::LOAD,
        job: derived::load_job(verification),
        pods,
        rate: writing.rate,
        bytes: quantity::spoken(writing.bytes_a_second()),
        seconds: writing.milliseconds().div_ceil(1_000),
        cpu: format!("{}m", resources.cpu.get() * u64::from(pods)),
        memory: quantity::spoken(resources.memory.get() * u64::from(pods)),
    })
}

fn ui(ui: &KafkaUi) -> Ui {
    Ui {
        name: ui.name.to_string(),
        host: ui.ingress.as_ref().map(|ingress| ingress.host.to_string()),
        messages: ui.messages.keys().map(ToString::to_string).collect(),
    }
}

fn applications(deployment: &Deployment) -> Vec<Application> {
    let running: Vec<_> = workload::running(deployment)
        .map(|running| running.name)
        .collect();
    deployment
        .applications
        .iter()
        .map(|(name, application)| Application {
            title: application.title.to_string(),
            name: name.to_string(),
            purpose: application.purpose.to_string(),
            runs: running.contains(&name),
        })
        .collect()
}

fn secrets(deployment: &Deployment) -> Vec<Secret> {
    let namespace = &deployment.namespace;
    let generic = |name: &str, keys: &[&str]| {
        let keys: Vec<String> = keys
            .iter()
            .map(|key| format!(" --from-file={key}=./{key}"))
            .collect();
        format!(
            "kubectl create secret generic {name} --namespace {namespace}{}",
            keys.concat()
        )
    };
    let mut secrets: Vec<Secret> = deployment
        .platform
        .image_pull_secrets
        .iter()
        .map(|name| Secret {
            name: name.to_string(),
            purpose: "credentials for the image registry".to_owned(),
            command: format!(
                "kubectl create secret docker-registry {name} --namespace {namespace} \
                 --docker-server=HOST --docker-username=NAME --docker-password=PASSWORD"
            ),
        })
        .collect();
    if let Some(ui) = &deployment.kafka_ui {
        let (name, purpose, keys) = match &ui.authentication {
            UiAuthentication::LoginForm(form) => (
                &form.secret,
                "the Kafka UI's name and password",
                ["username", "password"],
            ),
            UiAuthentication::OAuth2(provider) => (
                &provider.secret,
                "the Kafka UI's OAuth 2 client",
                ["client-id", "client-secret"],
            ),
        };
        secrets.push(Secret {
            name: name.to_string(),
            purpose: purpose.to_owned(),
            command: generic(name.as_str(), &keys),
        });
        secrets.extend(ui.ingress.as_ref().map(|ingress| Secret {
            name: ingress.tls_secret.to_string(),
            purpose: format!("the certificate of {}", ingress.host),
            command: format!(
                "kubectl create secret tls {} --namespace {namespace} --cert=tls.crt --key=tls.key",
                ingress.tls_secret
            ),
        }));
    }
    secrets
}

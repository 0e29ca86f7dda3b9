//! Network flows: who opens connections to whom, on which port, and why.
//!
//! Network policies, listener peers, documents and checks all read this one list. A flow between
//! two parties that is not in it does not exist.

use std::{collections::BTreeSet, fmt};

use super::{kafka_ui, schema_registry, version, workload};
use crate::{
    catalog::Version,
    model::{
        Deployment,
        kafka_ui::UiAuthentication,
        listener::Exposure,
        metrics::Metrics,
        name::{ApplicationName, ListenerName},
    },
};

/// One end of a flow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// The Strimzi cluster operator.
    ClusterOperator,
    /// The Kafka nodes, whatever their roles.
    KafkaNodes,
    /// The topic and user operators.
    EntityOperator,
    /// The Kafka Exporter.
    KafkaExporter,
    /// Cruise Control.
    CruiseControl,
    /// The schema registry.
    SchemaRegistry,
    /// The job that registers schemas.
    SchemaRegistration,
    /// The Kafka UI.
    KafkaUi,
    /// The job that compares the cluster with the model.
    Verification,
    /// An application.
    Application(ApplicationName),
    /// The platform's name servers.
    Dns,
    /// The Kubernetes API server.
    ApiServer,
    /// The platform's Prometheus.
    Prometheus,
    /// The platform's ingress controller.
    IngressController,
    /// Anybody, from inside and outside of the Kubernetes cluster.
    Anyone,
}

impl Party {
    /// Returns whether its pods are of the deployment, so that policies of ours hold for them.
    #[must_use]
    pub const fn is_ours(&self) -> bool {
        !matches!(
            self,
            Self::Dns | Self::ApiServer | Self::Prometheus | Self::IngressController | Self::Anyone
        )
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ClusterOperator => "cluster-operator",
            Self::KafkaNodes => "kafka",
            Self::EntityOperator => "entity-operator",
            Self::KafkaExporter => "kafka-exporter",
            Self::CruiseControl => "cruise-control",
            Self::SchemaRegistry => "schema-registry",
            Self::SchemaRegistration => "schema-registration",
            Self::KafkaUi => "kafka-ui",
            Self::Verification => "verification",
            Self::Application(name) => return write!(f, "application-{name}"),
            Self::Dns => "dns",
            Self::ApiServer => "api-server",
            Self::Prometheus => "prometheus",
            Self::IngressController => "ingress-controller",
            Self::Anyone => "anyone",
        })
    }
}

/// The protocol of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

/// Connections from one party to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flow {
    /// Who opens them.
    pub from: Party,
    /// Who accepts them.
    pub to: Party,
    /// The port of the accepting pods, which is not always that of their Service.
    pub port: u16,
    /// The protocol.
    pub protocol: Protocol,
    /// Why they are needed.
    pub why: String,
}

/// Kafka's port for the controllers' own listener (Strimzi: `KafkaCluster.CONTROLPLANE_PORT`).
pub const CONTROL_PLANE: u16 = 9090;
/// Kafka's port for replication and Strimzi's tools (Strimzi: `KafkaCluster.REPLICATION_PORT`).
pub const REPLICATION: u16 = 9091;
/// The port of Strimzi's agent in the Kafka nodes (Strimzi: `KafkaCluster.KAFKA_AGENT_PORT`).
pub const KAFKA_AGENT: u16 = 8443;
/// The port of the exporters (Strimzi: `MetricsModel.METRICS_PORT`).
pub const METRICS: u16 = 9404;
/// The port of Cruise Control's API (Strimzi: `CruiseControl.REST_API_PORT`).
pub const CRUISE_CONTROL: u16 = 9090;
/// The port of the cluster operator's and the topic operator's health and metrics.
pub const OPERATOR_HTTP: u16 = 8080;
/// The port of the user operator's health and metrics.
pub const USER_OPERATOR_HTTP: u16 = 8081;

/// The port of HTTPS.
const HTTPS: u16 = 443;

/// Returns every flow of the deployment, sorted.
#[must_use]
pub fn all(deployment: &Deployment) -> Vec<Flow> {
    let mut flows = Flows::default();
    nodes(deployment, &mut flows);
    operators(deployment, &mut flows);
    helpers(deployment, &mut flows);
    clients(deployment, &mut flows);
    registry(deployment, &mut flows);
    people(deployment, &mut flows);
    monitoring(deployment, &mut flows);
    names(deployment, &mut flows);
    flows.0.into_iter().collect()
}

/// Returns the parties whose pods are of the deployment, whether they talk to anybody or not.
#[must_use]
pub fn parties(deployment: &Deployment) -> BTreeSet<Party> {
    let cluster = &deployment.cluster;
    let mut parties = BTreeSet::from([Party::KafkaNodes, Party::EntityOperator]);
    let optional = [
        (deployment.operator.install, Party::ClusterOperator),
        (cluster.kafka_exporter.is_some(), Party::KafkaExporter),
        (cluster.cruise_control.is_some(), Party::CruiseControl),
        (deployment.schema_registry.is_some(), Party::SchemaRegistry),
        (
            deployment.schema_registry.is_some(),
            Party::SchemaRegistration,
        ),
        (deployment.kafka_ui.is_some(), Party::KafkaUi),
        (deployment.verification.is_some(), Party::Verification),
    ];
    parties.extend(
        optional
            .into_iter()
            .filter_map(|(there, party)| there.then_some(party)),
    );
    parties.extend(
        deployment
            .applications
            .keys()
            .cloned()
            .map(Party::Application),
    );
    parties
}

/// Returns who may use a listener, apart from clients of which nothing is known.
#[must_use]
pub fn users_of(deployment: &Deployment, listener: &ListenerName) -> BTreeSet<Party> {
    let mut users: BTreeSet<Party> = deployment
        .applications
        .iter()
        .filter(|(_, application)| application.listener == *listener)
        .map(|(name, _)| Party::Application(name.clone()))
        .collect();
    let others = [
        (
            deployment.schema_registry.as_ref().map(|it| &it.listener),
            Party::SchemaRegistry,
        ),
        (
            deployment.kafka_ui.as_ref().map(|it| &it.listener),
            Party::KafkaUi,
        ),
        (
            deployment.verification.as_ref().map(|it| &it.listener),
            Party::Verification,
        ),
    ];
    users.extend(
        others
            .into_iter()
            .filter(|(used, _)| *used == Some(listener))
            .map(|(_, party)| party),
    );
    users
}

#[derive(Default)]
struct Flows(BTreeSet<Flow>);

impl Flows {
    fn tcp(&mut self, from: Party, to: Party, port: u16, why: &str) {
        self.0.insert(Flow {
            from,
            to,
            port,
            protocol: Protocol::Tcp,
            why: why.to_owned(),
        });
    }

    fn api_server(&mut self, deployment: &Deployment, from: &Party, why: &str) {
        for port in &deployment.platform.api_server.ports {
            self.tcp(from.clone(), Party::ApiServer, port.get(), why);
        }
    }
}

fn nodes(deployment: &Deployment, flows: &mut Flows) {
    use Party::KafkaNodes;
    flows.tcp(
        KafkaNodes,
        KafkaNodes,
        CONTROL_PLANE,
        "the controllers' quorum",
    );
    flows.tcp(KafkaNodes, KafkaNodes, REPLICATION, "replication");
    if asks_for_its_host(deployment) {
        let why = "the init container asks for the labels or the address of its host";
        flows.api_server(deployment, &KafkaNodes, why);
    }
}

/// Strimzi's init container asks for the rack, and for the host's address where clients come in
/// through ports of the hosts (Strimzi: `KafkaCluster.createInitContainer`).
fn asks_for_its_host(deployment: &Deployment) -> bool {
    deployment.cluster.rack.is_some()
        || deployment
            .cluster
            .listeners
            .values()
            .any(|listener| matches!(listener.expose, Exposure::NodePort(_)))
}

fn operators(deployment: &Deployment, flows: &mut Flows) {
    use Party::{ClusterOperator, EntityOperator, KafkaNodes};
    let why = "the operators read and change resources";
    if deployment.operator.install {
        flows.api_server(deployment, &ClusterOperator, why);
    }
    flows.api_server(deployment, &EntityOperator, why);
    flows.tcp(
        ClusterOperator,
        KafkaNodes,
        KAFKA_AGENT,
        "the state of a node",
    );
    flows.tcp(
        ClusterOperator,
        KafkaNodes,
        REPLICATION,
        "rolling restarts and versions",
    );
    flows.tcp(EntityOperator, KafkaNodes, REPLICATION, "topics and users");
    if asks_controllers(deployment) {
        let why = "rolling restarts of controllers";
        flows.tcp(ClusterOperator, KafkaNodes, CONTROL_PLANE, why);
    }
}

/// Strimzi 0.40.0 opens the control plane to the nodes alone, 1.2.0 to the operator too
/// (`KafkaCluster.generateNetworkPolicy`). The releases between get the flow as well: a rolling
/// restart that cannot ask stops, and the port asks for a certificate.
fn asks_controllers(deployment: &Deployment) -> bool {
    const WITHOUT: Version = Version {
        major: 0,
        minor: 40,
        patch: 0,
    };
    version::release(deployment).number() > WITHOUT
}

fn helpers(deployment: &Deployment, flows: &mut Flows) {
    use Party::{ClusterOperator, CruiseControl, EntityOperator, KafkaExporter, KafkaNodes};
    if deployment.cluster.kafka_exporter.is_some() {
        flows.tcp(
            KafkaExporter,
            KafkaNodes,
            REPLICATION,
            "offsets of topics and groups",
        );
    }
    if deployment.cluster.cruise_control.is_some() {
        flows.tcp(
            CruiseControl,
            KafkaNodes,
            REPLICATION,
            "the load, and moving replicas",
        );
        flows.tcp(ClusterOperator, CruiseControl, CRUISE_CONTROL, "rebalances");
        if asks_controllers(deployment) {
            flows.tcp(
                EntityOperator,
                CruiseControl,
                CRUISE_CONTROL,
                "changed replica counts",
            );
        }
    }
}

fn clients(deployment: &Deployment, flows: &mut Flows) {
    for (name, listener) in &deployment.cluster.listeners {
        let port = listener.port.get();
        if listener.expose.is_external() {
            // Load balancers and hosts put their own address in the place of the client's, so
            // who may come in is for the load balancer's source ranges to say.
            let why = format!("clients from outside, through the listener {name}");
            flows.tcp(Party::Anyone, Party::KafkaNodes, port, &why);
        }
        for user in users_of(deployment, name) {
            let why = format!("Kafka, through the listener {name}");
            flows.tcp(user, Party::KafkaNodes, port, &why);
        }
    }
}

fn registry(deployment: &Deployment, flows: &mut Flows) {
    if deployment.schema_registry.is_none() {
        return;
    }
    let mut users = vec![Party::SchemaRegistration];
    users.extend(
        deployment
            .verification
            .is_some()
            .then_some(Party::Verification),
    );
    users.extend(deployment.kafka_ui.is_some().then_some(Party::KafkaUi));
    users.extend(
        deployment
            .applications
            .keys()
            .cloned()
            .map(Party::Application),
    );
    for user in users {
        flows.tcp(
            user,
            Party::SchemaRegistry,
            schema_registry::PORT,
            "schemas",
        );
    }
}

fn people(deployment: &Deployment, flows: &mut Flows) {
    let Some(ui) = &deployment.kafka_ui else {
        return;
    };
    if deployment.verification.is_some() {
        let why = "whether it answers";
        flows.tcp(Party::Verification, Party::KafkaUi, kafka_ui::PORT, why);
    }
    if matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        flows.tcp(
            Party::KafkaUi,
            Party::KafkaNodes,
            METRICS,
            "the nodes' metrics",
        );
    }
    if matches!(ui.authentication, UiAuthentication::OAuth2(_)) {
        let why = "the OpenID Connect provider";
        flows.tcp(Party::KafkaUi, Party::Anyone, HTTPS, why);
    }
    if ui.ingress.is_some() {
        let why = "people, through the ingress";
        flows.tcp(
            Party::IngressController,
            Party::KafkaUi,
            kafka_ui::PORT,
            why,
        );
    }
}

fn monitoring(deployment: &Deployment, flows: &mut Flows) {
    use Party::Prometheus;
    let Some(monitoring) = &deployment.monitoring else {
        return;
    };
    if monitoring.prometheus.url.is_some() && deployment.verification.is_some() {
        let port = monitoring.prometheus.port.get();
        let why = "which targets and alerts it has";
        flows.tcp(Party::Verification, Prometheus, port, why);
    }
    let why = "metrics";
    if matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        flows.tcp(Prometheus, Party::KafkaNodes, METRICS, why);
    }
    if deployment.cluster.kafka_exporter.is_some() {
        flows.tcp(Prometheus, Party::KafkaExporter, METRICS, why);
    }
    if deployment.operator.install {
        flows.tcp(Prometheus, Party::ClusterOperator, OPERATOR_HTTP, why);
    }
    flows.tcp(Prometheus, Party::EntityOperator, OPERATOR_HTTP, why);
    flows.tcp(Prometheus, Party::EntityOperator, USER_OPERATOR_HTTP, why);
    if deployment.schema_registry.is_some() {
        let port = schema_registry::MANAGEMENT_PORT;
        flows.tcp(Prometheus, Party::SchemaRegistry, port, why);
    }
    for running in workload::running(deployment) {
        if let Some(metrics) = &running.workload.metrics {
            let application = Party::Application(running.name.clone());
            flows.tcp(Prometheus, application, metrics.port.get(), why);
        }
    }
}

fn names(deployment: &Deployment, flows: &mut Flows) {
    let port = deployment.platform.dns.port.get();
    for party in parties(deployment) {
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            flows.0.insert(Flow {
                from: party.clone(),
                to: Party::Dns,
                port,
                protocol,
                why: "names of Services".to_owned(),
            });
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        })
    }
}

//! The configuration of one node.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value};

use super::{Listener, Node};
use crate::manifest::Object;

/// Strimzi's names of the listeners that every cluster has.
const CONTROL_PLANE: &str = "CONTROLPLANE-9090";
const REPLICATION: &str = "REPLICATION-9091";

/// The components that Strimzi makes super users, by what follows the cluster's name.
const SUPER_USERS: [&str; 5] = [
    "kafka",
    "entity-topic-operator",
    "entity-user-operator",
    "kafka-exporter",
    "cruise-control",
];

/// Returns the configuration of `node` among `nodes`, with its files under `directory`:
/// `node.pem` (key and certificate), `cluster-ca.pem`, `clients-ca.pem` and `data`.
#[must_use]
pub fn properties(
    kafka: &Object,
    nodes: &[Node],
    node: &Node,
    directory: &Path,
) -> Map<String, Value> {
    let mut properties = Properties {
        values: Map::new(),
        directory,
    };
    if let Some(Value::Object(config)) = kafka.value().pointer("/spec/kafka/config") {
        properties.values.extend(config.clone());
    }
    let listeners = Listener::all(kafka);
    properties.quorum(nodes, node);
    properties.listeners(&listeners, node);
    properties.authorization(kafka);
    properties.values
}

/// The configuration as it grows.
struct Properties<'a> {
    values: Map<String, Value>,
    directory: &'a Path,
}

impl Properties<'_> {
    fn quorum(&mut self, nodes: &[Node], node: &Node) {
        let controllers = nodes.iter().filter(|node| node.has_role("controller"));
        let voters = controllers.map(|node| format!("{}@{}:9090", node.id, node.address));
        self.set(
            "controller.quorum.voters",
            voters.collect::<Vec<_>>().join(","),
        );
        self.set("node.id", node.id.to_string());
        self.set("process.roles", node.roles.join(","));
        self.set("controller.listener.names", CONTROL_PLANE);
        self.set("inter.broker.listener.name", REPLICATION);
        self.set("log.dirs", self.path("data"));
    }

    fn listeners(&mut self, listeners: &[Listener], node: &Node) {
        let mut protocols = format!("{CONTROL_PLANE}:SSL,{REPLICATION}:SSL");
        let (mut bound, mut advertised) = (Vec::new(), Vec::new());
        if node.has_role("controller") {
            bound.push(format!("{CONTROL_PLANE}://{}:9090", node.address));
        }
        if node.has_role("broker") {
            advertised.push(format!("{REPLICATION}://{}:9091", node.address));
            for listener in listeners {
                advertised.push(format!(
                    "{}://{}:{}",
                    listener.id(),
                    node.address,
                    listener.port()
                ));
            }
        }
        for listener in listeners {
            let protocol = if listener.is_encrypted() {
                "SSL"
            } else {
                "PLAINTEXT"
            };
            // Writing to a string can't fail.
            let _ = write!(protocols, ",{}:{protocol}", listener.id());
            self.listener(listener);
        }
        bound.extend(advertised.iter().cloned());
        self.set("listeners", bound.join(","));
        self.set("listener.security.protocol.map", protocols);
        if !advertised.is_empty() {
            self.set("advertised.listeners", advertised.join(","));
        }
        for name in [CONTROL_PLANE, REPLICATION] {
            self.encryption(name);
            self.client_certificates(name, "cluster-ca.pem");
        }
        self.set("ssl.endpoint.identification.algorithm", "HTTPS");
        self.set("sasl.enabled.mechanisms", "");
    }

    fn listener(&mut self, listener: &Listener) {
        if listener.is_encrypted() {
            self.encryption(&listener.id());
        }
        if listener.wants_client_certificates() {
            self.client_certificates(&listener.id(), "clients-ca.pem");
        }
    }

    fn encryption(&mut self, listener: &str) {
        self.set_of(listener, "ssl.keystore.type", "PEM");
        self.set_of(listener, "ssl.keystore.location", self.path("node.pem"));
    }

    fn client_certificates(&mut self, listener: &str, authority: &str) {
        self.set_of(listener, "ssl.client.auth", "required");
        self.set_of(listener, "ssl.truststore.type", "PEM");
        self.set_of(listener, "ssl.truststore.location", self.path(authority));
    }

    fn authorization(&mut self, kafka: &Object) {
        if kafka.text("/spec/kafka/authorization/type") != "simple" {
            return;
        }
        let cluster = kafka.name();
        let mut users: Vec<_> = SUPER_USERS
            .iter()
            .map(|component| format!("User:CN={cluster}-{component},O=io.strimzi"))
            .collect();
        users.push("User:CN=cluster-operator,O=io.strimzi".to_owned());
        let own = kafka
            .value()
            .pointer("/spec/kafka/authorization/superUsers");
        let own = own
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        users.extend(own.map(|user| format!("User:{user}")));
        self.set("super.users", users.join(";"));
        let authorizer = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";
        self.set("authorizer.class.name", authorizer);
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values
            .insert(name.to_owned(), Value::String(value.into()));
    }

    fn set_of(&mut self, listener: &str, name: &str, value: impl Into<String>) {
        self.set(
            &format!("listener.name.{}.{name}", listener.to_lowercase()),
            value,
        );
    }

    fn path(&self, name: &str) -> String {
        self.directory.join(name).display().to_string()
    }
}

#[cfg(test)]
mod tests {
    use crate::manifest::parse;

    use super::*;

    #[test]
    fn a_node_is_configured_as_the_real_operator_did() {
        let objects = parse(include_str!("../../fixtures/out/prod/kafka-cluster.yaml")).unwrap();
        let nodes = Node::all(&objects, "127.7.7");
        assert_eq!(nodes[2].pod, "todo-chatbot-kafka-brokers-2");
        let properties = properties(&objects[1], &nodes, &nodes[0], Path::new("/n"));
        let shown = |name: &&String| !name.starts_with("listener.name.") && *name != "super.users";
        let lines: Vec<_> = properties
            .iter()
            .filter(|(name, value)| shown(name) && value.is_string())
            .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        controller.quorum.voters=0@127.7.7.11:9090,1@127.7.7.12:9090,2@127.7.7.13:9090
        node.id=0
        process.roles=controller,broker
        controller.listener.names=CONTROLPLANE-9090
        inter.broker.listener.name=REPLICATION-9091
        log.dirs=/n/data
        listeners=CONTROLPLANE-9090://127.7.7.11:9090,REPLICATION-9091://127.7.7.11:9091,TLS-9093://127.7.7.11:9093
        listener.security.protocol.map=CONTROLPLANE-9090:SSL,REPLICATION-9091:SSL,TLS-9093:SSL
        advertised.listeners=REPLICATION-9091://127.7.7.11:9091,TLS-9093://127.7.7.11:9093
        ssl.endpoint.identification.algorithm=HTTPS
        sasl.enabled.mechanisms=
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        ");
    }
}

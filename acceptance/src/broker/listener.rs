//! A listener of the rendered Kafka.

use serde_json::Value;

use crate::manifest::Object;

/// One listener, as Strimzi names and configures it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listener {
    name: String,
    port: u64,
    tls: bool,
    client_certificates: bool,
}

impl Listener {
    /// Reads the listeners of a Kafka resource in their order.
    #[must_use]
    pub fn all(kafka: &Object) -> Vec<Self> {
        let listeners = kafka.value().pointer("/spec/kafka/listeners");
        listeners
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(Self::read)
            .collect()
    }

    fn read(listener: &Value) -> Self {
        Self {
            name: listener["name"].as_str().unwrap_or_default().to_owned(),
            port: listener["port"].as_u64().unwrap_or_default(),
            tls: listener["tls"] == Value::Bool(true),
            client_certificates: listener["authentication"]["type"] == "tls",
        }
    }

    /// Returns the name that Strimzi gives the listener in Kafka's configuration.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.name.to_uppercase(), self.port)
    }

    /// Returns the port.
    #[must_use]
    pub fn port(&self) -> u64 {
        self.port
    }

    /// Returns whether the listener is encrypted.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.tls
    }

    /// Returns whether clients must show a certificate of the clients CA.
    #[must_use]
    pub fn wants_client_certificates(&self) -> bool {
        self.client_certificates
    }
}

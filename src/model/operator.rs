//! The Strimzi cluster operator.

use super::{name::Namespace, nothing::Nothing, resources::Resources};
use crate::{catalog::operator::OperatorVersion, environment::read::Invalid};

crate::record! {
    /// The Strimzi cluster operator.
    pub struct Operator {
        /// Whether it is rendered; `false` where the platform owns it.
        "install" install: bool = true,
        /// Its release.
        "version" version: OperatorVersion,
        /// Where it lives; the deployment's namespace where nothing is said.
        "namespace" namespace: Option<Namespace>,
        /// Which namespaces it watches.
        "watch" watch: Watch = Watch::OwnNamespace(Nothing {}),
        /// How many of it run; all but one stand by.
        "replicas" replicas: OperatorReplicas = OperatorReplicas::new(1).ok()?,
        /// What each gets.
        "resources" resources: Resources = Resources::of(384, 200).with_cpu_limit(1000),
        /// How much it logs.
        "logLevel" log_level: LogLevel = LogLevel::Info,
        /// Feature gates to switch.
        "featureGates" feature_gates: std::collections::BTreeMap<FeatureGate, bool>,
        /// The security context that it gives to the pods it makes.
        "podSecurity" pod_security: PodSecurity = PodSecurity::Restricted,
    }
}

crate::whole! {
    /// How many operators run.
    pub struct OperatorReplicas("a number of operators", u8, 1..=5);
}

crate::choice! {
    /// Which namespaces the operator watches.
    pub enum Watch {
        /// The one it lives in.
        "ownNamespace" OwnNamespace(Nothing),
        /// These, and no other.
        "namespaces" Namespaces(WatchedNamespaces),
        /// All of them.
        "allNamespaces" AllNamespaces(Nothing),
    }
}

/// The namespaces an operator watches; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedNamespaces(Vec<Namespace>);

impl WatchedNamespaces {
    /// Returns them, sorted and without repetition.
    #[must_use]
    pub fn get(&self) -> &[Namespace] {
        &self.0
    }
}

impl crate::environment::FromNode for WatchedNamespaces {
    fn from_node(
        node: &crate::environment::Node,
        trail: &crate::finding::Trail<'_>,
        findings: &mut crate::environment::Findings,
    ) -> Option<Self> {
        let mut names = Vec::<Namespace>::from_node(node, trail, findings)?;
        names.sort();
        names.dedup();
        if names.is_empty() {
            findings.push(crate::environment::read::wrong_shape(
                node,
                trail,
                "a list of at least one namespace",
            ));
            return None;
        }
        Some(Self(names))
    }
}

impl schemars::JsonSchema for WatchedNamespaces {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WatchedNamespaces".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<Vec<Namespace>>()
    }
}

crate::words! {
    /// How much a component logs.
    pub enum LogLevel("a log level") {
        /// Errors alone.
        Error = "ERROR",
        /// Warnings too.
        Warn = "WARN",
        /// What happens.
        Info = "INFO",
        /// Why it happens.
        Debug = "DEBUG",
    }
}

crate::words! {
    /// The security context that the operator gives to the pods it makes
    /// (Strimzi: `STRIMZI_POD_SECURITY_PROVIDER_CLASS`).
    pub enum PodSecurity("a pod security provider") {
        /// What the Pod Security Standard `restricted` asks for.
        Restricted = "restricted",
        /// What the Pod Security Standard `baseline` asks for.
        Baseline = "baseline",
    }
}

crate::text! {
    /// The name of a feature gate, such as `UseServerSideApply`.
    pub struct FeatureGate("a feature gate", feature_gate);
}

fn feature_gate(text: &str) -> Result<(), Invalid> {
    let good = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric());
    if good {
        Ok(())
    } else {
        Err(Invalid::because(
            "it has letters and digits and starts with a capital",
        ))
    }
}

//! `operators.json` as it is written; [`super::Release`] is what the rest of the program sees.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::api::ApiVersion;
use super::feature_gate::Stage;
use super::kraft::{JbodData, KraftAnnotations};
use super::release::KubernetesRefusal;
use super::upgrade::UpgradeRule;
use crate::catalog::Version;
use crate::catalog::kafka::{KafkaVersion, MetadataVersion};
use crate::catalog::kubernetes::KubernetesVersion;
use crate::catalog::timeline::Timeline;

pub(super) static DATA: LazyLock<Data> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../operators.json"))
        .expect("the embedded operators.json is parsed by every test of the catalogue")
});

#[derive(Deserialize)]
pub(super) struct Data {
    pub(super) releases: Listed<ReleaseData>,
    pub(super) api: Changing<ApiData>,
    pub(super) kinds: Changing<Vec<String>>,
    pub(super) feature_gates: Changing<BTreeMap<String, GateData>>,
    pub(super) kraft_annotations: Changing<KraftAnnotations>,
    pub(super) jbod: Changing<JbodData>,
    pub(super) listener_types: Changing<Vec<String>>,
    pub(super) listener_authentication: ByApi,
    pub(super) authorization: ByApi,
    pub(super) metrics_types: Changing<Vec<String>>,
    pub(super) kubernetes_refusals: Listed<KubernetesRefusal>,
    pub(super) entity_operator_ports: Changing<Vec<String>>,
    pub(super) bridge_metrics_port: Changing<String>,
    pub(super) kafka_exporter: Changing<String>,
    pub(super) fields: Fields,
    pub(super) upgrades: Listed<UpgradeRule>,
}

#[derive(Deserialize)]
pub(super) struct Listed<T> {
    pub(super) list: Vec<T>,
}

#[derive(Deserialize)]
pub(super) struct Changing<T> {
    pub(super) since: Timeline<T>,
}

#[derive(Deserialize)]
pub(super) struct ReleaseData {
    pub(super) version: Version,
    pub(super) released: String,
    pub(super) kubernetes: KubernetesVersion,
    pub(super) kafka_bridge: String,
    pub(super) kafka_default: KafkaVersion,
    pub(super) kafka: BTreeMap<KafkaVersion, MetadataVersion>,
}

#[derive(Clone, Deserialize)]
pub(super) struct ApiData {
    pub(super) served: Vec<ApiVersion>,
    pub(super) stored: ApiVersion,
}

#[derive(Clone, Copy, Deserialize)]
pub(super) struct GateData {
    pub(super) stage: Stage,
    pub(super) on: bool,
}

#[derive(Deserialize)]
pub(super) struct ByApi {
    v1beta2: Vec<String>,
    v1: Vec<String>,
}

impl ByApi {
    pub(super) fn of(&self, api: ApiVersion) -> &[String] {
        match api {
            ApiVersion::V1Beta2 => &self.v1beta2,
            ApiVersion::V1 => &self.v1,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Fields {
    pub(super) added: BTreeMap<Version, Vec<String>>,
    pub(super) lacking_in_v1: Vec<String>,
}

//! The Kafka cluster: its metrics rules, the Kafka resource and the node pools.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{config, labels, listener, metrics, namespace, object, placement, resources};
use crate::{
    catalog::operator::{ApiVersion, KraftAnnotations},
    derive::{
        node::{self, PoolNodes},
        version,
    },
    kubernetes::{
        object::Object,
        strimzi::{
            Authorization as AuthorizationSpec, CertificateAuthority as AuthoritySpec,
            CruiseControl as CruiseControlSpec, EntityOperator as EntityOperatorSpec, Exporter,
            JvmOptions, Kafka, KafkaSpec, Logging, Manifest, NodePoolSpec, NodePoolTemplate, Rack,
            Storage as StorageSpec, SubOperator, Volume,
        },
    },
    model::{
        Deployment,
        certificate::CertificateAuthority,
        cluster::Authorization,
        entity_operator::{EntityOperator, Seconds},
        node_pool::{NodePool, Role},
        operator::LogLevel,
        quantity::Bytes,
        resources::Resources,
        storage::Storage,
    },
};

/// Returns the cluster's objects. The node pools come before the Kafka resource, which the
/// operator refuses while it has none.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let mut objects = Vec::new();
    if !deployment.operator.install {
        objects.extend(namespace::objects(deployment));
    }
    objects.extend(metrics::config_map(deployment));
    objects.extend(
        node::pools(&deployment.cluster)
            .iter()
            .map(|pool| node_pool(deployment, pool)),
    );
    objects.push(kafka(deployment));
    objects
}

fn kafka(deployment: &Deployment) -> Object {
    let release = version::release(deployment);
    let cluster = &deployment.cluster;
    let mut metadata = labels::metadata(deployment, cluster.name.to_string());
    if release.kraft_annotations() != KraftAnnotations::Ignored {
        metadata.annotations = Some(BTreeMap::from([
            ("strimzi.io/kraft".to_owned(), "enabled".to_owned()),
            ("strimzi.io/node-pools".to_owned(), "enabled".to_owned()),
        ]));
    }
    object(&Manifest {
        api_version: release.api_version().group_version(),
        kind: "Kafka",
        metadata,
        spec: KafkaSpec {
            kafka: brokers(deployment),
            entity_operator: entity_operator(deployment, release.api_version()),
            cluster_ca: authority(&cluster.certificates.cluster),
            clients_ca: authority(&cluster.certificates.clients),
            kafka_exporter: exporter(deployment),
            cruise_control: cruise_control(deployment),
            maintenance_time_windows: cluster
                .maintenance_windows
                .iter()
                .map(ToString::to_string)
                .collect(),
        },
    })
}

fn brokers(deployment: &Deployment) -> Kafka {
    let cluster = &deployment.cluster;
    Kafka {
        version: version::kafka(deployment).to_string(),
        metadata_version: version::metadata(deployment).to_string(),
        listeners: listener::all(deployment),
        authorization: match &cluster.authorization {
            Authorization::Simple(simple) => Some(AuthorizationSpec {
                r#type: "simple",
                super_users: simple
                    .super_users
                    .iter()
                    .map(|user| format!("CN={user}"))
                    .collect(),
            }),
            Authorization::None(_) => None,
        },
        config: config::map(cluster.config.iter().chain(&cluster.extra_config)),
        metrics_config: metrics::config(deployment),
        rack: cluster.rack.as_ref().map(|label| Rack {
            topology_key: label.to_string(),
        }),
    }
}

fn authority(authority: &CertificateAuthority) -> AuthoritySpec {
    AuthoritySpec {
        generate_certificate_authority: authority.generate,
        validity_days: authority.validity_days.get(),
        renewal_days: authority.renewal_days.get(),
    }
}

fn entity_operator(deployment: &Deployment, api: ApiVersion) -> EntityOperatorSpec {
    let entity = &deployment.cluster.entity_operator;
    EntityOperatorSpec {
        topic_operator: sub_operator(entity, &entity.topic_operator, api),
        user_operator: sub_operator(entity, &entity.user_operator, api),
        template: placement::pod(&deployment.platform).into(),
    }
}

/// The interval is counted in seconds in v1beta2, which every release up to 0.51 reads, and in
/// milliseconds in v1.
fn sub_operator(entity: &EntityOperator, resources: &Resources, api: ApiVersion) -> SubOperator {
    let seconds = entity.reconciliation_seconds.map(Seconds::get);
    let (in_seconds, in_milliseconds) = match api {
        ApiVersion::V1Beta2 => (seconds, None),
        ApiVersion::V1 => (None, seconds.map(|seconds| u64::from(seconds) * 1_000)),
    };
    SubOperator {
        reconciliation_interval_seconds: in_seconds,
        reconciliation_interval_ms: in_milliseconds,
        resources: resources::requirements(resources),
        logging: logging(entity.log_level),
    }
}

/// `INFO` is what the operators log by themselves, so it is left out.
fn logging(level: LogLevel) -> Option<Logging> {
    (level != LogLevel::Info).then(|| Logging {
        r#type: "inline",
        loggers: Map::from_iter([("rootLogger.level".to_owned(), Value::from(level.word()))]),
    })
}

fn exporter(deployment: &Deployment) -> Option<Exporter> {
    deployment
        .cluster
        .kafka_exporter
        .as_ref()
        .map(|exporter| Exporter {
            topic_regex: exporter.topics.to_string(),
            group_regex: exporter.groups.to_string(),
            resources: resources::requirements(&exporter.resources),
            template: placement::pod(&deployment.platform).into(),
        })
}

fn cruise_control(deployment: &Deployment) -> Option<CruiseControlSpec> {
    deployment
        .cluster
        .cruise_control
        .as_ref()
        .map(|cruise_control| CruiseControlSpec {
            config: config::map(&cruise_control.config),
            resources: resources::requirements(&cruise_control.resources),
            template: placement::pod(&deployment.platform).into(),
        })
}

fn node_pool(deployment: &Deployment, nodes: &PoolNodes<'_>) -> Object {
    let mut metadata = labels::strimzi(deployment, nodes.name.to_string());
    if node::ids_are_asked_for(&deployment.cluster) {
        metadata.annotations = Some(BTreeMap::from([(
            "strimzi.io/next-node-ids".to_owned(),
            id_range(nodes),
        )]));
    }
    object(&Manifest {
        api_version: version::release(deployment).api_version().group_version(),
        kind: "KafkaNodePool",
        metadata,
        spec: pool_spec(deployment, nodes),
    })
}

/// Returns the ids in Strimzi's form, such as `[0-2]` (Strimzi: `NodeIdRange`).
fn id_range(nodes: &PoolNodes<'_>) -> String {
    let ids = nodes.ids();
    match ids.len() {
        0 => "[]".to_owned(),
        1 => format!("[{}]", ids.start),
        _ => format!("[{}-{}]", ids.start, ids.end - 1),
    }
}

fn pool_spec(deployment: &Deployment, nodes: &PoolNodes<'_>) -> NodePoolSpec {
    let pool = nodes.pool;
    let mut roles: Vec<Role> = pool.roles.clone();
    roles.sort_unstable();
    roles.dedup();
    let heap = heap(pool);
    NodePoolSpec {
        replicas: pool.replicas.get(),
        roles: roles.into_iter().map(Role::word).collect(),
        storage: storage(&pool.storage),
        resources: resources::requirements(&pool.resources),
        jvm_options: JvmOptions {
            xms: heap.clone(),
            xmx: heap,
        },
        template: placement::of_pool(deployment, nodes.name, pool)
            .unless_empty()
            .map(|pod| NodePoolTemplate { pod }),
    }
}

/// Returns the heap in mebibytes, as Java writes it. Half of the memory is left to the page
/// cache, from which brokers serve what was just written, and to what Java keeps off its heap.
#[must_use]
pub fn heap(pool: &NodePool) -> String {
    let bytes = pool
        .heap
        .as_ref()
        .map_or(pool.resources.memory.get() / 2, Bytes::get);
    format!("{}m", bytes >> 20)
}

fn storage(storage: &Storage) -> StorageSpec {
    match storage {
        Storage::Ephemeral(_) => StorageSpec::Ephemeral,
        Storage::Volumes(volumes) => StorageSpec::Jbod {
            volumes: volumes
                .iter()
                .map(|(id, volume)| Volume {
                    id: id.get(),
                    r#type: "persistent-claim",
                    size: volume.size.to_string(),
                    class: volume.class.as_ref().map(ToString::to_string),
                    delete_claim: volume.delete_claim,
                })
                .collect(),
        },
    }
}

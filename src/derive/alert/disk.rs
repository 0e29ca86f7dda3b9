//! Volumes that run full.

use super::{Alert, Watch, minutes};
use crate::{
    derive::{
        promql::{Expr, one_of},
        series,
    },
    model::{
        Deployment,
        monitoring::Severity,
        name::PoolName,
        node_pool::NodePool,
        storage::{Storage, VolumeId},
    },
};

/// Returns the alert on the volumes of the node pools, if they have any.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    let Some(claims) = claims(watch.deployment) else {
        return Vec::new();
    };
    let of_claims = |metric| {
        series::of_platform(watch.deployment, metric)
            .matches("persistentvolumeclaim", claims.as_str())
            .expr()
    };
    let free = of_claims("kubelet_volume_stats_available_bytes")
        .binary("*", Expr::Number(100))
        .binary("/", of_claims("kubelet_volume_stats_capacity_bytes"));
    let limit = u64::from(watch.monitoring.thresholds.disk_free_percent.get());
    vec![Alert {
        name: "KafkaRunningOutOfSpace",
        expr: free
            .aggregate("min", &["namespace", "persistentvolumeclaim"])
            .compared("<", limit),
        hold: minutes(10),
        severity: Severity::Warning,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: format!("Less than {limit} % of {{{{ $labels.persistentvolumeclaim }}}} is free"),
        description: "A broker whose volume is full stops, and does not start again before \
                      there is room on it."
            .to_owned(),
    }]
}

/// Returns a regular expression for the claims of all pools (Strimzi: `VolumeUtils`).
fn claims(deployment: &Deployment) -> Option<String> {
    let cluster = &deployment.cluster;
    let of_pool = |(name, pool): (&PoolName, &NodePool)| match &pool.storage {
        Storage::Ephemeral(_) => None,
        Storage::Volumes(volumes) => {
            let ids: Vec<String> = volumes.keys().map(VolumeId::to_string).collect();
            let set = one_of([format!("{}-{name}", cluster.name).as_str()]);
            Some(format!("data-({})-{set}-[0-9]+", ids.join("|")))
        }
    };
    let patterns: Vec<String> = cluster.node_pools.iter().filter_map(of_pool).collect();
    (!patterns.is_empty()).then(|| patterns.join("|"))
}

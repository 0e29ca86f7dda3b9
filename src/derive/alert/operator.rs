//! The operators: without them the cluster runs, but nothing is changed or mended.

use super::{Alert, Watch, minutes};
use crate::{derive::series, model::monitoring::Severity};

/// Returns the alerts on the operators that the deployment has.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if watch.deployment.operator.install {
        alerts.push(cluster_operator(watch));
    }
    alerts.push(entity_operator(watch));
    if watch.deployment.operator.install {
        alerts.push(failing(watch));
    }
    alerts
}

fn cluster_operator(watch: &Watch<'_>) -> Alert {
    let answers = series::cluster_operator_up(watch.deployment);
    Alert {
        name: "StrimziOperatorDown",
        expr: answers.expr().compared("==", 1).call("absent"),
        hold: minutes(10),
        severity: Severity::Warning,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "The Strimzi cluster operator is down".to_owned(),
        description: "The cluster goes on, but nobody replaces a failed node, renews a \
                      certificate or applies a change."
            .to_owned(),
    }
}

fn entity_operator(watch: &Watch<'_>) -> Alert {
    let answers = series::up(watch.deployment, series::ENTITY_OPERATOR_JOB)
        .is("strimzi_io_cluster", watch.deployment.cluster.name.as_str());
    Alert {
        name: "StrimziEntityOperatorDown",
        expr: answers.expr().compared("==", 1).call("absent"),
        hold: minutes(10),
        severity: Severity::Warning,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "The topic and user operators are down".to_owned(),
        description: "Changes of topics, users and rights wait until they are back.".to_owned(),
    }
}

/// An operator tries again every two minutes, so what fails for twenty minutes does not mend
/// itself.
fn failing(watch: &Watch<'_>) -> Alert {
    let failed = series::of_operators(watch.deployment, "strimzi_reconciliations_failed_total")
        .over(minutes(10));
    Alert {
        name: "StrimziReconciliationFailing",
        expr: failed
            .expr()
            .call("increase")
            .sum_by(&["exported_namespace", "kind"])
            .compared(">", 0),
        hold: minutes(20),
        severity: Severity::Warning,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "An operator cannot apply a {{ $labels.kind }}".to_owned(),
        description: "The operator has failed again and again for twenty minutes; the cluster is \
                      not what {{ $labels.exported_namespace }} asks for."
            .to_owned(),
    }
}

//! A real Prometheus scrapes the real brokers and evaluates every rendered rule; stopping a
//! broker makes its alert pending.

use std::time::Duration;

use crate::component::kafka::Kafka;
use crate::component::prometheus::{Prometheus, Rule};
use crate::error::Result;
use crate::harness::Harness;
use crate::patience;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// How long a few scrapes and evaluations may take, beside other work of the machine.
const LIMIT: Duration = Duration::from_mins(3);

/// The alert that a stopped broker must raise.
const BROKER_DOWN: &str = "KafkaBrokerDown";

/// Which node is stopped: one that is not the first, so that a rule about the first would tell.
const STOPPED: usize = 1;

/// Watches the cluster, then kills one of its nodes.
pub(super) fn tell_of_a_stopped_broker(
    harness: &Harness,
    set: &Rendered,
    kafka: &mut Kafka,
    checks: &mut Checks,
) -> Result<()> {
    let objects = set.objects()?;
    if !objects
        .iter()
        .any(|object| object.kind() == "PrometheusRule")
    {
        checks.not_proved(
            format!("{set}: Prometheus evaluates every rule"),
            "the set has no PrometheusRule",
        );
        return Ok(());
    }
    let directory = harness.directory("prometheus")?;
    let mut prometheus = Prometheus::start(&directory, &objects, kafka)?;
    let nodes = kafka.nodes().len();
    let all_up = patience::until(LIMIT, || Ok(prometheus.targets_up()? == nodes))?;
    let up = prometheus.targets_up()?;
    checks.expect(
        format!("{set}: Prometheus scrapes every node as the PodMonitors say"),
        all_up,
        || format!("{up} targets are up"),
    );
    let rules = prometheus.wait_for(LIMIT, |rules| {
        rules.iter().all(|rule| rule.evaluated) && active(rules).is_empty()
    })?;
    let broken: Vec<_> = rules
        .iter()
        .filter(|rule| !rule.evaluated || rule.error.is_some())
        .map(|rule| format!("{}: {:?}", rule.name, rule.error))
        .collect();
    checks.unless(
        format!(
            "{set}: Prometheus evaluates all {} rules without an error",
            rules.len()
        ),
        &broken,
    );
    checks.expect(
        format!("{set}: {BROKER_DOWN} is quiet while every broker runs"),
        active(&rules).is_empty(),
        || format!("{rules:?}"),
    );
    let stopped = kafka
        .nodes()
        .get(STOPPED)
        .map(|node| node.pod.clone())
        .unwrap_or_default();
    kafka.kill(STOPPED);
    // A scrape of another that came late on a busy machine is over by the next.
    let alone = |rules: &[Rule]| active(rules) == [stopped.as_str()];
    let rules = prometheus.wait_for(LIMIT, alone)?;
    let pods = active(&rules);
    checks.expect(
        format!("{set}: stopping {stopped} makes {BROKER_DOWN} pending for it alone"),
        alone(&rules),
        || format!("it is pending for {pods:?}"),
    );
    Ok(())
}

fn active(rules: &[Rule]) -> Vec<&str> {
    let own = rules.iter().filter(|rule| rule.name == BROKER_DOWN);
    own.flat_map(|rule| rule.active_pods.iter().map(String::as_str))
        .collect()
}

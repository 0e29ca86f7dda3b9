//! Prometheus: it reads every target that the model has, and it has every alert.

use expectations::Monitoring;

use super::{listed, silent};
use crate::{
    observe::{Prometheus, Target},
    observed::Seen,
    outcome::{Check, Difference},
};

const NAMES: [&str; 2] = ["prometheus/targets", "prometheus/alerts"];

/// Judges what Prometheus told.
#[must_use]
pub fn prometheus(expected: Option<&Monitoring>, seen: Option<&Seen<Prometheus>>) -> Vec<Check> {
    let not_made = |why: &str| NAMES.map(|name| Check::not_made(name, why)).to_vec();
    let (expected, seen) = match (expected, seen) {
        (None, _) => return not_made("the model has no monitoring"),
        (_, None) => return not_made("no address of a Prometheus was given"),
        (_, Some(Err(why))) => return silent(&NAMES, "Prometheus", why),
        (Some(expected), Some(Ok(seen))) => (expected, seen),
    };
    let targets = format!("{} of Prometheus' targets", expected.targets.len());
    let alerts = format!("{} alerts", expected.alerts.len());
    vec![
        Check::of(NAMES[0], targets, missing_targets(expected, seen)),
        Check::of(NAMES[1], alerts, missing_alerts(expected, seen)),
    ]
}

fn missing_targets(expected: &Monitoring, seen: &Prometheus) -> Vec<Difference> {
    let mut differences = Vec::new();
    for wanted in &expected.targets {
        let is_own =
            |target: &&Target| target.job == wanted.job && target.namespace == wanted.namespace;
        let (up, down): (Vec<_>, Vec<_>) = seen
            .targets
            .iter()
            .filter(is_own)
            .partition(|target| target.health == "up");
        let thing = format!("job {} of namespace {}", wanted.job, wanted.namespace);
        if up.len() < wanted.at_least as usize {
            let expected = format!("{} or more targets that are up", wanted.at_least);
            differences.push(Difference::new(thing, expected, up.len()));
        } else if !down.is_empty() {
            let found = down.iter().map(|target| {
                let Target {
                    url, health, error, ..
                } = target;
                format!("{url} is {health} ({error})")
            });
            differences.push(Difference::new(thing, "every target is up", listed(found)));
        }
    }
    differences
}

fn missing_alerts(expected: &Monitoring, seen: &Prometheus) -> Vec<Difference> {
    let mut differences = Vec::new();
    for wanted in &expected.alerts {
        let thing = format!("alert {wanted}");
        let mut own = seen
            .alerts
            .iter()
            .filter(|alert| alert.name == *wanted)
            .peekable();
        if own.peek().is_none() {
            differences.push(Difference::new(thing, "Prometheus has it", "it has not"));
        } else if let Some(bad) = own.find(|alert| alert.health == "err") {
            differences.push(Difference::new(thing, "it can be evaluated", &bad.error));
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observe::Alert;

    fn expected() -> Monitoring {
        Monitoring {
            targets: vec![expectations::Target {
                job: "kafka".to_owned(),
                namespace: "shop".to_owned(),
                at_least: 2,
            }],
            alerts: vec!["KafkaBrokerDown".to_owned()],
        }
    }

    fn target(namespace: &str, health: &str) -> Target {
        Target {
            job: "kafka".to_owned(),
            namespace: namespace.to_owned(),
            url: "http://10.0.0.1:9404/metrics".to_owned(),
            health: health.to_owned(),
            error: String::new(),
        }
    }

    fn alert(name: &str, health: &str) -> Alert {
        Alert {
            name: name.to_owned(),
            health: health.to_owned(),
            error: "bad".to_owned(),
        }
    }

    fn failed(targets: &[Target], alerts: &[Alert]) -> Vec<bool> {
        let seen = Prometheus {
            targets: targets.to_vec(),
            alerts: alerts.to_vec(),
        };
        let checks = prometheus(Some(&expected()), Some(&Ok(seen)));
        checks.iter().map(Check::has_failed).collect()
    }

    #[test]
    fn what_is_not_read_or_not_loaded_is_told() {
        let right = [target("shop", "up"), target("shop", "up")];
        let rule = [alert("KafkaBrokerDown", "ok")];
        assert_eq!(failed(&right, &rule), [false, false]);
        assert_eq!(failed(&right[1..], &rule), [true, false], "one is missing");
        let elsewhere = [target("shop", "up"), target("other", "up")];
        assert_eq!(failed(&elsewhere, &rule), [true, false], "another's");
        let mut down = right.to_vec();
        down.push(target("shop", "down"));
        assert_eq!(failed(&down, &rule), [true, false], "a third is down");
        assert_eq!(failed(&right, &[alert("Other", "ok")]), [false, true]);
        let broken = [alert("KafkaBrokerDown", "err")];
        assert_eq!(failed(&right, &broken), [false, true]);
        let silent = prometheus(Some(&expected()), Some(&Err("refused".to_owned())));
        assert!(silent[0].has_failed() && !silent[1].has_failed());
        assert!(!prometheus(Some(&expected()), None)[0].has_failed());
    }
}

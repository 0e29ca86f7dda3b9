//! Metrics for Prometheus (OpenMetrics 1.0, which the textfile collector of the node exporter and
//! every Pushgateway read as well).

use std::{fmt::Write, time::Duration};

use super::{Counts, Report};
use crate::outcome::{Check, Outcome};

/// Writes a report as metrics.
#[must_use]
pub fn metrics(report: &Report) -> String {
    let cluster = escaped(&report.cluster);
    let mut text = String::new();
    let counts = Counts::of(&report.checks);
    family(
        &mut text,
        "kafka_verification_checks",
        "How many checks came to each outcome.",
    );
    let words = [
        ("passed", counts.passed),
        ("failed", counts.failed),
        ("not_checked", counts.not_checked),
    ];
    for (word, count) in words {
        sample(
            &mut text,
            "kafka_verification_checks",
            &format!("cluster=\"{cluster}\",outcome=\"{word}\""),
            count,
        );
    }
    let name = "kafka_verification_check";
    family(
        &mut text,
        name,
        "1 for the outcome of a check, 0 for the others.",
    );
    for check in &report.checks {
        for (word, _) in words {
            let labels = format!("{},outcome=\"{word}\"", labels(&cluster, check));
            sample(&mut text, name, &labels, u8::from(word == outcome(check)));
        }
    }
    let name = "kafka_verification_check_differences";
    family(
        &mut text,
        name,
        "How many things a check found otherwise than expected.",
    );
    for check in &report.checks {
        let found = match &check.outcome {
            Outcome::Failed(found) => found.len(),
            Outcome::Passed(_) | Outcome::NotChecked(_) => 0,
        };
        sample(&mut text, name, &labels(&cluster, check), found);
    }
    let name = "kafka_verification_check_duration_seconds";
    family(
        &mut text,
        name,
        "How long it took to look at, or try, what a check was judged by.",
    );
    for check in &report.checks {
        sample(
            &mut text,
            name,
            &labels(&cluster, check),
            seconds(check.took),
        );
    }
    measures(&mut text, &cluster, report);
    let name = "kafka_verification_duration_seconds";
    family(&mut text, name, "How long the whole run took.");
    let whole = format!("cluster=\"{cluster}\"");
    sample(&mut text, name, &whole, seconds(report.took));
    text.push_str("# EOF\n");
    text
}

/// Writes what was measured; all measures of one name stand together, as the format asks for.
fn measures(text: &mut String, cluster: &str, report: &Report) {
    let all = report.checks.iter().flat_map(|check| &check.measures);
    let mut names: Vec<&str> = all.clone().map(|measure| measure.name).collect();
    names.sort_unstable();
    names.dedup();
    for own in names {
        let name = format!("kafka_verification_{own}");
        family(text, &name, "What a check measured.");
        for measure in all.clone().filter(|measure| measure.name == own) {
            let labels = measure.labels.iter();
            let labels = labels.map(|(name, value)| format!(",{name}=\"{}\"", escaped(value)));
            let labels = format!("cluster=\"{cluster}\"{}", labels.collect::<String>());
            sample(text, &name, &labels, measure.value);
        }
    }
}

const fn outcome(check: &Check) -> &'static str {
    match check.outcome {
        Outcome::Passed(_) => "passed",
        Outcome::Failed(_) => "failed",
        Outcome::NotChecked(_) => "not_checked",
    }
}

fn labels(cluster: &str, check: &Check) -> String {
    format!("cluster=\"{cluster}\",check=\"{}\"", escaped(&check.name))
}

fn seconds(duration: Duration) -> String {
    format!("{:.3}", duration.as_secs_f64())
}

// Writing to a String can't fail, so its results are dropped here.

fn family(text: &mut String, name: &str, help: &str) {
    let _ = writeln!(text, "# TYPE {name} gauge\n# HELP {name} {help}");
}

fn sample(text: &mut String, name: &str, labels: &str, value: impl std::fmt::Display) {
    let _ = writeln!(text, "{name}{{{labels}}} {value}");
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    text.replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Measure;

    #[test]
    fn each_check_has_one_outcome_and_a_time() {
        let text = metrics(&super::super::tests::sample());
        let has = |line: &str| assert!(text.lines().any(|own| own == line), "{line}\n{text}");
        has("kafka_verification_checks{cluster=\"shop\",outcome=\"failed\"} 1");
        let check = "cluster=\"shop\",check=\"topic/partitions\"";
        has(&format!(
            "kafka_verification_check{{{check},outcome=\"failed\"}} 1"
        ));
        has(&format!(
            "kafka_verification_check{{{check},outcome=\"passed\"}} 0"
        ));
        has(&format!(
            "kafka_verification_check_differences{{{check}}} 1"
        ));
        has(&format!(
            "kafka_verification_check_duration_seconds{{{check}}} 1.250"
        ));
        has("kafka_verification_duration_seconds{cluster=\"shop\"} 2.500");
        assert!(text.ends_with("# EOF\n"));
        let told = text
            .lines()
            .filter(|line| line.starts_with("kafka_verification_check{"));
        assert_eq!(told.filter(|line| line.ends_with(" 1")).count(), 3);
    }

    #[test]
    fn what_was_measured_stands_together_by_its_name() {
        let measure = |name, acks: &str, value| Measure {
            name,
            labels: vec![("acks", acks.to_owned())],
            value,
        };
        let mut report = super::super::tests::sample();
        let checks = [
            vec![measure("b_seconds", "1", 0.5), measure("a_ratio", "1", 2.0)],
            vec![measure("b_seconds", "all", 0.25)],
        ];
        for (check, measures) in report.checks.iter_mut().zip(checks) {
            check.measures = measures;
        }
        let text = metrics(&report);
        let own: Vec<_> = text.lines().filter(|line| line.contains("acks=")).collect();
        assert_eq!(
            own,
            [
                "kafka_verification_a_ratio{cluster=\"shop\",acks=\"1\"} 2",
                "kafka_verification_b_seconds{cluster=\"shop\",acks=\"1\"} 0.5",
                "kafka_verification_b_seconds{cluster=\"shop\",acks=\"all\"} 0.25",
            ]
        );
        assert_eq!(
            text.matches("# TYPE kafka_verification_b_seconds").count(),
            1
        );
    }

    #[test]
    fn a_name_can_not_break_out_of_its_label() {
        assert_eq!(escaped("a\"b\\c\nd"), "a\\\"b\\\\c\\nd");
    }
}

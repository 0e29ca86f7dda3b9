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
    let name = "kafka_verification_duration_seconds";
    family(&mut text, name, "How long the whole run took.");
    let whole = format!("cluster=\"{cluster}\"");
    sample(&mut text, name, &whole, seconds(report.took));
    text.push_str("# EOF\n");
    text
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
    fn a_name_can_not_break_out_of_its_label() {
        assert_eq!(escaped("a\"b\\c\nd"), "a\\\"b\\\\c\\nd");
    }
}

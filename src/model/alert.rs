//! Alerts that people write themselves, beside those that follow from the model.

use super::{
    duration::Duration,
    monitoring::Severity,
    prose::{Owner, Sentence},
};
use crate::environment::read::Invalid;

crate::text! {
    /// The name of an alert, such as `OrdersStuck`; its runbook is named after it.
    pub struct AlertName("the name of an alert", alert_name);
}

crate::text! {
    /// The name of a metric, such as `http_requests_total`.
    pub struct MetricName("the name of a metric", metric_name);
}

crate::text! {
    /// An expression of PromQL.
    pub struct PromQl("an expression of PromQL", promql);
}

crate::text! {
    /// A line for people in which `{{ $value }}` stands for the value and `{{ $labels.pod }}` for
    /// a label of the alert.
    pub struct AlertText("a line of text", super::prose::line);
}

crate::record! {
    /// An alert of one's own.
    pub struct OwnAlert {
        /// The condition, as Prometheus reads it.
        "expr" expr: PromQl,
        /// How long it must hold.
        "for" hold: Duration,
        /// How soon somebody must look.
        "severity" severity: Severity,
        /// Who answers for it; who answers for the monitoring where nothing is said.
        "owner" owner: Option<Owner>,
        /// What is wrong, in a few words.
        "summary" summary: AlertText,
        /// What it means and for whom.
        "description" description: Option<AlertText>,
        /// What to look at and to do, one step after the other, for its runbook.
        "steps" steps: Vec<Sentence>,
    }
}

fn alert_name(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let good = text.len() <= 63
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(inside);
    if !good {
        return Err(Invalid::because(
            "it begins with a letter and has letters, digits and `_`, at most 63",
        ));
    }
    if text.eq_ignore_ascii_case("readme") {
        return Err(Invalid::because(
            "its runbook would take the place of the first page, `README.md`",
        ));
    }
    Ok(())
}

fn metric_name(text: &str) -> Result<(), Invalid> {
    let first = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':');
    if text.starts_with(first) && text.chars().all(|c| first(c) || c.is_ascii_digit()) {
        return Ok(());
    }
    Err(Invalid::because("it has letters, digits, `_` and `:`"))
}

/// Whether Prometheus can read it is judged by a rule, which says where it can't.
fn promql(text: &str) -> Result<(), Invalid> {
    const LONGEST: usize = 4096;
    if text.len() > LONGEST {
        return Err(Invalid::because(format!(
            "it is longer than {LONGEST} bytes"
        )));
    }
    if text.contains("```") {
        return Err(Invalid::because(
            "it holds three backticks, which end the example in its runbook",
        ));
    }
    let unshowable = |c: &char| super::prose::unshowable(*c) && !matches!(c, '\n' | '\t');
    match text.chars().find(unshowable) {
        None => Ok(()),
        Some(c) => Err(Invalid::because(format!(
            "it holds `{}`, which nobody sees",
            c.escape_debug()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_alerts_can_be_names_of_files() {
        for good in ["A", "OrdersStuck", "orders_stuck2"] {
            assert!(AlertName::new(good).is_ok(), "{good}");
        }
        for bad in ["", "2Fast", "a/b", "ReadMe", "a b", "a-b", &"a".repeat(64)] {
            assert!(AlertName::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_expression_may_have_several_lines_of_text_that_people_see() {
        assert!(PromQl::new("up\n\t== 0").is_ok());
        assert!(PromQl::new("up\u{202e}").is_err());
        assert!(PromQl::new("a".repeat(4097)).is_err());
    }
}

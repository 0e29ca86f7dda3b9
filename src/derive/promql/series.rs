//! A selection of series: a metric and what its labels must be.

use std::fmt;

use super::Expr;
use crate::{catalog::metrics::Exporter, model::duration::Duration};

/// How a label is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// It is this text.
    Is,
    /// It is another text, or missing.
    IsNot,
    /// The regular expression fits all of it.
    Matches,
    /// The regular expression does not fit all of it.
    MatchesNot,
}

impl Comparison {
    const fn sign(self) -> &'static str {
        match self {
            Self::Is => "=",
            Self::IsNot => "!=",
            Self::Matches => "=~",
            Self::MatchesNot => "!~",
        }
    }
}

/// What one label must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Matcher {
    /// The label.
    pub label: &'static str,
    /// How it is compared.
    pub comparison: Comparison,
    /// The text or the regular expression.
    pub value: String,
}

/// A selection of series of one metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What writes the metric.
    pub exporter: Exporter,
    /// The metric.
    pub metric: &'static str,
    /// What its labels must be.
    pub matchers: Vec<Matcher>,
    /// The time that is looked back over, for functions that take a range.
    pub range: Option<Duration>,
}

impl Series {
    /// Returns every series of a metric.
    #[must_use]
    pub const fn of(exporter: Exporter, metric: &'static str) -> Self {
        Self {
            exporter,
            metric,
            matchers: Vec::new(),
            range: None,
        }
    }

    /// Returns those whose label is a text.
    #[must_use]
    pub fn is(self, label: &'static str, value: impl Into<String>) -> Self {
        self.with(label, Comparison::Is, value.into())
    }

    /// Returns those whose label is another text.
    #[must_use]
    pub fn is_not(self, label: &'static str, value: impl Into<String>) -> Self {
        self.with(label, Comparison::IsNot, value.into())
    }

    /// Returns those whose label fits a regular expression.
    #[must_use]
    pub fn matches(self, label: &'static str, pattern: impl Into<String>) -> Self {
        self.with(label, Comparison::Matches, pattern.into())
    }

    /// Returns those whose label does not fit a regular expression.
    #[must_use]
    pub fn matches_not(self, label: &'static str, pattern: impl Into<String>) -> Self {
        self.with(label, Comparison::MatchesNot, pattern.into())
    }

    /// Returns what was written during a time.
    #[must_use]
    pub fn over(mut self, range: Duration) -> Self {
        self.range = Some(range);
        self
    }

    /// Returns the selection as an expression.
    #[must_use]
    pub fn expr(self) -> Expr {
        Expr::Series(self)
    }

    fn with(mut self, label: &'static str, comparison: Comparison, value: String) -> Self {
        self.matchers.push(Matcher {
            label,
            comparison,
            value,
        });
        self
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.metric)?;
        let matchers: Vec<String> = self.matchers.iter().map(ToString::to_string).collect();
        if !matchers.is_empty() {
            write!(f, "{{{}}}", matchers.join(", "))?;
        }
        match self.range {
            Some(range) => write!(f, "[{range}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.replace('\\', "\\\\").replace('"', "\\\"");
        write!(f, "{}{}\"{value}\"", self.label, self.comparison.sign())
    }
}

/// Returns a regular expression that fits exactly one of the texts.
#[must_use]
pub fn one_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let escaped: Vec<String> = texts.into_iter().map(escape).collect();
    escaped.join("|")
}

/// Escapes what means something in RE2.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_written_as_promql_reads_it() {
        let series = Series::of(Exporter::KafkaExporter, "kafka_consumergroup_lag")
            .is("topic", "a\"b\\c")
            .matches_not("consumergroup", one_of(["a.b", "c"]))
            .over(Duration::milliseconds(300_000));
        assert_eq!(
            series.to_string(),
            r#"kafka_consumergroup_lag{topic="a\"b\\c", consumergroup!~"a\\.b|c"}[5m]"#
        );
    }
}

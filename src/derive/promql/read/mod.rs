//! Expressions that people wrote: read as Prometheus reads them.
//!
//! What can't be read has a place in the text. Types are checked here too, because Prometheus
//! refuses a rule whose types do not fit when it loads it.

mod expression;
mod function;
mod kind;
mod labels;
mod selector;
mod token;
mod values;

use std::fmt;

pub use self::{
    function::Function,
    labels::{Doubt, Labels, Sources},
    values::{Verdict, verdict},
};
use super::Comparison;

/// An expression that Prometheus can evaluate.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// A number, or a length of time in seconds.
    Number(f64),
    /// A text, as some functions take it.
    Text(String),
    /// A selection of series.
    Selector(Selector),
    /// An expression over a time.
    Subquery(Box<Self>),
    /// A function of expressions.
    Call(&'static Function, Vec<Self>),
    /// Series put together.
    Aggregate {
        /// How, such as `sum`.
        operator: &'static str,
        /// Which labels stay.
        grouping: Option<Grouping>,
        /// What operators such as `topk` and `count_values` take first.
        parameter: Option<Box<Self>>,
        /// What is put together.
        of: Box<Self>,
    },
    /// The negative of an expression.
    Negative(Box<Self>),
    /// Two expressions.
    Binary(Box<Binary>),
}

/// Two expressions and what is done with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Binary {
    /// The left one.
    pub left: Query,
    /// What is done, such as `/`, `>` or `or`.
    pub operator: &'static str,
    /// Whether a comparison gives 0 or 1 in place of leaving out what does not hold.
    pub bool: bool,
    /// By which labels series find each other.
    pub matching: Option<Grouping>,
    /// Which side has several series for one of the other, and the labels it takes over.
    pub group: Option<Group>,
    /// The right one.
    pub right: Query,
}

/// `group_left` or `group_right`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Whether the left side has several series for one of the right side.
    pub left: bool,
    /// The labels that are taken over from the other side.
    pub labels: Vec<String>,
}

/// A selection of series as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The metric; `None` where it is told by a matcher of `__name__`, or not at all.
    pub metric: Option<String>,
    /// What the labels must be.
    pub matchers: Vec<(String, Comparison, String)>,
    /// Whether a time is looked back over.
    pub range: bool,
}

/// Labels that count, or all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// `by` or `on`.
    By(Vec<String>),
    /// `without` or `ignoring`.
    Without(Vec<String>),
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, without a closing full stop.
    pub reason: String,
    /// The byte of the text where it is wrong.
    pub at: usize,
    /// Whether it is too much for this reader, and not for Prometheus.
    pub too_large: bool,
}

impl Unreadable {
    fn new(at: usize, reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            at,
            too_large: false,
        }
    }

    fn too_large(at: usize, reason: String) -> Self {
        Self {
            too_large: true,
            ..Self::new(at, reason)
        }
    }

    /// Returns where it is wrong, for people: the next few characters, or the end.
    #[must_use]
    pub fn place(&self, text: &str) -> String {
        const SHOWN: usize = 24;
        let rest = text.get(self.at..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default().trim_end();
        if line.is_empty() {
            return "at its end".to_owned();
        }
        let shown: String = line.chars().take(SHOWN).collect();
        let more = if shown.len() < line.len() { "…" } else { "" };
        format!("at `{}{more}`", shown.replace('`', "'"))
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// Reads an expression that the rule of an alert can have: one that gives series or a number.
pub fn read(text: &str) -> Result<Query, Unreadable> {
    let query = expression::read(text)?;
    match kind::of(&query) {
        kind::Kind::Vector | kind::Kind::Scalar => Ok(query),
        kind => Err(Unreadable::new(
            0,
            format!("series or a number are needed, and this gives {kind}"),
        )),
    }
}

impl Query {
    /// Returns the expressions right inside of this one.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Selector(_) => Vec::new(),
            Self::Subquery(of) | Self::Negative(of) => vec![of],
            Self::Call(_, arguments) => arguments.iter().collect(),
            Self::Aggregate { parameter, of, .. } => {
                parameter.as_deref().into_iter().chain([&**of]).collect()
            }
            Self::Binary(binary) => vec![&binary.left, &binary.right],
        }
    }

    /// Returns every selection of series in it, from left to right.
    #[must_use]
    pub fn selectors(&self) -> Vec<&Selector> {
        match self {
            Self::Selector(selector) => vec![selector],
            _ => self.parts().into_iter().flat_map(Self::selectors).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        match read(text) {
            Ok(_) => "good".to_owned(),
            Err(unreadable) => format!("{unreadable}, {}", unreadable.place(text)),
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let broken = [
            "",
            "sum by (pod (up)",
            "sum(up",
            "up >",
            "up > bool",
            "rate(up)",
            "rate(up[5m]) > 1 2",
            "rates(up[5m])",
            "up{job=\"a}",
            "up{job=\"a\\.b\"}",
            "up{job=~\"(\"}",
            "up{job=a}",
            "up{}[5m]",
            "up[5 minutes]",
            "{job=~\".*\"}",
            "1 > 2",
            "\"up\"",
            "up and 1",
            "up + bool up",
            "up + on (job) 1",
            "up and on (job) group_left up",
            "topk(up)",
            "topk(\"a\", up)",
            "round()",
            "up = 1",
            "up offset",
            "up & up",
            "sum by (1) (up)",
        ];
        let said: Vec<String> = broken
            .iter()
            .map(|text| format!("{text} | {}", said(text)))
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
         | an expression belongs here, at its end
        sum by (pod (up) | `)` belongs here, at `(up)`
        sum(up | `,` or `)` belongs here, at its end
        up > | an expression belongs here, at its end
        up > bool | an expression belongs here, at its end
        rate(up) | `rate` takes series over a time, at `rate(up)`
        rate(up[5m]) > 1 2 | an operator belongs here, or nothing, at `2`
        rates(up[5m]) | PromQL has no function `rates`, and `rate` is near, at `rates(up[5m])`
        up{job="a} | this text has no closing quote, at `"a}`
        up{job="a\.b"} | PromQL has no such escape; a backslash of a regular expression is written twice in quotes, at `\.b"}`
        up{job=~"("} | this is no regular expression, at `"("}`
        up{job=a} | a text in quotes belongs here, at `a}`
        up{}[5m] | series or a number are needed, and this gives series over a time, at `up{}[5m]`
        up[5 minutes] | a length of time such as `5m` belongs here, at `5 minutes]`
        {job=~".*"} | at least one label must be something else than an empty text, at `{job=~".*"}`
        1 > 2 | two numbers are compared with `bool`, at `> 2`
        "up" | series or a number are needed, and this gives a text, at `"up"`
        up and 1 | on both sides must be series, at `and 1`
        up + bool up | `bool` belongs to comparisons alone, at `+ bool up`
        up + on (job) 1 | labels are matched between series alone, at `+ on (job) 1`
        up and on (job) group_left up | `and`, `or` and `unless` take no `group_left` or `group_right`, at `and on (job) group_left …`
        topk(up) | `topk` takes a number and series, at `topk(up)`
        topk("a", up) | `topk` takes a number and series, at `topk("a", up)`
        round() | `round` takes series, then a number, the last of which may be left out, at `round()`
        up = 1 | an operator belongs here, or nothing, at `= 1`
        up offset | a length of time such as `5m` or a sign belongs here, at its end
        up & up | PromQL has no such sign, at `& up`
        sum by (1) (up) | the name of a label belongs here, at `1) (up)`
        "#);
    }

    #[test]
    fn what_is_nested_too_deep_or_too_long_is_refused_and_nothing_overflows() {
        for text in [
            format!("{}1{}", "(".repeat(2000), ")".repeat(2000)),
            format!("{}1", "-".repeat(4000)),
            format!("{}up{}", "abs(".repeat(800), ")".repeat(800)),
            vec!["up"; 1500].join(" or "),
            vec!["1"; 2000].join("^"),
            format!("up{}", "[1m:1m]".repeat(500)),
        ] {
            assert!(read(&text).is_err(), "{}", &text[..20]);
        }
        assert!(read(&vec!["up"; 200].join(" or ")).is_ok());
    }

    #[test]
    fn selections_are_returned_from_left_to_right() {
        let query = read("sum(rate(a[5m])) / on () b{x!=\"y\"} > topk(3, c)").unwrap();
        let names: Vec<_> = query
            .selectors()
            .iter()
            .map(|it| it.metric.clone().unwrap())
            .collect();
        assert_eq!(names, ["a", "b", "c"]);
    }
}

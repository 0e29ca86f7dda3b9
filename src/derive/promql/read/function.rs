//! The functions of PromQL (Prometheus: `promql/parser/functions.go`; those that are experimental
//! need a flag of Prometheus and are not among them).

use super::kind::Kind::{self, Range, Scalar, Text, Vector};

/// A function: what it takes and what it gives.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it takes, in order.
    pub takes: &'static [Kind],
    /// How many of these may be left out at the end.
    pub optional: usize,
    /// Whether the last one may stand any number of times, none included.
    pub repeats: bool,
    /// What it gives.
    pub gives: Kind,
}

const fn function(name: &'static str, takes: &'static [Kind], gives: Kind) -> Function {
    Function {
        name,
        takes,
        optional: 0,
        repeats: false,
        gives,
    }
}

const fn last_optional(name: &'static str, takes: &'static [Kind]) -> Function {
    Function {
        optional: 1,
        ..function(name, takes, Vector)
    }
}

const fn last_repeats(name: &'static str, takes: &'static [Kind]) -> Function {
    Function {
        repeats: true,
        ..function(name, takes, Vector)
    }
}

const fn of_series(name: &'static str) -> Function {
    function(name, &[Vector], Vector)
}

const fn of_range(name: &'static str) -> Function {
    function(name, &[Range], Vector)
}

/// Every function by name.
pub const ALL: &[Function] = &[
    of_series("abs"),
    of_series("absent"),
    of_range("absent_over_time"),
    of_series("acos"),
    of_series("acosh"),
    of_series("asin"),
    of_series("asinh"),
    of_series("atan"),
    of_series("atanh"),
    of_range("avg_over_time"),
    of_series("ceil"),
    of_range("changes"),
    function("clamp", &[Vector, Scalar, Scalar], Vector),
    function("clamp_max", &[Vector, Scalar], Vector),
    function("clamp_min", &[Vector, Scalar], Vector),
    of_series("cos"),
    of_series("cosh"),
    of_range("count_over_time"),
    last_optional("day_of_month", &[Vector]),
    last_optional("day_of_week", &[Vector]),
    last_optional("day_of_year", &[Vector]),
    last_optional("days_in_month", &[Vector]),
    of_series("deg"),
    of_range("delta"),
    of_range("deriv"),
    of_series("exp"),
    of_series("floor"),
    of_series("histogram_avg"),
    of_series("histogram_count"),
    function("histogram_fraction", &[Scalar, Scalar, Vector], Vector),
    function("histogram_quantile", &[Scalar, Vector], Vector),
    of_series("histogram_stddev"),
    of_series("histogram_stdvar"),
    of_series("histogram_sum"),
    function("holt_winters", &[Range, Scalar, Scalar], Vector),
    last_optional("hour", &[Vector]),
    of_range("idelta"),
    of_range("increase"),
    of_range("irate"),
    last_repeats("label_join", &[Vector, Text, Text, Text]),
    function("label_replace", &[Vector, Text, Text, Text, Text], Vector),
    of_range("last_over_time"),
    of_series("ln"),
    of_series("log10"),
    of_series("log2"),
    of_range("max_over_time"),
    of_range("min_over_time"),
    last_optional("minute", &[Vector]),
    last_optional("month", &[Vector]),
    function("pi", &[], Scalar),
    function("predict_linear", &[Range, Scalar], Vector),
    of_range("present_over_time"),
    function("quantile_over_time", &[Scalar, Range], Vector),
    of_series("rad"),
    of_range("rate"),
    of_range("resets"),
    last_optional("round", &[Vector, Scalar]),
    function("scalar", &[Vector], Scalar),
    of_series("sgn"),
    of_series("sin"),
    of_series("sinh"),
    of_series("sort"),
    of_series("sort_desc"),
    of_series("sqrt"),
    of_range("stddev_over_time"),
    of_range("stdvar_over_time"),
    of_range("sum_over_time"),
    of_series("tan"),
    of_series("tanh"),
    function("time", &[], Scalar),
    of_series("timestamp"),
    function("vector", &[Scalar], Vector),
    last_optional("year", &[Vector]),
];

/// Returns a function by its name.
pub fn find(name: &str) -> Option<&'static Function> {
    ALL.iter().find(|function| function.name == name)
}

/// Returns what an operator that puts series together takes first; `None` if there is none of
/// that name.
pub fn aggregation(name: &str) -> Option<(&'static str, Option<Kind>)> {
    const PLAIN: [&str; 8] = [
        "avg", "count", "group", "max", "min", "stddev", "stdvar", "sum",
    ];
    const NUMBERED: [&str; 3] = ["bottomk", "quantile", "topk"];
    let name = name.to_ascii_lowercase();
    let known = |names: &[&'static str]| names.iter().copied().find(|known| *known == name);
    known(&PLAIN)
        .map(|name| (name, None))
        .or_else(|| known(&NUMBERED).map(|name| (name, Some(Scalar))))
        .or_else(|| known(&["count_values"]).map(|name| (name, Some(Text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_stand_in_the_order_of_their_names() {
        assert!(ALL.is_sorted_by_key(|function| function.name));
    }
}

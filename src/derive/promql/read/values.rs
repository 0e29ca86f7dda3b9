//! Whether the condition of an expression can hold, and whether it can fail to.
//!
//! What is known of values is what Prometheus itself guarantees: `up` is 0 or 1, a rate is never
//! negative, a count is never 0. Of everything else nothing is assumed.

use super::{Binary, Query};

/// What becomes of an alert whatever the series say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It fires as long as its series are there.
    Always,
    /// It fires as long as its series are there, because a comparison gives 0 or 1.
    AlwaysByBool,
    /// It never fires, because a comparison never holds.
    Never(String),
}

/// The lowest and the highest value.
type Values = (f64, f64);

const ANY: Values = (f64::NEG_INFINITY, f64::INFINITY);
const NOT_NEGATIVE: Values = (0.0, f64::INFINITY);
const AT_LEAST_ONE: Values = (1.0, f64::INFINITY);
const ONE: Values = (1.0, 1.0);

/// Returns what becomes of an alert with this condition whatever its series say; `None` where it
/// depends on them, or where it asks for no series and so is meant to fire always.
#[must_use]
pub fn verdict(query: &Query) -> Option<Verdict> {
    if let Some(reason) = never(query) {
        return Some(Verdict::Never(reason));
    }
    let asks = !query.selectors().is_empty();
    (asks && always(query)).then(|| {
        if has_bool(query) {
            Verdict::AlwaysByBool
        } else {
            Verdict::Always
        }
    })
}

fn has_bool(query: &Query) -> bool {
    let here = matches!(query, Query::Binary(binary) if binary.bool);
    here || query.parts().into_iter().any(has_bool)
}

/// Returns why nothing is ever left of an expression.
fn never(query: &Query) -> Option<String> {
    match query {
        Query::Call(function, _) if function.name.starts_with("absent") => None,
        Query::Binary(binary) => match binary.operator {
            "or" => never(&binary.left).and_then(|_| never(&binary.right)),
            "unless" => never(&binary.left),
            _ => binary
                .never()
                .or_else(|| never(&binary.left))
                .or_else(|| never(&binary.right)),
        },
        _ => query.parts().into_iter().find_map(never),
    }
}

/// Returns whether something is left of an expression as long as its series are there.
fn always(query: &Query) -> bool {
    match query {
        Query::Call(function, _) if function.name.starts_with("absent") => false,
        Query::Binary(binary) => {
            let (left, right) = (always(&binary.left), always(&binary.right));
            match binary.operator {
                "or" => left || right,
                "unless" => false,
                _ => left && right && binary.leaves_nothing_out(),
            }
        }
        _ => query.parts().into_iter().all(always),
    }
}

impl Binary {
    fn filters(&self) -> bool {
        let comparison = matches!(self.operator, "==" | "!=" | "<" | "<=" | ">" | ">=");
        comparison && !self.bool
    }

    fn never(&self) -> Option<String> {
        let (left, right) = (values(&self.left), values(&self.right));
        let holds = could_hold(self.operator, left, right);
        (self.filters() && !holds).then(|| match (&self.left, &self.right) {
            (Query::Number(number), _) => {
                format!(
                    "`{number} {}` never holds of {}",
                    self.operator,
                    told(right)
                )
            }
            (_, Query::Number(number)) => {
                format!("`{} {number}` never holds of {}", self.operator, told(left))
            }
            _ => format!(
                "{} and {} never compare so (`{}`)",
                told(left),
                told(right),
                self.operator
            ),
        })
    }

    fn leaves_nothing_out(&self) -> bool {
        let opposite = match self.operator {
            "==" => "!=",
            "!=" => "==",
            "<" => ">=",
            "<=" => ">",
            ">" => "<=",
            ">=" => "<",
            _ => return true,
        };
        self.bool || !could_hold(opposite, values(&self.left), values(&self.right))
    }
}

fn told((low, high): Values) -> String {
    if low.total_cmp(&high).is_eq() {
        return format!("{low}");
    }
    match (low.is_finite(), high.is_finite()) {
        (true, true) => format!("what is between {low} and {high}"),
        (true, false) => format!("what is {low} or more"),
        (false, true) => format!("what is {high} or less"),
        (false, false) => "anything".to_owned(),
    }
}

/// Returns whether some values of both sides compare so.
fn could_hold(operator: &str, left: Values, right: Values) -> bool {
    match operator {
        "==" => left.0 <= right.1 && right.0 <= left.1,
        "!=" => !(left.0 >= right.1 && left.1 <= right.0),
        "<" => left.0 < right.1,
        "<=" => left.0 <= right.1,
        ">" => left.1 > right.0,
        ">=" => left.1 >= right.0,
        _ => true,
    }
}

/// Returns the values that the series of an expression can have.
fn values(query: &Query) -> Values {
    match query {
        Query::Number(number) => (*number, *number),
        Query::Selector(selector) if selector.metric.as_deref() == Some("up") => (0.0, 1.0),
        Query::Selector(_) | Query::Text(_) => ANY,
        Query::Subquery(of) => values(of),
        Query::Negative(of) => {
            let (low, high) = values(of);
            // No value is minus zero, which people do not write.
            (0.0 - high, 0.0 - low)
        }
        Query::Aggregate { operator, of, .. } => of_aggregate(operator, values(of)),
        Query::Call(function, arguments) => of_call(function.name, arguments),
        Query::Binary(binary) => of_binary(binary),
    }
}

fn of_aggregate(operator: &str, of: Values) -> Values {
    match operator {
        "avg" | "bottomk" | "max" | "min" | "quantile" | "topk" => of,
        "count" | "count_values" => AT_LEAST_ONE,
        "group" => ONE,
        "stddev" | "stdvar" => NOT_NEGATIVE,
        "sum" if of.0 >= 0.0 => (of.0, f64::INFINITY),
        _ => ANY,
    }
}

fn of_call(name: &str, arguments: &[Query]) -> Values {
    let first = || arguments.first().map_or(ANY, values);
    match name {
        "absent" | "absent_over_time" | "present_over_time" => ONE,
        "avg_over_time" | "last_over_time" | "max_over_time" | "min_over_time" | "vector" => {
            first()
        }
        "count_over_time" => AT_LEAST_ONE,
        "abs" | "changes" | "increase" | "irate" | "rate" | "resets" => NOT_NEGATIVE,
        _ => ANY,
    }
}

fn of_binary(binary: &Binary) -> Values {
    let (left, right) = (values(&binary.left), values(&binary.right));
    match binary.operator {
        "or" => (left.0.min(right.0), left.1.max(right.1)),
        "and" | "unless" => left,
        "*" | "/" => of_scaled(binary.operator, left, right),
        _ if binary.bool => (0.0, 1.0),
        // What a comparison leaves are the values of the series, not those of a number.
        _ if binary.filters() => match binary.left {
            Query::Number(_) => right,
            _ => left,
        },
        _ => ANY,
    }
}

/// A number of times what is known of series, as in percentages.
fn of_scaled(operator: &str, left: Values, right: Values) -> Values {
    let positive =
        |(low, high): Values| low > 0.0 && low.total_cmp(&high).is_eq() && low.is_finite();
    match (operator, positive(left), positive(right)) {
        ("*", _, true) => (left.0 * right.0, left.1 * right.0),
        ("*", true, _) => (right.0 * left.0, right.1 * left.0),
        ("/", _, true) => (left.0 / right.0, left.1 / right.0),
        _ => ANY,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::read, *};

    fn said(text: &str) -> String {
        let verdict = verdict(&read(text).unwrap());
        verdict.map_or_else(|| "depends".to_owned(), |it| format!("{it:?}"))
    }

    #[test]
    fn what_always_or_never_holds_is_told() {
        let expressions = [
            "up",
            "up == 0",
            "up == 2",
            "up < 0",
            "up >= 0",
            "up == bool 0",
            "kafka_consumergroup_lag",
            "kafka_consumergroup_lag > bool 1000",
            "(kafka_consumergroup_lag > bool 1000) == 1",
            "sum by (topic) (kafka_consumergroup_lag)",
            "sum by (topic) (kafka_consumergroup_lag > 5)",
            "count(up == 1) == 0",
            "count(up == 1) < 3",
            "count(up) or vector(0)",
            "absent(up)",
            "absent(up) == 0",
            "absent(up > 5)",
            "rate(a[5m]) < 0",
            "rate(a[5m]) >= 0",
            "sum(rate(a[5m])) > 0",
            "avg(up) * 100 < 50",
            "avg(up) * 100 > 100",
            "2 < up",
            "up unless a",
            "up and a > 5",
            "a and b",
            "a > 5 or b",
            "up > 1 or up == 0",
            "max_over_time(up[5m]) > 1",
            "-up > 0",
            "vector(1)",
            "time() > bool 5",
            "predict_linear(a[6h], 3600) < 0",
            "a != a",
            "histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m]))) > 1",
        ];
        let said: Vec<String> = expressions
            .iter()
            .map(|text| format!("{text} | {}", said(text)))
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r#"
        up | Always
        up == 0 | depends
        up == 2 | Never("`== 2` never holds of what is between 0 and 1")
        up < 0 | Never("`< 0` never holds of what is between 0 and 1")
        up >= 0 | Always
        up == bool 0 | AlwaysByBool
        kafka_consumergroup_lag | Always
        kafka_consumergroup_lag > bool 1000 | AlwaysByBool
        (kafka_consumergroup_lag > bool 1000) == 1 | depends
        sum by (topic) (kafka_consumergroup_lag) | Always
        sum by (topic) (kafka_consumergroup_lag > 5) | depends
        count(up == 1) == 0 | Never("`== 0` never holds of what is 1 or more")
        count(up == 1) < 3 | depends
        count(up) or vector(0) | Always
        absent(up) | depends
        absent(up) == 0 | Never("`== 0` never holds of 1")
        absent(up > 5) | depends
        rate(a[5m]) < 0 | Never("`< 0` never holds of what is 0 or more")
        rate(a[5m]) >= 0 | Always
        sum(rate(a[5m])) > 0 | depends
        avg(up) * 100 < 50 | depends
        avg(up) * 100 > 100 | Never("`> 100` never holds of what is between 0 and 100")
        2 < up | Never("`2 <` never holds of what is between 0 and 1")
        up unless a | depends
        up and a > 5 | depends
        a and b | Always
        a > 5 or b | Always
        up > 1 or up == 0 | depends
        max_over_time(up[5m]) > 1 | Never("`> 1` never holds of what is between 0 and 1")
        -up > 0 | Never("`> 0` never holds of what is between -1 and 0")
        vector(1) | depends
        time() > bool 5 | depends
        predict_linear(a[6h], 3600) < 0 | depends
        a != a | depends
        histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m]))) > 1 | depends
        "#);
    }
}

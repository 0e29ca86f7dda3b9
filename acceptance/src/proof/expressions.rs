//! The metrics that the expressions of alerts and dashboards name.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::manifest::Object;

/// Returns the metrics that `objects` name and that begin with one of `prefixes`.
pub(super) fn names(objects: &[Object], prefixes: &[&str]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for object in objects {
        match object.kind() {
            "PrometheusRule" => collect(&object.value()["spec"], prefixes, &mut names),
            "ConfigMap" => {
                let files = object.value()["data"].as_object().into_iter().flatten();
                for (_, text) in files {
                    let dashboard = text
                        .as_str()
                        .and_then(|text| serde_json::from_str(text).ok());
                    collect(&dashboard.unwrap_or(Value::Null), prefixes, &mut names);
                }
            }
            _ => {}
        }
    }
    names
}

/// Collects the names in every `expr` below `value`.
fn collect(value: &Value, prefixes: &[&str], names: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(expression) = value["expr"].as_str() {
                names.extend(in_expression(expression, prefixes));
            }
            fields
                .values()
                .for_each(|field| collect(field, prefixes, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, prefixes, names)),
        _ => {}
    }
}

fn in_expression(expression: &str, prefixes: &[&str]) -> impl Iterator<Item = String> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let words = expression.split(move |letter| !is_part(letter));
    words
        .filter(|word| prefixes.iter().any(|prefix| word.starts_with(prefix)))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_metrics_that_begin_so_are_collected() {
        let expression = "rate(kafka_server_a_total{x=\"kafka\"}[5m]) / kafka_topic_partitions";
        let names: Vec<_> = in_expression(expression, &["kafka_server_"]).collect();
        assert_eq!(names, ["kafka_server_a_total"]);
    }
}

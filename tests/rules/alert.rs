//! Alerts that people write themselves.

use crate::deployment::{found, passes};

/// An alert on a condition, with more of `monitoring`.
fn on(expr: &str, more: &str) -> String {
    let expr = serde_json::to_string(expr).unwrap();
    format!(
        "monitoring: {{owner: a, {more} alerts: {{Mine: {{expr: {expr}, for: 5m, severity: warning, summary: A}}}}}}"
    )
}

const LAG: &str = "sum by (topic) (kafka_consumergroup_lag) > 5";

#[test]
fn promql() {
    let rule = "monitoring/promql";
    insta::assert_snapshot!(found(rule, &on("sum by (topic (kafka_consumergroup_lag)) > 5", "")), @r"
        error monitoring/promql at monitoring.alerts.Mine.expr
          Prometheus can't read the condition of the alert `Mine`: `)` belongs here, at `(kafka_consumergroup_lag…`
          dropped
          help: correct it there; until then no other alert of this deployment is loaded either
        ");
    insta::assert_snapshot!(found(rule, &on("rate(up) > 5", "")), @r"
        error monitoring/promql at monitoring.alerts.Mine.expr
          Prometheus can't read the condition of the alert `Mine`: `rate` takes series over a time, at `rate(up) > 5`
          dropped
          help: correct it there; until then no other alert of this deployment is loaded either
        ");
    insta::assert_snapshot!(found(rule, &on("up[5m]", "")), @r"
        error monitoring/promql at monitoring.alerts.Mine.expr
          Prometheus can't read the condition of the alert `Mine`: series or a number are needed, and this gives series over a time, at `up[5m]`
          dropped
          help: correct it there; until then no other alert of this deployment is loaded either
        ");
    passes(rule, &on(LAG, ""));
    passes(
        rule,
        &on(
            "sum(kafka_consumergroup_lag) by (topic) # each topic\n  > 5",
            "",
        ),
    );
    passes(rule, "monitoring: {owner: a}");
    let nested = |deep: usize| format!("{}up{} == 0", "(".repeat(deep), ")".repeat(deep));
    insta::assert_snapshot!(found(rule, &on(&nested(70), "")), @r"
        error monitoring/promql at monitoring.alerts.Mine.expr
          the condition of the alert `Mine` can't be judged: this is nested more than 64 deep
          help: make a recording rule of a part of it
        ");
    passes(rule, &on(&nested(60), ""));
}

#[test]
fn unknown_metric_of_ones_own() {
    let rule = "monitoring/unknown-metric";
    insta::assert_snapshot!(found(rule, &on("kafka_consumer_lag > 5", "")), @r"
        warning monitoring/unknown-metric at monitoring.alerts.Mine.expr
          the alert `Mine` asks for `kafka_consumer_lag`, which no exporter of this deployment is known to write
          ignored
          help: did you mean `kafka_consumergroup_lag`?
        ");
    insta::assert_snapshot!(found(rule, &on("http_requests_total > 5", "")), @r"
        warning monitoring/unknown-metric at monitoring.alerts.Mine.expr
          the alert `Mine` asks for `http_requests_total`, which no exporter of this deployment is known to write
          ignored
          help: if something else writes it, say what under `monitoring.otherMetrics.http_requests_total`
        ");
    let off = format!("{}\ncluster: {{kafkaExporter: null}}", on(LAG, ""));
    insta::assert_snapshot!(found(rule, &off), @r"
        warning monitoring/unknown-metric at monitoring.alerts.Mine.expr
          the alert `Mine` asks for `kafka_consumergroup_lag`, and Prometheus reads nothing from the Kafka Exporter
          ignored
          help: switch it on, or say under `monitoring.otherMetrics` what else writes it
        ");
    insta::assert_snapshot!(
        found(rule, &on("sum by (group) (kafka_consumergroup_lag{group=\"a\"}) > 5", "")), @r"
        warning monitoring/unknown-metric at monitoring.alerts.Mine.expr
          the alert `Mine` asks for the label `group`, which `kafka_consumergroup_lag` lacks
          ignored
          help: ask for a label that it has; those that were put together by others are gone
        ");
    insta::assert_snapshot!(
        found(rule, &on("sum by (topic) (sum by (consumergroup) (kafka_consumergroup_lag)) > 5", "")), @r"
        warning monitoring/unknown-metric at monitoring.alerts.Mine.expr
          the alert `Mine` asks for the label `topic`, which `kafka_consumergroup_lag` lacks
          ignored
          help: ask for a label that it has; those that were put together by others are gone
        ");
    insta::assert_snapshot!(
        found(rule, &on("up * on (pod) group_left (colour) up > 5", "")), @r"
        warning monitoring/unknown-metric at monitoring.alerts.Mine.expr
          the alert `Mine` asks for the label `colour`, which `up` lacks
          ignored
          help: ask for a label that it has; those that were put together by others are gone
        ");
    passes(
        rule,
        &on(
            "http_requests_total{colour=\"red\"} > 5",
            "otherMetrics: {http_requests_total: the shop},",
        ),
    );
    passes(rule, &on("{__name__=~\"http_.*\"} > 5", ""));
    passes(
        rule,
        &on(
            "sum by (topic) (kafka_consumergroup_lag{consumergroup=\"a\"}) > 5",
            "",
        ),
    );
    passes(
        rule,
        &on(
            "sum without (topic) (rate(kafka_topic_partition_current_offset[5m])) > 5",
            "",
        ),
    );
    passes(
        rule,
        &on(
            "count by (strimzi_io_pool_name) (up{job=\"kafka\"} == 1) < 2",
            "",
        ),
    );
    passes(rule, &on("ALERTS{alertname=\"A\"} > 0", ""));
    passes(rule, &on("jvm_memory_used_bytes > 5", ""));
}

#[test]
fn condition() {
    let rule = "monitoring/condition";
    insta::assert_snapshot!(found(rule, &on("kafka_consumergroup_lag", "")), @r"
        warning monitoring/condition at monitoring.alerts.Mine.expr
          the alert `Mine` fires as long as its series are there
          help: compare it with a limit, such as `> 1000`
        ");
    insta::assert_snapshot!(found(rule, &on("up == bool 0", "")), @r"
        warning monitoring/condition at monitoring.alerts.Mine.expr
          the alert `Mine` fires as long as its series are there: `bool` gives 0 or 1, and both fire
          help: compare without `bool`
        ");
    insta::assert_snapshot!(found(rule, &on("count(up == 1) == 0", "")), @r"
        warning monitoring/condition at monitoring.alerts.Mine.expr
          the alert `Mine` never fires: `== 0` never holds of what is 1 or more
          ignored
          help: write a limit that can be reached; what is not there is found by `absent(…)`
        ");
    passes(rule, &on("count(up == 1) == 1", ""));
    passes(rule, &on("absent(up == 1)", ""));
    passes(rule, &on("vector(1)", ""));
    passes(rule, &on("up == 0", ""));
    passes(rule, &on("up[", ""));
}

#[test]
fn alert_twice() {
    let rule = "monitoring/alert-twice";
    let named = |name: &str| on(LAG, "").replace("Mine", name);
    insta::assert_snapshot!(found(rule, &named("HighconsumerLag")), @r"
        error monitoring/alert-twice at monitoring.alerts.HighconsumerLag
          the alert `HighconsumerLag` has the name of another one that follows from the model
          help: give it another name
        ");
    passes(rule, &named("HighConsumerLags"));
    // What is switched off leaves its name free.
    let off = format!(
        "{}\ncluster: {{kafkaExporter: null}}",
        named("HighConsumerLag")
    );
    passes(rule, &off);
    let twice = on(LAG, "").replace(
        "{Mine:",
        "{MINE: {expr: up == 0, for: 5m, severity: info, summary: A}, Mine:",
    );
    insta::assert_snapshot!(found(rule, &twice), @r"
        error monitoring/alert-twice at monitoring.alerts.Mine
          the alert `Mine` has the name of another one of your own
          help: give it another name
        ");
}

#[test]
fn alert_text() {
    let rule = "monitoring/alert-text";
    let says = |text: &str| {
        let text = serde_json::to_string(text).unwrap();
        on(LAG, "").replace(
            "summary: A",
            &format!("summary: {text}, description: {text}"),
        )
    };
    insta::assert_snapshot!(found(rule, &says("{{ $labels.topic } is behind")), @r"
        error monitoring/alert-text at monitoring.alerts.Mine.summary
          the summary of the alert `Mine` has `{{` without `}}` behind it, so Prometheus refuses its rule
          dropped
          help: write `{{ $value }}` and `{{ $labels.topic }}`, each with both pairs of brackets
        error monitoring/alert-text at monitoring.alerts.Mine.description
          the description of the alert `Mine` has `{{` without `}}` behind it, so Prometheus refuses its rule
          dropped
          help: write `{{ $value }}` and `{{ $labels.topic }}`, each with both pairs of brackets
        ");
    insta::assert_snapshot!(found(rule, &says("{{ $labels.pod }} is behind")), @r"
        warning monitoring/alert-text at monitoring.alerts.Mine.summary
          the summary of the alert `Mine` names the label `pod`, which the alert does not have
          ignored
          help: it has `topic`
        warning monitoring/alert-text at monitoring.alerts.Mine.description
          the description of the alert `Mine` names the label `pod`, which the alert does not have
          ignored
          help: it has `topic`
        ");
    let one = on(LAG, "").replace("summary: A", "summary: '{{ $labels.consumer_group }}'");
    insta::assert_snapshot!(found(rule, &one), @"
    warning monitoring/alert-text at monitoring.alerts.Mine.summary
      the summary of the alert `Mine` names the label `consumer_group`, which the alert does not have
      ignored
      help: it has `topic`
    ");
    insta::assert_snapshot!(found(rule, &says("{{ $topic }} is behind")), @r"
        error monitoring/alert-text at monitoring.alerts.Mine.summary
          the summary of the alert `Mine` has a variable that is none of `$labels`, `$value`, `$externalLabels` and `$externalURL`, so Prometheus refuses its rule
          dropped
          help: write `{{ $value }}` and `{{ $labels.topic }}`, each with both pairs of brackets
        error monitoring/alert-text at monitoring.alerts.Mine.description
          the description of the alert `Mine` has a variable that is none of `$labels`, `$value`, `$externalLabels` and `$externalURL`, so Prometheus refuses its rule
          dropped
          help: write `{{ $value }}` and `{{ $labels.topic }}`, each with both pairs of brackets
        ");
    passes(
        rule,
        &says("{{ $labels.topic }} is {{ $value | humanize }} behind"),
    );
    passes(
        rule,
        &says(
            "{{ printf \"%.2f\" $value }} {{ with query \"up\" }}{{ . | first | value }}{{ end }}",
        ),
    );
    passes(
        rule,
        &says(
            "{{ range $at, $one := query \"up\" }}{{ $at }} {{ $one.Value }}{{ end }}{{ $a_b := 1 }}{{ $a_b }}",
        ),
    );
    passes(rule, &says("no template }} at all"));
    let none = on("sum(kafka_consumergroup_lag) > 5", "")
        .replace("summary: A", "summary: '{{ $labels.topic }}'");
    insta::assert_snapshot!(found(rule, &none), @r"
        warning monitoring/alert-text at monitoring.alerts.Mine.summary
          the summary of the alert `Mine` names the label `topic`, which the alert does not have
          ignored
          help: it has no labels: keep some with `by (…)`
        ");
}

#[test]
fn an_alert_that_fires_at_once() {
    let rule = "monitoring/limit";
    let after = |hold: &str| on(LAG, "").replace("for: 5m", &format!("for: {hold}"));
    insta::assert_snapshot!(found(rule, &after("0s")), @r"
        advice monitoring/limit at monitoring.alerts.Mine.for
          the alert `Mine` fires at once, also for what is over a moment later
          help: write how long it must hold, such as `for: 5m`
        ");
    passes(rule, &after("1s"));
}

//! Alerts and dashboards: they ask only for what somebody writes, and say what people need.

mod fixture;

use std::collections::BTreeSet;

use fixture::{OWN_KAFKA, components, deployment, objects, operator};
use kafka_blueprint::{
    catalog::crd,
    derive::{
        alert::{self, Alert},
        dashboard, flow,
        promql::Expr,
        rehearsal, series,
    },
    document::runbooks,
    emit::yaml,
    finding::Finding,
    model::Deployment,
    render, rules,
};

fn deployments() -> Vec<Deployment> {
    let separate = "
cluster:
  nodePools:
    dual-role: {roles: [broker]}
    controllers:
      roles: [controller]
      replicas: 3
      storage: {volumes: {0: {size: 1Gi}}}
      resources: {memory: 1Gi, cpu: 200m}
";
    let mut all: Vec<Deployment> = ["dev", "staging", "prod"]
        .map(|environment| deployment(environment, &[]))
        .into();
    all.push(deployment(
        "prod",
        &[&operator("1.2.0"), OWN_KAFKA, separate],
    ));
    all
}

fn alerts(deployment: &Deployment) -> Vec<Alert> {
    let groups = alert::all(deployment).into_iter();
    groups.flat_map(|group| group.alerts).collect()
}

#[test]
fn every_metric_and_label_of_rules_and_dashboards_is_written_by_somebody() {
    for deployment in deployments() {
        let running = series::running(&deployment);
        let known = |expr: &Expr| expr.labels(running).map(|_| ());
        for alert in alerts(&deployment) {
            assert_eq!(known(&alert.expr), Ok(()), "{}", alert.name);
        }
        for dashboard in dashboard::all(&deployment) {
            for panel in dashboard.panels {
                for query in panel.queries {
                    assert_eq!(known(&query.expr), Ok(()), "{}", panel.title);
                }
            }
        }
    }
}

#[test]
fn what_people_read_names_labels_that_the_alert_has() {
    for deployment in deployments() {
        let running = series::running(&deployment);
        for alert in alerts(&deployment) {
            let labels = alert.expr.labels(running).unwrap();
            for text in [&alert.summary, &alert.description] {
                for part in text.split("$labels.").skip(1) {
                    let name: String = part
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                        .collect();
                    assert!(labels.contains(&name), "{}: {name}", alert.name);
                }
            }
        }
        for panel in dashboard::all(&deployment)
            .into_iter()
            .flat_map(|it| it.panels)
        {
            for query in panel.queries {
                let labels = query.expr.labels(running).unwrap();
                for part in query.legend.split("{{").skip(1) {
                    let name = part.split("}}").next().unwrap();
                    assert!(labels.contains(name), "{}: {name}", panel.title);
                }
            }
        }
    }
}

#[test]
fn every_alert_is_rehearsed() {
    for deployment in deployments() {
        let fired: BTreeSet<&str> = rehearsal::all(&deployment)
            .iter()
            .flat_map(|rehearsal| &rehearsal.checks)
            .filter(|check| !check.firing.is_empty())
            .map(|check| check.alert)
            .collect();
        let all: BTreeSet<&str> = alerts(&deployment).iter().map(|alert| alert.name).collect();
        assert_eq!(fired, all);
    }
}

#[test]
fn alerts_of_one_name_differ_in_their_labels() {
    for deployment in deployments() {
        let mut seen = BTreeSet::new();
        for alert in alerts(&deployment) {
            let labels = alert.labels();
            assert!(seen.insert((alert.name, labels)), "{}", alert.name);
        }
    }
}

#[test]
fn each_consumer_has_a_limit_of_its_own() {
    let limited = "applications: {task-analytics-consumer: {lagLimit: 77}}";
    let deployment = deployment("prod", &[limited]);
    let limits: Vec<String> = alerts(&deployment)
        .iter()
        .filter(|alert| alert.name == "HighConsumerLag")
        .map(|alert| format!("{} {}", alert.owner, alert.expr))
        .collect();
    insta::assert_snapshot!(limits.join("\n"));
}

#[test]
fn the_seeds_alerts_keep_their_names_times_and_severities() {
    let deployment = deployment("prod", &[]);
    // Only the form differs: the seed's expressions ask for a job and a metric that nobody writes.
    let of = |name: &str| {
        let alert = alerts(&deployment)
            .into_iter()
            .find(|it| it.name == name)
            .unwrap();
        format!("{} for {}, {}", alert.expr, alert.hold, alert.severity)
    };
    insta::assert_snapshot!(of("KafkaBrokerDown"), @r#"
    min by (job, namespace, pod) (up{namespace="kafka", job="kafka", strimzi_io_cluster="todo-chatbot-kafka", strimzi_io_broker_role="true"}) == 0
    or absent(up{namespace="kafka", job="kafka", pod="todo-chatbot-kafka-dual-role-0"})
    or absent(up{namespace="kafka", job="kafka", pod="todo-chatbot-kafka-dual-role-1"})
    or absent(up{namespace="kafka", job="kafka", pod="todo-chatbot-kafka-dual-role-2"}) for 5m, critical
    "#);
    assert!(of("HighConsumerLag").ends_with("> 1000 for 2m, warning"));
}

#[test]
fn monitors_and_rules_with_the_newest_operator() {
    let layers = [
        "applications: {task-analytics-consumer: {workload: {image: registry.example.com/a:1}}}",
        "operator: {namespace: strimzi, watch: {namespaces: [kafka]}}",
        OWN_KAFKA,
        &operator("1.2.0"),
    ];
    let mut monitoring = objects(&components("prod", &layers));
    monitoring.retain(|object| object.id().group == "monitoring.coreos.com");
    insta::assert_snapshot!(yaml::documents("", &monitoring));
}

#[test]
fn prometheus_operator_accepts_every_object() {
    let running =
        "applications: {task-analytics-consumer: {workload: {image: registry.example.com/a:1}}}";
    let mut checked = 0;
    for environment in ["dev", "staging", "prod"] {
        for object in objects(&components(environment, &[running])) {
            if object.id().group == "monitoring.coreos.com" {
                let schema = crd::monitoring_schema(&object.id().kind).unwrap();
                let problems: Vec<String> = schema
                    .validate(object.value())
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                assert_eq!(problems, [""; 0], "{}", object.id());
                checked += 1;
            }
        }
    }
    assert!(checked > 9);
}

#[test]
fn dashboards_stay_below_what_an_annotation_can_hold() {
    for environment in ["dev", "prod"] {
        for object in objects(&components(environment, &[])) {
            if object.id().name.contains("-dashboard-") {
                assert!(
                    object.value().to_string().len() < 200 * 1024,
                    "{}",
                    object.id()
                );
            }
        }
    }
}

#[test]
fn alerts_of_ones_own_are_rendered_with_their_runbooks() {
    let own = "
monitoring:
  runbookBase: https://docs.example.com/runbooks
  otherMetrics: {http_requests_total: the shop}
  alerts:
    TopicStill:
      expr: |
        sum by (topic) (rate(kafka_topic_partition_current_offset[5m])) == 0
      for: 2h
      severity: info
      owner: shop
      summary: Nothing is written to {{ $labels.topic }}
      description: '{{ $labels.topic }} stands still at {{ $value | humanize }} <records>'
      steps: [Ask the shop., Look at `shop`.]
    ShopBusy: {expr: http_requests_total > 5, for: 5m, severity: warning, summary: Busy}
";
    let deployment = deployment("prod", &[own]);
    let found = rules::check(&deployment, None);
    let about = |finding: &&Finding| finding.rule.as_str().starts_with("monitoring/");
    assert_eq!(found.iter().find(about), None);
    let files = render::files(&deployment);
    let groups = files["monitoring/rules.yaml"]["groups"].as_array().unwrap();
    let group = groups.iter().find(|group| group["name"] == "own").unwrap();
    insta::assert_snapshot!(yaml::document("", group), @r#"
        name: own
        rules:
        - alert: ShopBusy
          annotations:
            runbook_url: https://docs.example.com/runbooks/ShopBusy.md
            summary: Busy
          expr: http_requests_total > 5
          for: 5m
          labels:
            owner: platform
            severity: warning
        - alert: TopicStill
          annotations:
            description: "{{ $labels.topic }} stands still at {{ $value | humanize }} <records>"
            runbook_url: https://docs.example.com/runbooks/TopicStill.md
            summary: Nothing is written to {{ $labels.topic }}
          expr: sum by (topic) (rate(kafka_topic_partition_current_offset[5m])) == 0
          for: 2h
          labels:
            owner: shop
            severity: info
        "#);
    let pages = runbooks(&deployment);
    insta::assert_snapshot!(pages["TopicStill.md"], @r"
        <!-- Generated from the model. Changes made here are lost. -->
        # TopicStill

        | | |
        |---|---|
        | severity | info |
        | fires after | 2h |
        | answers for it | shop |

        &lt;topic&gt; stands still at &lt;value&gt; &lt;records&gt;

        The condition:

        ```promql
        sum by (topic) (rate(kafka_topic_partition_current_offset[5m])) == 0
        ```

        ## Look

        Put the condition into Prometheus without its limit: the series that are left say what it is about, and their course says since when.

        ## Mend

        1. Ask the shop.
        2. Look at \`shop\`.
        ");
    assert!(pages["ShopBusy.md"].contains("Nobody has written down what to do"));
    assert!(pages["README.md"].contains("[TopicStill](TopicStill.md)"));
}

#[test]
fn nothing_is_rendered_where_nobody_monitors() {
    let deployment = deployment("prod", &["monitoring: null"]);
    assert!(alert::all(&deployment).is_empty());
    assert!(rehearsal::all(&deployment).is_empty());
    assert!(render::files(&deployment).is_empty());
    let prometheus = |flow: &flow::Flow| flow.from == flow::Party::Prometheus;
    assert!(!flow::all(&deployment).iter().any(prometheus));
}

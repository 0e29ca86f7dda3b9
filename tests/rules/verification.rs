//! The verification: what it tries, and whether it can come to anything.

use crate::deployment::{found, passes};

/// The base with a verification that says this more.
fn with(more: &str) -> String {
    format!("verification: {{listener: tls, schedule: 0 6 * * 1, {more}}}")
}

#[test]
fn report_topic() {
    let rule = "verification/report-topic";
    insta::assert_snapshot!(found(rule, &with("report: {topic: kafka-verification-reports}")), @r"
        error verification/report-topic at verification.report.topic
          the verification takes away every topic that begins with `kafka-verification-`, its reports in `kafka-verification-reports` too
          fails-later
          help: choose another name, such as `verification-reports`
        ");
    insta::assert_snapshot!(found(rule, &with("report: {topic: orders}")), @r"
        error verification/report-topic at verification.report.topic
          `orders` is a topic of the model, and reports would lie among its records
          fails-later
          help: choose another name, such as `verification-reports`
        ");
    let registry = "\nschemaRegistry: {listener: tls, name: keeper}";
    let journal = with("report: {topic: keeper-journal}") + registry;
    insta::assert_snapshot!(found(rule, &journal), @"
        error verification/report-topic at verification.report.topic
          `keeper-journal` is a topic that the schema registry keeps for itself
          fails-later
          help: choose another name, such as `verification-reports`
        ");
    passes(rule, &(with("report: {topic: keeper-reports}") + registry));
    let copies = |copies| {
        with(&format!(
            "report: {{topic: reports, topicReplicas: {copies}}}"
        ))
    };
    insta::assert_snapshot!(found(rule, &copies(4)), @"
        error verification/report-topic at verification.report.topicReplicas
          the topic of the reports has 4 copies, and the cluster has 3 brokers
          fails-later
          help: write at most 3
        ");
    passes(rule, &copies(3));
    passes(rule, &with("report: {topicReplicas: 4}"));
    passes(rule, &with("report: {topic: kafka-verification}"));
    passes(rule, &with("report: {topic: verification-reports}"));
}

#[test]
fn load() {
    let rule = "verification/load";
    let load = |more: &str| with(&format!("performance: {{thresholds: {{p99: 1s}}, {more}}}"));
    insta::assert_snapshot!(found(rule, &load("rate: 20000, recordSize: 100Ki, duration: 60s")), @r"
        error verification/load at verification.performance
          the load writes 120.1 GiB in all, and a check may write 2 GiB
          fails-later
          help: write a lower `rate`, a smaller `recordSize` or a shorter `duration`
        ");
    insta::assert_snapshot!(found(rule, &load("rate: 1, recordSize: 1Mi, duration: 999ms")), @r"
        error verification/load at verification.performance.recordSize
          a record of 1Mi is larger than a topic takes by itself
          fails-later
          help: write at most `900Ki`
        error verification/load at verification.performance.duration
          in 999ms no percentile can be told from chance
          fails-later
          help: write at least `1s`
        ");
    passes(rule, &load("rate: 1, recordSize: 900Ki, duration: 1s"));
    passes(
        rule,
        &load("rate: 20000, recordSize: 8Ki, warmUp: 3s, duration: 10s"),
    );
    // 2 GiB and a million bytes are taken to the last byte.
    passes(
        rule,
        &load("rate: 16384, recordSize: 8Ki, warmUp: 6s, duration: 10s"),
    );
    passes(rule, &load("rate: 1, recordSize: 1M, duration: 1s"));
}

/// The base with a load of several pods that says this more.
fn shared(more: &str) -> String {
    with(&format!("load: {{thresholds: {{p99: 1s}}, {more}}}"))
}

#[test]
fn load_of_several_pods() {
    let rule = "verification/load";
    insta::assert_snapshot!(found(rule, &shared("pods: 2, rate: 2, recordSize: 1Mi, duration: 999ms")), @r"
        error verification/load at verification.load.recordSize
          a record of 1Mi is larger than a topic takes by itself
          fails-later
          help: write at most `900Ki`
        error verification/load at verification.load.duration
          in 999ms no percentile can be told from chance
          fails-later
          help: write at least `1s`
        ");
    // What a check may write in all is no limit of it.
    passes(rule, &shared("pods: 5, rate: 50000, duration: 10m"));
}

#[test]
fn share() {
    let rule = "verification/share";
    insta::assert_snapshot!(found(rule, &shared("pods: 5, rate: 4")), @r"
        error verification/share at verification.load.pods
          5 pods can't share 4 records a second
          fails-later
          help: write at most `4` pods, or raise `rate`
        ");
    insta::assert_snapshot!(found(rule, &shared("pods: 3, rate: 60001")), @r"
        error verification/share at verification.load.pods
          each of 3 pods would write 20001 records a second, and one writes at most 20000
          fails-later
          help: write at least `4` pods, or lower `rate`
        ");
    passes(rule, &shared("pods: 5, rate: 5"));
    passes(rule, &shared("pods: 3, rate: 60000"));
}

#[test]
fn load_room() {
    let rule = "verification/load-room";
    let load = |duration: &str| {
        shared(&format!(
            "pods: 2, rate: 1024, recordSize: 100Ki, warmUp: 0ms, duration: {duration}"
        ))
    };
    // Three brokers of 100Gi, each with all three copies: 100 MiB a second fill half in 512 s.
    insta::assert_snapshot!(found(rule, &load("513s")), @r"
        error verification/load-room at verification.load
          the load writes 50.0 GiB in all, 3 copies of it take 50.0 GiB of each broker, and half of the smallest one's volumes is 50 GiB
          fails-later
          help: write a shorter `duration` or a lower `rate`, or enlarge the volumes
        ");
    passes(rule, &load("512s"));
    // Who keeps nothing, and who is not there, has no room to tell of.
    for brokers in ["storage: {volumes: null, ephemeral: {}}", "replicas: 0"] {
        let pools = format!("cluster: {{nodePools: {{brokers: {{{brokers}}}}}}}");
        passes(rule, &format!("{}\n{pools}", load("513s")));
    }
    let ways = |ways: &str| load(&format!("256s, compression: {ways}"));
    passes(rule, &ways("[none, lz4]"));
    insta::assert_snapshot!(found(rule, &ways("[none, lz4, gzip]")), @r"
        error verification/load-room at verification.load
          the load writes 75 GiB in all, 3 copies of it take 75 GiB of each broker, and half of the smallest one's volumes is 50 GiB
          fails-later
          help: write a shorter `duration` or a lower `rate`, or enlarge the volumes
        ");
}

#[test]
fn load_kubernetes() {
    let rule = "verification/load-kubernetes";
    let on = |version: &str| {
        format!(
            "{}\nplatform: {{kubernetes: '{version}'}}",
            shared("pods: 2, rate: 2")
        )
    };
    insta::assert_snapshot!(found(rule, &on("1.28")), @r"
        warning verification/load-kubernetes at verification.load
          Kubernetes 1.29 is the first that leaves the place of a pod empty, and this is 1.28
          fails-later
          help: start its processes by hand (`verification --load-run`), or upgrade Kubernetes
        ");
    passes(rule, &on("1.29"));
    passes(rule, "platform: {kubernetes: '1.28'}");
}

#[test]
fn what_holds_for_a_load_holds_for_that_of_several_pods() {
    let quota = "quotas: {producerRate: 1Mi}, load: {pods: 2, rate: 3073, thresholds: {p99: 1s}}";
    insta::assert_snapshot!(found("verification/quota", &with(quota)), @r"
        warning verification/quota at verification.load.rate
          the load writes 3.0 MiB a second, and the verification may write 1Mi a second to each of 3 brokers
          fails-later
          help: raise `quotas.producerRate`, or lower the rate
        ");
    let throughput =
        shared("pods: 2, rate: 200000, duration: 1s").replace("p99: 1s", "throughput: 200001");
    insta::assert_snapshot!(found("verification/throughput", &throughput), @r"
        error verification/throughput at verification.load.thresholds.throughput
          200000 records a second are written, so 200001 can't be acknowledged
          fails-later
          help: write at most `200000`, or raise `rate`
        ");
    let idle = "load: {pods: 2, rate: 2, acks: []}";
    insta::assert_snapshot!(found("verification/idle-performance", &with(idle)), @r"
        warning verification/idle-performance at verification.load
          the load has no way of writing
          ignored
          help: write `acks: [all]` and `compression: [none]`, or leave them out
        warning verification/idle-performance at verification.load.thresholds
          however slow the cluster is, the load passes
          help: write a threshold, such as `p99: 500ms`
        ");
    let looks = "readOnly: true, load: {pods: 2, rate: 2, thresholds: {p99: 1s}}";
    insta::assert_snapshot!(found("verification/read-only", &with(looks)), @r"
        warning verification/read-only at verification.load
          nothing comes of `load` while `readOnly` is true
          ignored
          help: take one of them away
        ");
    // Nothing has to run it.
    passes(
        "verification/idle-performance",
        "verification: {listener: tls, load: {pods: 2, rate: 2, thresholds: {p99: 1s}}}",
    );
}

#[test]
fn throughput() {
    let rule = "verification/throughput";
    let load = |throughput: &str| {
        with(&format!(
            "performance: {{rate: 200, thresholds: {{throughput: {throughput}}}}}"
        ))
    };
    insta::assert_snapshot!(found(rule, &load("201")), @r"
        error verification/throughput at verification.performance.thresholds.throughput
          200 records a second are written, so 201 can't be acknowledged
          fails-later
          help: write at most `200`, or raise `rate`
        ");
    passes(rule, &load("200"));
}

#[test]
fn quota() {
    let rule = "verification/quota";
    let load = |quota: &str| {
        let performance = "performance: {rate: 300, recordSize: 1Ki, thresholds: {p99: 1s}}";
        with(&format!("quotas: {{producerRate: {quota}}}, {performance}"))
    };
    insta::assert_snapshot!(found(rule, &load("99Ki")), @r"
        warning verification/quota at verification.performance.rate
          the load writes 300 KiB a second, and the verification may write 99Ki a second to each of 3 brokers
          fails-later
          help: raise `quotas.producerRate`, or lower the rate
        ");
    passes(rule, &load("100Ki"));
    passes(rule, &with("quotas: {producerRate: 1Ki}"));
}

#[test]
fn idle_performance() {
    let rule = "verification/idle-performance";
    let load = |more: &str| format!("verification: {{listener: tls, {more}}}");
    insta::assert_snapshot!(found(rule, &load("performance: {rate: 1, thresholds: {p99: 1s}}")), @r"
        warning verification/idle-performance at verification.performance
          nothing runs the load
          ignored
          help: write a `schedule` for the verification, or `afterChange: true`
        ");
    insta::assert_snapshot!(found(rule, &with("performance: {rate: 1, acks: []}")), @r"
        warning verification/idle-performance at verification.performance
          the load has no way of writing
          ignored
          help: write `acks: [all]` and `compression: [none]`, or leave them out
        warning verification/idle-performance at verification.performance.thresholds
          however slow the cluster is, the load passes
          help: write a threshold, such as `p99: 500ms`
        ");
    passes(
        rule,
        &load("performance: {rate: 1, afterChange: true, thresholds: {p99: 1s}}"),
    );
    passes(
        rule,
        &with("performance: {rate: 1, thresholds: {throughput: 1}}"),
    );
}

#[test]
fn read_only() {
    let rule = "verification/read-only";
    let all = "cleanupWait: 1m, report: {topic: reports}, performance: {rate: 1}";
    insta::assert_snapshot!(found(rule, &with(&format!("readOnly: true, {all}"))), @r"
        warning verification/read-only at verification.performance
          nothing comes of `performance` while `readOnly` is true
          ignored
          help: take one of them away
        warning verification/read-only at verification.report.topic
          nothing comes of `report.topic` while `readOnly` is true
          ignored
          help: take one of them away
        warning verification/read-only at verification.cleanupWait
          nothing comes of `cleanupWait` while `readOnly` is true
          ignored
          help: take one of them away
        ");
    passes(rule, &with(all));
    passes(rule, &with("readOnly: true, report: {format: json}"));
}

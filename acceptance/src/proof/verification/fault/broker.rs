//! Brokers: their settings, and whether they are there and keep up.

use serde_json::{Value, json};

use super::{Fault, Given, Step};

pub(super) fn all() -> Vec<Fault> {
    let mut faults = settings();
    faults.extend(absent());
    faults
}

/// What is wrong, the broker or all of them, the setting, what is expected and what it is.
fn settings() -> Vec<Fault> {
    const NONE: &str = "it not set";
    let table = [
        (
            "a setting of all brokers is another",
            "",
            "num.io.threads",
            "8",
            "4",
        ),
        (
            "all brokers take records of one copy",
            "",
            "min.insync.replicas",
            "2",
            "1",
        ),
        (
            "a setting of one broker is another",
            "1",
            "num.network.threads",
            "8",
            "5",
        ),
        (
            "all brokers have a setting too many",
            "",
            "message.max.bytes",
            NONE,
            "1000",
        ),
        (
            "one broker is still throttled",
            "1",
            "follower.replication.throttled.rate",
            NONE,
            "1000",
        ),
    ];
    let faults = table.map(|(name, broker, key, expected, found)| {
        let set = |value: Value| {
            Step::Control(json!({
                "step": "config", "of": "BROKER", "name": broker, "set": {key: value},
            }))
        };
        let thing = format!(
            "{key} of broker {}",
            if broker.is_empty() { "2" } else { broker }
        );
        Fault::new(name, "cluster/broker-config", [&thing, expected, found])
            .make([set(found.into())])
            .mend([set(Value::Null)])
    });
    faults.to_vec()
}

/// Each works on node 2, which comes back as it was at the end.
fn absent() -> Vec<Fault> {
    let brokers = |count: u32| Step::Control(json!({"step": "brokers", "count": count}));
    let whole = || Step::Control(json!({"step": "in-sync"}));
    let gone = ["broker 2", "it registered", "it is not there"];
    let strange = "listener.name.replication-9091.ssl.truststore.location";
    vec![
        Fault::new(
            "a follower is out of sync",
            "topic/in-sync",
            [
                "partition 0 of topic chat-events",
                "the replicas 0, 1, 2 in sync",
                "0, 1",
            ],
        )
        .make([
            Step::Start(2, vec![(strange, Given::RenewedAuthority)]),
            brokers(3),
        ])
        .mend([]),
        Fault::new(
            "a broker's disk stalls now and then",
            "performance/latency",
            [
                "200 records a second with acks all, compression none",
                "99 % within 500.0 ms",
                "",
            ],
        )
        .make([Step::Slow(1), brokers(3), whole()])
        .mend([Step::Start(1, Vec::new()), brokers(3), whole()])
        .measured(),
        Fault::new("a broker is down", "cluster/brokers", gone)
            .make([Step::Kill(2), brokers(2)])
            .mend([Step::Start(2, Vec::new()), brokers(3), whole()])
            .tried(),
        Fault::new("a broker answers nobody", "cluster/brokers", gone)
            .make([Step::Pause(2, true), brokers(2)])
            .mend([Step::Pause(2, false), brokers(3), whole()])
            .tried(),
    ]
}

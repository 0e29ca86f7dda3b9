//! Versions and members that are others than in the model.

use serde_json::json;

use super::{Fault, Step};

pub(super) fn all() -> Vec<Fault> {
    // Kafka's levels of 3.7-IV3 and 3.7-IV4 (`MetadataVersion`), and its types of an update.
    let level = |level: i16, update: i32| {
        Step::Control(json!({"step": "feature", "level": level, "type": update}))
    };
    let other = Fault::new(
        "the metadata version is an older one",
        "cluster/metadata-version",
        ["the metadata version", "3.7-IV4", "3.7-IV3"],
    );
    let mut faults = vec![other.make([level(18, 2)]).mend([level(19, 1)])];
    let expected = [
        (
            "the brokers are of another release than the model's",
            "cluster/kafka-version",
            [
                "broker 1",
                "Kafka 3.6",
                "one whose newest metadata version is 3.7-IV4",
            ],
            "/kafkaVersion",
            json!("3.6.2"),
        ),
        (
            "a controller of the model does not vote",
            "cluster/controllers",
            ["the quorum's voters", "0, 1, 2, 3", "0, 1, 2"],
            "/controllers",
            json!([0, 1, 2, 3]),
        ),
        (
            "there is a broker that the model does not have",
            "cluster/brokers",
            ["broker 2", "no such broker", "it registered"],
            "/brokers",
            json!([0, 1]),
        ),
        (
            "the brokers do not say which rack they are in",
            "cluster/racks",
            ["broker 0", "a rack", "none"],
            "/racks",
            json!(true),
        ),
    ];
    let expected = expected.map(|(name, check, told, pointer, value)| {
        Fault::new(name, check, told)
            .make([Step::Expect(pointer, value)])
            .mend([Step::ExpectAsRendered])
    });
    faults.extend(expected);
    faults
}

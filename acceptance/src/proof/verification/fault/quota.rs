//! Quotas that are gone, otherwise, or for somebody who has none.

use serde_json::{Value, json};

use super::{Fault, Step};

/// The user that has a quota in the model of this row, and its bytes a second.
pub(in super::super) const LIMITED: (&str, u64) = ("chat-event-producer", 1 << 20);

pub(super) fn all() -> Vec<Fault> {
    const NONE: &str = "no limit";
    let (user, rate) = LIMITED;
    let (own, rate) = (format!("CN={user}"), rate.to_string());
    let of = |thing: &str| format!("user {thing}");
    let table = [
        (
            "a quota is gone",
            json!({"user": own}),
            of(&own),
            "producer_byte_rate",
            &*rate,
            NONE,
        ),
        (
            "a quota is another",
            json!({"user": own}),
            of(&own),
            "producer_byte_rate",
            &rate,
            "7",
        ),
        (
            "an application has a quota too many",
            json!({"user": own}),
            of(&own),
            "request_percentage",
            NONE,
            "20",
        ),
        (
            "a user that the model does not have has a quota",
            json!({"user": "CN=former-employee"}),
            of("CN=former-employee"),
            "consumer_byte_rate",
            NONE,
            "5000",
        ),
        (
            "everyone has a quota",
            json!({"user": null}),
            of("<default>"),
            "producer_byte_rate",
            NONE,
            "500000",
        ),
        (
            "clients of a name have a quota",
            json!({"client-id": "sarama"}),
            "client-id sarama".to_owned(),
            "producer_byte_rate",
            NONE,
            "500000",
        ),
        (
            "clients of an address have a quota",
            json!({"ip": "10.0.0.9"}),
            "ip 10.0.0.9".to_owned(),
            "connection_creation_rate",
            NONE,
            "5",
        ),
    ];
    let faults = table.map(|(name, entity, whose, key, expected, found)| {
        let set = |limit: &str| {
            let limit = limit.parse::<u64>().map_or(Value::Null, Value::from);
            Step::Control(json!({"step": "quota", "entity": entity, "set": {key: limit}}))
        };
        let thing = format!("{key} of {whose}");
        Fault::new(name, "quota/limits", [&thing, expected, found])
            .make([set(found)])
            .mend([set(expected)])
    });
    faults.to_vec()
}

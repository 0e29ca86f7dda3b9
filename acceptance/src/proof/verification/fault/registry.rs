//! The schema registry: silent, without a subject, with another compatibility.

use serde_json::json;

use super::{Fault, Step};

pub(super) fn all() -> Vec<Fault> {
    let level = |level: &str| {
        let body = json!({"compatibility": level});
        Step::Registry("PUT", "/config/chat-events-value", Some(body))
    };
    vec![
        Fault::new(
            "a subject may change without compatibility",
            "registry/compatibility",
            [
                "compatibility of subject chat-events-value",
                "BACKWARD",
                "NONE",
            ],
        )
        .make([level("NONE")])
        .mend([level("BACKWARD")]),
        Fault::new(
            "a subject is compatible the other way round",
            "registry/compatibility",
            [
                "compatibility of subject chat-events-value",
                "BACKWARD",
                "FORWARD_TRANSITIVE",
            ],
        )
        .make([level("FORWARD_TRANSITIVE")])
        .mend([level("BACKWARD")]),
        Fault::new(
            "a subject is not registered",
            "registry/subjects",
            ["subject todo-events-value", "it is registered", "it is not"],
        )
        .make([Step::Registry(
            "DELETE",
            "/subjects/todo-events-value",
            None,
        )])
        .mend([Step::Register]),
        Fault::new(
            "a subject has another schema than the model",
            "format/registered",
            [
                "subject chat-events-value",
                "the model's schema is the last one",
                "another one",
            ],
        )
        .make([Step::Reword("chat-events-value")])
        .mend([
            Step::Registry("DELETE", "/subjects/chat-events-value", None),
            Step::Register,
        ]),
        Fault::new(
            "the schema registry does not answer",
            "registry/answers",
            ["the schema registry", "it answers", ""],
        )
        .make([Step::PauseRegistry(true)])
        .mend([Step::PauseRegistry(false)]),
    ]
}

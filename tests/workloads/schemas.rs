//! The schemas of the shipped events: they say what they mean, and the registry gets all of them.

use serde_json::{Value, json};

use crate::deployment::{of_kind, shipped};

fn event(kind: &str, data: &Value) -> Value {
    json!({
        "specversion": "1.0",
        "id": "0001",
        "source": "/todo-backend",
        "type": kind,
        "time": "2026-11-23T10:00:00Z",
        "datacontenttype": "application/json",
        "data": data,
    })
}

fn schema(topic: &str) -> Value {
    let deployment = shipped("prod");
    let topic = &deployment.topics[topic];
    topic.schema.as_ref().unwrap().file.schema().clone()
}

#[test]
fn an_event_of_each_family_is_valid_and_a_bare_one_is_not() {
    let examples = [
        (
            "todo-events",
            event(
                "todochatbot.task.created",
                &json!({"taskId": "t1", "userId": "u1", "title": "Milk", "status": "open"}),
            ),
        ),
        (
            "chat-events",
            event(
                "todochatbot.message.sent",
                &json!({"conversationId": "c1", "userId": "u1", "role": "user", "content": "Hi"}),
            ),
        ),
        (
            "user-events",
            event(
                "todochatbot.user.signed-in",
                &json!({"userId": "u1", "method": "oauth2"}),
            ),
        ),
        (
            "system-events",
            event(
                "todochatbot.system.health",
                &json!({"component": "backend", "severity": "info", "status": "healthy"}),
            ),
        ),
    ];
    for (topic, good) in examples {
        let validator = jsonschema::validator_for(&schema(topic)).unwrap();
        assert!(validator.is_valid(&good), "{topic}");
        assert!(!validator.is_valid(&good["data"]), "{topic}: no envelope");
        let mut odd = good.clone();
        odd["data"]["unheard"] = json!(1);
        assert!(!validator.is_valid(&odd), "{topic}: a field nobody knows");
        let mut old = good;
        old["specversion"] = json!("0.3");
        assert!(!validator.is_valid(&old), "{topic}: an old envelope");
    }
}

#[test]
fn the_registration_has_every_subject() {
    let maps = of_kind(&shipped("prod"), "ConfigMap");
    let map = maps
        .iter()
        .find(|map| map.id().name == "todo-chatbot-schema-registry-schemas")
        .unwrap();
    let data = map.value()["data"].as_object().unwrap();
    insta::assert_snapshot!(data["subjects"].as_str().unwrap(), @r"
    chat-events-value BACKWARD chat-events-value.json
    system-events-value BACKWARD system-events-value.json
    todo-events-value BACKWARD todo-events-value.json
    user-events-value BACKWARD user-events-value.json
    ");
    for line in data["subjects"].as_str().unwrap().lines() {
        let file = line.rsplit(' ').next().unwrap();
        let text = data[file].as_str().unwrap();
        assert!(serde_json::from_str::<Value>(text).is_ok(), "{file}");
    }
}

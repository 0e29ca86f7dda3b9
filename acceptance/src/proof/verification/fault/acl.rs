//! Entries of the access control lists that are missing, or that let somebody in too far.

use serde_json::{Value, json};

use super::{Fault, Step};

/// What the entry is: permission, principal, resource, name, pattern, operation and host, in the
/// words of Kafka's clients.
type Entry = [&'static str; 7];

/// What is wrong, the entry, and how the verification writes it.
const EXTRA: [(&str, Entry, &str); 12] = [
    (
        "an application may read a topic too many",
        [
            "ALLOW",
            "User:CN=todo-event-producer",
            "TOPIC",
            "chat-events",
            "LITERAL",
            "READ",
            "*",
        ],
        "User:CN=todo-event-producer allow Read on the topic chat-events (literal) from *",
    ),
    (
        "an application is denied what it needs",
        [
            "DENY",
            "User:CN=todo-event-producer",
            "TOPIC",
            "todo-events",
            "LITERAL",
            "WRITE",
            "*",
        ],
        "User:CN=todo-event-producer deny Write on the topic todo-events (literal) from *",
    ),
    (
        "an application may write every topic",
        [
            "ALLOW",
            "User:CN=todo-event-producer",
            "TOPIC",
            "*",
            "LITERAL",
            "WRITE",
            "*",
        ],
        "User:CN=todo-event-producer allow Write on the topic * (literal) from *",
    ),
    (
        "an application may do all with a topic",
        [
            "ALLOW",
            "User:CN=todo-event-producer",
            "TOPIC",
            "todo-events",
            "LITERAL",
            "ALL",
            "*",
        ],
        "User:CN=todo-event-producer allow All on the topic todo-events (literal) from *",
    ),
    (
        "a topic's name is meant as a beginning too",
        [
            "ALLOW",
            "User:CN=todo-event-producer",
            "TOPIC",
            "todo-events",
            "PREFIXED",
            "WRITE",
            "*",
        ],
        "User:CN=todo-event-producer allow Write on the topic todo-events (prefix) from *",
    ),
    (
        "a right counts from another host",
        [
            "ALLOW",
            "User:CN=kafka-ui",
            "TOPIC",
            "dlq",
            "LITERAL",
            "READ",
            "10.0.0.9",
        ],
        "User:CN=kafka-ui allow Read on the topic dlq (literal) from 10.0.0.9",
    ),
    (
        "a user that the model does not have has a right",
        [
            "ALLOW",
            "User:CN=former-employee",
            "TOPIC",
            "chat-events",
            "LITERAL",
            "READ",
            "*",
        ],
        "User:CN=former-employee allow Read on the topic chat-events (literal) from *",
    ),
    (
        "everyone may read a topic",
        [
            "ALLOW",
            "User:*",
            "TOPIC",
            "user-events",
            "LITERAL",
            "READ",
            "*",
        ],
        "User:* allow Read on the topic user-events (literal) from *",
    ),
    (
        "anonymous clients may write a topic",
        [
            "ALLOW",
            "User:ANONYMOUS",
            "TOPIC",
            "user-events",
            "LITERAL",
            "WRITE",
            "*",
        ],
        "User:ANONYMOUS allow Write on the topic user-events (literal) from *",
    ),
    (
        "an application may use every group",
        [
            "ALLOW",
            "User:CN=task-analytics-consumer",
            "GROUP",
            "*",
            "LITERAL",
            "READ",
            "*",
        ],
        "User:CN=task-analytics-consumer allow Read on the group * (literal) from *",
    ),
    (
        "an application may make every transaction",
        [
            "ALLOW",
            "User:CN=task-analytics-consumer",
            "TRANSACTIONAL_ID",
            "*",
            "LITERAL",
            "WRITE",
            "*",
        ],
        "User:CN=task-analytics-consumer allow Write on the transactionalId * (literal) from *",
    ),
    (
        "an application may change the cluster",
        [
            "ALLOW",
            "User:CN=kafka-ui",
            "CLUSTER",
            "kafka-cluster",
            "LITERAL",
            "ALTER",
            "*",
        ],
        "User:CN=kafka-ui allow Alter on the cluster kafka-cluster (literal) from *",
    ),
];

/// What the verification itself may do too much, which also shows in what it tries.
const OWN: [(&str, Entry, &str); 2] = [
    (
        "the verification may change the brokers",
        [
            "ALLOW",
            "User:CN=kafka-verification",
            "CLUSTER",
            "kafka-cluster",
            "LITERAL",
            "ALTER_CONFIGS",
            "*",
        ],
        "User:CN=kafka-verification allow AlterConfigs on the cluster kafka-cluster (literal) from *",
    ),
    (
        "the verification may make topics of any name",
        [
            "ALLOW",
            "User:CN=kafka-verification",
            "TOPIC",
            "*",
            "LITERAL",
            "CREATE",
            "*",
        ],
        "User:CN=kafka-verification allow Create on the topic * (literal) from *",
    ),
];

/// What is missing.
const MISSING: [(&str, Entry, &str); 4] = [
    (
        "an application may no longer write its topic",
        [
            "ALLOW",
            "User:CN=todo-event-producer",
            "TOPIC",
            "todo-events",
            "LITERAL",
            "WRITE",
            "*",
        ],
        "User:CN=todo-event-producer allow Write on the topic todo-events (literal) from *",
    ),
    (
        "an application may no longer use its group",
        [
            "ALLOW",
            "User:CN=task-analytics-consumer",
            "GROUP",
            "task-analytics-consumer",
            "LITERAL",
            "READ",
            "*",
        ],
        "User:CN=task-analytics-consumer allow Read on the group task-analytics-consumer (literal) \
         from *",
    ),
    (
        "an application may no longer make its transactions",
        [
            "ALLOW",
            "User:CN=task-analytics-consumer",
            "TRANSACTIONAL_ID",
            "task-analytics-consumer-",
            "PREFIXED",
            "WRITE",
            "*",
        ],
        "User:CN=task-analytics-consumer allow Write on the transactionalId \
         task-analytics-consumer- (prefix) from *",
    ),
    (
        "the user interface may no longer look at the cluster",
        [
            "ALLOW",
            "User:CN=kafka-ui",
            "CLUSTER",
            "kafka-cluster",
            "LITERAL",
            "DESCRIBE",
            "*",
        ],
        "User:CN=kafka-ui allow Describe on the cluster kafka-cluster (literal) from *",
    ),
];

pub(super) fn all() -> Vec<Fault> {
    let others = EXTRA.into_iter().map(extra);
    let own = OWN.into_iter().map(|one| extra(one).tried());
    let missing = MISSING.into_iter().map(|(name, entry, told)| {
        Fault::new(name, "acl/missing", [told, "this entry", "none"])
            .make([step("take-back", entry)])
            .mend([step("allow", entry)])
    });
    others.chain(own).chain(missing).collect()
}

fn extra((name, entry, told): (&'static str, Entry, &str)) -> Fault {
    Fault::new(name, "acl/extra", [told, "no such entry", "it is there"])
        .make([step("allow", entry)])
        .mend([step("take-back", entry)])
}

fn step(step: &str, [permission, user, resource, name, pattern, operation, host]: Entry) -> Step {
    let entry: Value = json!({
        "step": step,
        "permission": permission,
        "user": user,
        "resource": resource,
        "name": name,
        "pattern": pattern,
        "operation": operation,
        "host": host,
    });
    Step::Control(entry)
}

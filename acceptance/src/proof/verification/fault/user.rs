//! Users who may do more or less than their entries say.

use serde_json::json;

use super::{Fault, Given, Step};

/// What everyone may do who is a super user.
const ALL: &str = "Alter, AlterConfigs, ClusterAction, Create, Describe, DescribeConfigs, \
                   IdempotentWrite (broker 2)";

pub(super) fn all() -> Vec<Fault> {
    let whole = || Step::Control(json!({"step": "in-sync"}));
    let fault = |name, check, told, settings: Vec<(&'static str, Given)>| {
        Fault::new(name, check, told)
            .make([Step::Start(2, settings), whole()])
            .mend([])
    };
    vec![
        Fault::new(
            "an application may do too little with its certificate",
            "rights/todo-event-producer",
            [
                "what User:CN=todo-event-producer may do with the topic todo-events",
                "Describe, Write",
                "none (broker 0, 1, 2)",
            ],
        )
        .make([Step::Swap("todo-event-producer", "chat-event-producer")])
        .mend([Step::Swap("todo-event-producer", "todo-event-producer")]),
        Fault::new(
            "an application may do too much with its certificate",
            "rights/chat-event-producer",
            [
                "what User:CN=chat-event-producer may do with the group chat-analytics-consumer",
                "none",
                "Describe, Read (broker ",
            ],
        )
        .make([Step::Swap("chat-event-producer", "chat-analytics-consumer")])
        .mend([Step::Swap("chat-event-producer", "chat-event-producer")]),
        fault(
            "an application is a super user of one broker",
            "rights/todo-event-producer",
            [
                "what User:CN=todo-event-producer may do with the cluster",
                "none",
                ALL,
            ],
            vec![("super.users", Given::More(";User:CN=todo-event-producer"))],
        ),
        fault(
            "one broker takes an application for another",
            "rights/user-event-producer",
            [
                "what User:CN=user-event-producer may do with the topic user-events",
                "Describe, Write",
                "Describe, DescribeConfigs (broker 2)",
            ],
            vec![(
                "listener.name.tls-9093.ssl.principal.mapping.rules",
                Given::Text("RULE:^CN=user-event-producer$/CN=kafka-ui/,DEFAULT"),
            )],
        ),
        fault(
            "anonymous clients are super users of one broker",
            "rights/anonymous",
            ["what User:ANONYMOUS may do with the cluster", "none", ALL],
            vec![("super.users", Given::More(";User:ANONYMOUS"))],
        ),
    ]
}

//! The brokers allow each user what the rendered users and the model say, and nothing else.
//!
//! Every user is asked about every topic, group and transactional id, and about names beside
//! those: one that nobody has a right to, and one that begins like each that somebody has.

use std::collections::{BTreeMap, BTreeSet};

use crate::component::kafka::Kafka;
use crate::component::kafka_access::{Acl, Answer, KafkaAccess, Scenario, Topic};
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::rendered::Rendered;
use crate::rights::{Application, Resource, acls, granted};
use crate::verdict::Checks;

/// Whom a listener without authentication takes every client for.
const ANONYMOUS: &str = "ANONYMOUS";

/// What nobody has a right to.
const STRANGE: &str = "acceptance-strange";

/// How many wrong answers a message repeats.
const SHOWN: usize = 20;

/// What a refused attempt came out as, and what an allowed one did.
const DONE: &str = "DONE";

/// Asks the running cluster `kafka` of `set` everything.
pub(super) fn is_as_rendered(
    harness: &Harness,
    set: &Rendered,
    kafka: &Kafka,
    checks: &mut Checks,
) -> Result<()> {
    let layer = harness.sets().model().join("base.yaml");
    let applications = Application::all(&layer)?;
    let scenario = scenario(&set.objects()?, kafka, &applications)?;
    let answers = KafkaAccess::get(harness.cache(), kafka.version())?.ask(&scenario)?;
    judge(set, kafka, &scenario, &answers, checks);
    if applications.is_empty() {
        checks.not_proved(
            format!("{set}: applications may do what the model says"),
            "there is no model beside the output",
        );
    }
    for (name, application) in &applications {
        does_what_the_model_says(set, name, application, &answers, checks);
    }
    Ok(())
}

/// Holds the answers against the scenario of what is rendered.
pub(super) fn judge(
    set: &Rendered,
    kafka: &Kafka,
    rendered: &Scenario,
    answers: &[Answer],
    checks: &mut Checks,
) {
    topics_are_as_rendered(set, rendered, answers, checks);
    acls_are_everywhere(set, kafka, rendered, answers, checks);
    users_may_what_is_rendered(set, rendered, answers, checks);
    strangers_are_refused(set, answers, checks);
}

/// Returns what `objects` say is to be made, and everybody who is to be asked.
pub(super) fn scenario(
    objects: &[Object],
    kafka: &Kafka,
    applications: &BTreeMap<String, Application>,
) -> Result<Scenario> {
    let acls = acls(objects);
    let mut scenario = Scenario {
        operator: kafka.operator()?,
        topics: topics(objects),
        groups: names(&acls, "GROUP"),
        transactional_ids: names(&acls, "TRANSACTIONAL_ID"),
        acls,
        ..Scenario::default()
    };
    let listener = kafka.listener_with_certificates()?;
    for user in objects.iter().filter(|object| object.kind() == "KafkaUser") {
        let client = kafka.client(user.name(), &listener)?;
        scenario.users.insert(user.name().to_owned(), client);
        let application = applications.get(user.name());
        if let Some(transaction) = application.and_then(|one| one.transaction(user.name())) {
            let transactions = scenario.transactions.entry(user.name().to_owned());
            transactions.or_default().push(transaction);
        }
        if scenario.intruders.is_empty() {
            let intruder = kafka.intruder(user.name(), &listener)?;
            scenario.intruders.insert(user.name().to_owned(), intruder);
        }
    }
    if let Some(anonymous) = kafka.anonymous()? {
        scenario.users.insert(ANONYMOUS.to_owned(), anonymous);
    }
    Ok(scenario)
}

fn topics(objects: &[Object]) -> Vec<Topic> {
    let mut topics = Topic::all(objects);
    topics.push(Topic {
        name: STRANGE.to_owned(),
        partitions: 1,
        replicas: 1,
        config: BTreeMap::from([("min.insync.replicas".to_owned(), "1".to_owned())]),
    });
    topics
}

/// Returns the names that rights are for, with a neighbour of each; a right to all of them has
/// no name.
fn names(acls: &BTreeSet<Acl>, resource: &str) -> BTreeSet<String> {
    let own = acls
        .iter()
        .filter(|acl| acl.resource == resource && acl.name != "*");
    let mut names: BTreeSet<_> = own
        .flat_map(|acl| match &*acl.pattern {
            "PREFIXED" => [
                format!("{}0", acl.name),
                acl.name[..acl.name.len() - 1].to_owned(),
            ],
            _ => [acl.name.clone(), format!("{}-2", acl.name)],
        })
        .collect();
    names.insert(STRANGE.to_owned());
    names
}

fn topics_are_as_rendered(
    set: &Rendered,
    scenario: &Scenario,
    answers: &[Answer],
    checks: &mut Checks,
) {
    let mut wrong = Vec::new();
    for topic in &scenario.topics {
        let made = answers
            .iter()
            .find(|answer| answer.kind == "made" && answer.name == topic.name);
        let config: BTreeMap<_, _> = made
            .into_iter()
            .flat_map(|answer| &answer.config)
            .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
            .collect();
        let same = made.is_some_and(|made| {
            made.partitions == Some(topic.partitions) && made.replicas == Some(topic.replicas)
        });
        if !same || config != topic.config {
            wrong.push(format!("{}: {topic:?} became {made:?}", topic.name));
        }
    }
    let claim = format!(
        "{set}: {} topics are as rendered",
        scenario.topics.len() - 1
    );
    checks.unless(claim, &wrong);
}

fn acls_are_everywhere(
    set: &Rendered,
    kafka: &Kafka,
    rendered: &Scenario,
    answers: &[Answer],
    checks: &mut Checks,
) {
    let expected: BTreeSet<_> = rendered.acls.iter().map(Acl::to_string).collect();
    let told: Vec<_> = answers
        .iter()
        .filter(|answer| answer.kind == "acls")
        .collect();
    let mut wrong = Vec::new();
    for answer in &told {
        let other = answer.allowed.symmetric_difference(&expected);
        wrong.extend(other.map(|acl| format!("{}: {acl}", answer.name)));
    }
    wrong.truncate(SHOWN);
    checks.unless(
        format!("{set}: every broker enforces exactly the rendered access control lists"),
        &wrong,
    );
    let brokers = kafka
        .nodes()
        .iter()
        .filter(|node| node.has_role("broker"))
        .count();
    checks.expect(
        format!("{set}: all {brokers} brokers were asked"),
        told.len() == brokers,
        || format!("{} were", told.len()),
    );
}

fn users_may_what_is_rendered(
    set: &Rendered,
    scenario: &Scenario,
    answers: &[Answer],
    checks: &mut Checks,
) {
    for user in scenario.users.keys() {
        let own: Vec<_> = answers
            .iter()
            .filter(|answer| answer.user == *user && answer.kind != "connect")
            .collect();
        let mut wrong = Vec::new();
        let mut allowed = 0;
        for answer in &own {
            let expected = expected(&scenario.acls, answer);
            allowed += usize::from(!answer.allowed.is_empty());
            if answer.allowed != expected {
                wrong.push(format!(
                    "{} {}: {:?} instead of {expected:?}",
                    answer.kind, answer.name, answer.allowed
                ));
            }
        }
        wrong.truncate(SHOWN);
        let claim = format!(
            "{set}: {user} is allowed {allowed} of {} things, as rendered",
            own.len()
        );
        if own.len() <= scenario.topics.len() {
            wrong.push(format!("there are {} answers only", own.len()));
        }
        checks.unless(claim, &wrong);
    }
}

/// Returns what the rendered access control lists make of a question.
fn expected(acls: &BTreeSet<Acl>, answer: &Answer) -> BTreeSet<String> {
    let on = |resource, name: &str| granted(acls, &answer.user, resource, name);
    let done = |allowed: bool| allowed.then(|| DONE.to_owned()).into_iter().collect();
    let (topic, name) = (Resource::Topic, &answer.name);
    match &*answer.kind {
        "cluster" => described(on(Resource::Cluster, name), &[]),
        "topic" => described(on(topic, name), &["ALTER_CONFIGS", "DESCRIBE_CONFIGS"]),
        "group" => described(on(Resource::Group, name), &[]),
        "transactionalId" => on(Resource::TransactionalId, name),
        "produce" => done(on(topic, name).contains("WRITE")),
        "consume" => done(on(topic, name).contains("READ")),
        "createTopic" => done(
            on(topic, name).contains("CREATE")
                || on(Resource::Cluster, "kafka-cluster").contains("CREATE"),
        ),
        "listAcls" => done(on(Resource::Cluster, "kafka-cluster").contains("DESCRIBE")),
        "commit" => {
            let (group, name) = name.split_once(' ').unwrap_or_default();
            done(on(Resource::Group, group).contains("READ") && on(topic, name).contains("READ"))
        }
        // What applications should do must work, whatever is rendered.
        _ => done(true),
    }
}

/// Kafka tells nothing of what may not be described; `tried` was tried besides.
fn described(operations: BTreeSet<String>, tried: &[&str]) -> BTreeSet<String> {
    if operations.contains("DESCRIBE") {
        return operations;
    }
    let tried = |operation: &String| tried.contains(&operation.as_str());
    operations.into_iter().filter(tried).collect()
}

fn strangers_are_refused(set: &Rendered, answers: &[Answer], checks: &mut Checks) {
    let refused = |answer: &&Answer| answer.allowed != BTreeSet::from(["REFUSED".to_owned()]);
    let intruders: Vec<_> = answers
        .iter()
        .filter(|answer| answer.kind == "connect")
        .collect();
    let let_in: Vec<_> = intruders
        .iter()
        .copied()
        .filter(refused)
        .map(|answer| format!("{answer:?}"))
        .collect();
    checks.unless(
        format!("{set}: a user's name in a certificate of another authority is refused"),
        &let_in,
    );
    let done = answers.iter().filter(|answer| answer.user == ANONYMOUS);
    let allowed: Vec<_> = done
        .clone()
        .filter(|answer| !answer.allowed.is_empty())
        .map(|answer| format!("{answer:?}"))
        .collect();
    let claim = format!("{set}: a client of the listener without authentication is refused all");
    if done.count() == 0 {
        checks.not_proved(claim, "every listener of the set asks for a certificate");
    } else {
        checks.unless(claim, &allowed);
    }
}

/// The same answers held against the model instead of the rendered users.
pub(super) fn does_what_the_model_says(
    set: &Rendered,
    name: &str,
    application: &Application,
    answers: &[Answer],
    checks: &mut Checks,
) {
    let done = |kind: &str| -> BTreeSet<String> {
        let own = answers
            .iter()
            .filter(|answer| answer.user == name && answer.kind == kind);
        own.filter(|answer| !answer.allowed.is_empty())
            .map(|answer| answer.name.clone())
            .collect()
    };
    let commits = application
        .reads()
        .iter()
        .map(|topic| format!("{name} {topic}"))
        .collect();
    let transactions = application.transaction(name).into_iter();
    let transactions = transactions.map(|one| one.transactional_id).collect();
    let mut wrong = Vec::new();
    for (kind, expected) in [
        ("produce", application.writes()),
        ("consume", application.reads()),
        ("commit", commits),
        ("transaction", transactions),
    ] {
        if done(kind) != expected {
            wrong.push(format!("{kind}: {:?} instead of {expected:?}", done(kind)));
        }
    }
    checks.unless(
        format!("{set}: {name} writes, reads, commits exactly what the model says"),
        &wrong,
    );
}

//! Where this environment could take less, in sentences with its own numbers.

use std::collections::BTreeSet;

use crate::{
    derive::{node, totals},
    model::{
        Deployment,
        duration::Duration,
        listener::Exposure,
        name::TopicName,
        quantity,
        topic::{ReplicationFactor, Topic},
    },
};

/// Returns one sentence for each way to take less.
pub fn savings(deployment: &Deployment) -> Vec<String> {
    let mut sentences = brokers(deployment);
    sentences.extend(load_balancers(deployment));
    sentences.extend(retention(deployment));
    sentences.push(unused(deployment));
    sentences
}

fn brokers(deployment: &Deployment) -> Vec<String> {
    let brokers = node::broker_count(&deployment.cluster);
    let copies = deployment
        .topics
        .values()
        .filter_map(|topic| topic.replicas.map(ReplicationFactor::get))
        .max()
        .unwrap_or(1);
    deployment
        .cluster
        .node_pools
        .iter()
        .filter(|(_, pool)| pool.is_broker())
        .map(|(name, pool)| {
            let each = format!(
                "Each node of the pool {name} takes {} of memory, {}m of processor and {} of storage",
                quantity::spoken(pool.resources.memory.get()),
                pool.resources.cpu.get(),
                quantity::spoken(pool.storage_per_node()),
            );
            if brokers > u32::from(copies) {
                format!("{each}; {copies} brokers are enough for the topics' copies, and there are {brokers}.")
            } else {
                format!("{each}; fewer than {brokers} brokers can't hold {copies} copies of a topic.")
            }
        })
        .collect()
}

fn load_balancers(deployment: &Deployment) -> Option<String> {
    let balanced = deployment
        .cluster
        .listeners
        .iter()
        .filter(|(_, listener)| matches!(listener.expose, Exposure::LoadBalancer(_)))
        .map(|(name, _)| name.to_string())
        .collect::<Vec<_>>();
    (!balanced.is_empty()).then(|| {
        format!(
            "The cloud bills {} load balancers for {}; traffic inside the Kubernetes cluster needs none.",
            totals::load_balancers(deployment),
            balanced.join(" and "),
        )
    })
}

fn retention(deployment: &Deployment) -> Option<String> {
    let kept = |topic: &Topic| topic.retention.map(Duration::as_milliseconds);
    let (name, topic) = deployment
        .topics
        .iter()
        .max_by_key(|(_, topic)| kept(topic))?;
    let time = topic.retention?;
    Some(format!(
        "{name} keeps records longest, for {time}; a shorter time frees its disk first."
    ))
}

fn unused(deployment: &Deployment) -> String {
    let used: BTreeSet<&TopicName> = deployment
        .applications
        .values()
        .flat_map(|application| {
            let topics = application
                .produces
                .keys()
                .chain(application.consumes.keys());
            topics.chain(&application.dead_letters)
        })
        .collect();
    let unused: Vec<String> = deployment
        .topics
        .keys()
        .filter(|name| !used.contains(name))
        .map(ToString::to_string)
        .collect();
    match unused.len() {
        0 => "Every topic is used by an application of the model.".to_owned(),
        count if count > MANY => {
            format!("{count} topics are used by no application of the model.")
        }
        _ => format!("No application of the model uses {}.", unused.join(", ")),
    }
}

/// More names than this are counted, not listed.
const MANY: usize = 20;

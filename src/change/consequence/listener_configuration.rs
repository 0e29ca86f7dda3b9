//! The settings of one listener: its addresses, its certificate, its Services and its limits.

use serde_json::Value;

use super::{
    Consequence, Fact, Restart,
    judge::pods,
    listener::{is_outside, restart},
    node_ids,
    scene::{Scene, at, texts},
    source_ranges,
};
use crate::{
    change::{Class, FieldChange, FieldPath, Step, unit::number},
    finding::listed,
};

/// Settings that change Services, Ingresses or policies alone, so that no broker restarts
/// (`ListenersUtils`, `KafkaCluster.generateServices`).
const BESIDE: [&str; 12] = [
    "allocateLoadBalancerNodePorts",
    "annotations",
    "class",
    "createBootstrapService",
    "externalIPs",
    "externalTrafficPolicy",
    "finalizers",
    "ipFamilies",
    "ipFamilyPolicy",
    "labels",
    "loadBalancerSourceRanges",
    "publishNotReadyAddresses",
];

/// Settings that make the address another one under which clients find the listener.
const ADDRESS: [&str; 9] = [
    "advertisedHost",
    "advertisedHostTemplate",
    "advertisedPort",
    "advertisedPortTemplate",
    "class",
    "createBootstrapService",
    "host",
    "hostTemplate",
    "nodePort",
];

/// Returns what the difference of a setting does.
pub fn field(scene: &Scene<'_>, name: &str, field: &FieldChange) -> Vec<Consequence> {
    let keys = keys(field);
    let has = |wanted: &[&str]| keys.iter().any(|key| wanted.contains(key));
    let broker = broker(field);
    if broker.is_some_and(|id| comes_or_goes(scene, id)) {
        return vec![Consequence::new(
            Class::Dynamic,
            Fact::new("listener/brokers"),
            format!(
                "brokers that come or go get or lose their own addresses of the listener `{name}`"
            ),
            "what stands here is about the broker of that id alone, and the others run on",
        )];
    }
    let balanced = [scene.was(), scene.now()]
        .iter()
        .all(|kafka| listener_of(kafka, name)["type"] == "loadbalancer");
    let mut told = if balanced && has(&["class"]) {
        vec![class(name, field)]
    } else if has(&["loadBalancerSourceRanges"]) {
        ranges(name, field)
    } else if has(&["brokerCertChainAndKey"]) {
        vec![certificate(name)]
    } else if has(&ADDRESS) {
        vec![address(name, field)]
    } else if has(&["loadBalancerIP"]) {
        return balancer(scene, name, broker);
    } else if has(&["externalIPs"]) {
        external_addresses(name, field)
    } else if has(&["maxConnections", "maxConnectionCreationRate"]) {
        vec![limit(name, field)]
    } else if has(&["alternativeNames"]) {
        vec![names(name, field)]
    } else if has(&["annotations"]) && is_outside(listener_of(scene.now(), name)) {
        vec![annotations(name)]
    } else {
        vec![Consequence::new(
            Class::Dynamic,
            Fact::new("listener/configuration"),
            format!("the listener `{name}` is served otherwise"),
            "its Services, names or addresses differ",
        )]
    };
    if !is_beside(field, &keys) {
        told.push(broker.map_or_else(|| restart(scene), broker_restart));
    }
    told
}

/// Returns the keys on the way to the setting; of the settings of one broker as a whole, those that
/// it has.
fn keys(field: &FieldChange) -> Vec<&str> {
    let steps = field.path.steps().iter().skip(5);
    let mut keys: Vec<&str> = steps
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            _ => None,
        })
        .collect();
    if is_whole_broker(field) {
        let settings = field.before.as_ref().or(field.after.as_ref());
        let settings = settings.and_then(Value::as_object).into_iter().flatten();
        keys = settings
            .map(|(key, _)| key.as_str())
            .filter(|key| *key != "broker")
            .collect();
    }
    keys
}

/// Returns the broker that a setting is about; none where it is about all of them.
fn broker(field: &FieldChange) -> Option<u16> {
    match field.path.steps().get(5..7)? {
        [Step::Key(key), Step::Item(id)] if key == "brokers" => id.parse().ok(),
        _ => None,
    }
}

fn is_whole_broker(field: &FieldChange) -> bool {
    field.path.steps().len() == 7 && broker(field).is_some()
}

/// Returns whether a broker is known not to run on one of the sides.
fn comes_or_goes(scene: &Scene<'_>, id: u16) -> bool {
    let ids = [scene.before, scene.after].map(|side| node_ids::of_brokers(scene, side));
    ids.iter()
        .flatten()
        .any(|ids| !ids.is_empty() && !ids.contains(&id))
}

fn listener_of<'a>(kafka: &'a Value, name: &str) -> &'a Value {
    let path = FieldPath::of(&["spec", "kafka", "listeners"]);
    at(kafka, &path.with(Step::Item(name.to_owned())))
}

fn is_beside(field: &FieldChange, keys: &[&str]) -> bool {
    let port = [
        "spec",
        "kafka",
        "listeners",
        "*",
        "configuration",
        "bootstrap",
        "nodePort",
    ];
    let known = |key: &&str| BESIDE.contains(key);
    if is_whole_broker(field) {
        return keys.iter().all(known);
    }
    keys.iter().any(known) || field.path.is_below(&port)
}

/// States that a broker restarts whose own addresses differ (`KafkaBrokerConfigurationBuilder`).
fn broker_restart(id: u16) -> Consequence {
    Consequence::new(
        Class::RollingRestart,
        Fact::new("listener/broker-restart"),
        "the brokers whose own addresses differ restart one at a time",
        "a broker reads its addresses when it starts",
    )
    .restarts(vec![one_broker(id)])
}

fn one_broker(id: u16) -> Restart {
    Restart {
        what: format!("broker {id}"),
        pods: Some(1),
    }
}

const RANGES: source_ranges::Facts = source_ranges::Facts {
    narrowed: "listener/ranges-narrowed",
    opened: "listener/ranges-opened",
    same: "listener/ranges-same",
};

fn ranges(name: &str, field: &FieldChange) -> Vec<Consequence> {
    let (before, after) = (texts(field.before.as_ref()), texts(field.after.as_ref()));
    source_ranges::judge(
        &RANGES,
        &format!(" to the listener `{name}`"),
        &before,
        &after,
    )
}

/// Annotations of what is open to the outside are for the cloud or the ingress controller that makes
/// it: some say who may come in, some give it another address.
fn annotations(name: &str) -> Consequence {
    Consequence::new(
        Class::Unknown,
        Fact::new("listener/annotations"),
        format!("the listener `{name}` may be reached from other places, or at another address"),
        "annotations tell the cloud or the ingress controller how to open it, and each has its own",
    )
    .action("read the documentation of the annotation")
}

/// Judges another class of a load balancer that is there (Kubernetes: `validateLoadBalancerClassField`;
/// Strimzi: `ServiceOperator.patchLoadBalancerClass`).
fn class(name: &str, field: &FieldChange) -> Consequence {
    let action = "add a second listener as it should be, move the clients, then remove this one";
    if field.after.is_none() {
        return Consequence::new(
            Class::Reverted,
            Fact::new("listener/class-kept"),
            format!(
                "the load balancers of the listener `{name}` keep their class, and nobody is told"
            ),
            "the operator leaves the class of a Service that is there; new ones have none",
        )
        .action(action);
    }
    Consequence::new(
        Class::Impossible,
        Fact::new("listener/class"),
        format!("the API server refuses the Services of the listener `{name}`, and the Kafka resource is `NotReady`"),
        "the class of a load balancer that is there can't be set or changed; the operator stops where a \
         Service is refused",
    )
    .action(action)
}

fn certificate(name: &str) -> Consequence {
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("listener/certificate"),
        format!("clients of the listener `{name}` that do not trust its new certificate can't connect any more"),
        "clients have to trust who signed the certificate",
    )
    .action("give the clients the new authority first")
}

fn address(name: &str, field: &FieldChange) -> Consequence {
    if field.before.is_none() && field.path.last() == Some("nodePort") {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("listener/address"),
            format!("clients of the listener `{name}` that know the port which Kubernetes chose can't connect any more"),
            "the port of the nodes is a fixed one from now on",
        )
        .action("tell the clients the new port together with this change");
    }
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("listener/address"),
        format!(
            "clients of the listener `{name}` that know its old address can't connect any more"
        ),
        "its host or port is another one from now on",
    )
    .action("add a second listener with the new address, move the clients, then remove this one")
}

/// Judges the address that a cloud is asked to give a load balancer. The operator reads which one it
/// has (`KafkaListenersReconciler.loadBalancerServicesReady`): that of a broker is advertised and stands
/// in its certificate, and that of all stands in every certificate.
fn balancer(scene: &Scene<'_>, name: &str, broker: Option<u16>) -> Vec<Consequence> {
    let address = Consequence::new(
        Class::AccessRemoved,
        Fact::new("listener/address"),
        format!(
            "clients of the listener `{name}` that know its old address can't connect any more, if the \
             cloud gives it the new one"
        ),
        "a cloud that knows the field gives the load balancer this address, and another leaves it alone",
    )
    .action("add a second listener with the new address, move the clients, then remove this one");
    let restarts = broker.map_or_else(|| scene.nodes(Some("broker")), |id| vec![one_broker(id)]);
    let restart = Consequence::new(
        Class::RollingRestart,
        Fact::new("listener/balancer-restart"),
        format!(
            "{} restart one at a time, if the cloud gives the new address",
            pods(&restarts)
        ),
        "the operator makes certificates that name the address which the load balancer has, and a broker \
         reads its own and what it advertises when it starts",
    )
    .restarts(restarts);
    vec![address, restart]
}

/// Judges further addresses under which the nodes take connections for a Service: brokers neither
/// advertise them nor name them in certificates.
fn external_addresses(name: &str, field: &FieldChange) -> Vec<Consequence> {
    let of = |value: &Option<Value>| {
        let list = value
            .as_ref()
            .map(|value| value.get("externalIPs").unwrap_or(value));
        texts(list)
    };
    let (before, after) = (of(&field.before), of(&field.after));
    let told = |class, fact, effect: String| {
        let reason = "the nodes take connections to these addresses, beside those to their own";
        Consequence::new(class, Fact::new(fact), effect, reason)
    };
    let mut all = Vec::new();
    let lost: Vec<String> = before.difference(&after).cloned().collect();
    if !lost.is_empty() {
        let effect = format!(
            "clients of the listener `{name}` that use {} can't connect any more",
            listed(&lost)
        );
        all.push(told(
            Class::AccessRemoved,
            "listener/address-removed",
            effect,
        ));
    }
    let won: Vec<String> = after.difference(&before).cloned().collect();
    if !won.is_empty() {
        let effect = format!(
            "the listener `{name}` can be reached at {} too",
            listed(&won)
        );
        all.push(told(Class::AccessGranted, "listener/address-added", effect));
    }
    if all.is_empty() {
        let effect = format!("the listener `{name}` keeps its addresses");
        all.push(told(Class::Cosmetic, "listener/same-addresses", effect));
    }
    all
}

fn limit(name: &str, field: &FieldChange) -> Consequence {
    let value = |value: &Option<Value>| value.as_ref().and_then(number).unwrap_or(i64::MAX);
    let (class, effect) = if value(&field.after) < value(&field.before) {
        (
            Class::AccessRemoved,
            format!("connections to the listener `{name}` beyond the new limit wait or are closed"),
        )
    } else {
        (
            Class::AccessGranted,
            format!("the listener `{name}` takes more connections than before"),
        )
    };
    Consequence::new(
        class,
        Fact::new("listener/limit"),
        effect,
        "the brokers count the connections of each listener",
    )
}

fn names(name: &str, field: &FieldChange) -> Consequence {
    let (before, after) = (texts(field.before.as_ref()), texts(field.after.as_ref()));
    let lost: Vec<String> = before.difference(&after).cloned().collect();
    if lost.is_empty() {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("listener/names-added"),
            format!("the certificates of the listener `{name}` name more addresses"),
            "the operator makes the certificates of the brokers anew",
        );
    }
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("listener/names-removed"),
        format!("clients that use these names for the listener `{name}` refuse its certificate"),
        "the certificates no longer hold them, and clients compare the name with the certificate",
    )
    .who(lost)
}

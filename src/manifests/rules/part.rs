//! The rules about a part of an object that the model does not have, or can't get wrong.

use crate::environment::rules::reading_rules;

reading_rules! {
    /// Refuses a field of a listener that its type does not take.
    ///
    /// # Why
    /// The operator refuses the whole Kafka, also where nothing else changed.
    ///
    /// # Example
    /// `loadBalancerSourceRanges` of a listener of the type `nodeport`, or `bootstrap.host` of
    /// one of the type `internal`.
    ///
    /// # Instead
    /// Take the field away, or change the type of the listener.
    ///
    /// # Source
    /// Strimzi: ListenersValidator.
    LISTENER_FIELD = "manifest/listener-field";

    /// Refuses a listener of the type `ingress` or `tlsroute` without the hosts of all brokers.
    ///
    /// # Why
    /// Clients reach each broker by its own host. The operator refuses the Kafka.
    ///
    /// # Example
    /// A listener of the type `ingress` with `bootstrap.host` alone.
    ///
    /// # Instead
    /// Write `bootstrap.host`, and `hostTemplate` or the host of each broker below `brokers`.
    ///
    /// # Source
    /// Strimzi: ListenersValidator.
    LISTENER_HOSTS = "manifest/listener-hosts";

    /// Refuses a namespace to watch that the cluster operator does not allow.
    ///
    /// # Why
    /// From 1.0.1 on the operator refuses the Kafka and deletes the entity operator.
    ///
    /// # Example
    /// `watchedNamespace: shop` of a Kafka in `kafka`.
    ///
    /// # Instead
    /// Set `STRIMZI_ENTITY_OPERATOR_WATCHED_NAMESPACE_ENABLED` to `true` on the cluster
    /// operator, or keep topics and users beside the Kafka.
    ///
    /// # Source
    /// Strimzi: EntityOperatorReconciler of 1.0.1.
    WATCHED_NAMESPACE = "manifest/watched-namespace";

    /// Refuses an access rule with both `operation` and `operations`, and warns of one that
    /// allows nothing.
    ///
    /// # Why
    /// The user operator refuses the first. One without an operation is taken and grants nothing.
    ///
    /// # Example
    /// `operation: Read` beside `operations: [Read, Describe]`, or `operations: []`.
    ///
    /// # Instead
    /// Write `operations` alone, with what the user does.
    ///
    /// # Source
    /// Strimzi: KafkaUserModel; tried with 0.40.0 and 1.2.0.
    ACL_OPERATIONS = "manifest/acl-operations";

    /// Refuses days of a user's certificate that do not fit together.
    ///
    /// # Why
    /// The API server refuses the KafkaUser.
    ///
    /// # Example
    /// `validityDays: 30` without `renewalDays`, or with `renewalDays: 30`.
    ///
    /// # Instead
    /// Write both, `renewalDays` below `validityDays`, for users of the type `tls` alone.
    ///
    /// # Source
    /// Strimzi: the validations in the definition of KafkaUser from 1.1.0 on.
    USER_CERTIFICATE = "manifest/user-certificate";

    /// Refuses metrics without what their type needs.
    ///
    /// # Why
    /// The API server or the operator refuses the object.
    ///
    /// # Example
    /// `type: jmxPrometheusExporter` without `valueFrom`, or an empty `allowList`.
    ///
    /// # Instead
    /// Name the key of a ConfigMap with the rules, or write a list of regular expressions.
    ///
    /// # Source
    /// Strimzi: JmxPrometheusExporterModel, StrimziMetricsReporterModel, CruiseControl.
    METRICS = "manifest/metrics";

    /// Refuses a rack without the label or the variable that its type needs.
    ///
    /// # Why
    /// The API server refuses the Kafka, or the brokers never learn their rack.
    ///
    /// # Example
    /// `rack: {topologyKey: ""}`.
    ///
    /// # Instead
    /// Name a label of the nodes, such as `topology.kubernetes.io/zone`.
    ///
    /// # Source
    /// Strimzi: the validations in the definition of Kafka.
    RACK = "manifest/rack";

    /// Refuses quotas of a cluster that exclude each other.
    ///
    /// # Why
    /// The operator refuses both limits of free disk together, and takes away a quota plugin of
    /// the broker settings beside its own.
    ///
    /// # Example
    /// `minAvailableBytesPerVolume` beside `minAvailableRatioPerVolume`.
    ///
    /// # Instead
    /// Keep one of the two.
    ///
    /// # Source
    /// Strimzi: KafkaCluster, QuotasPluginStrimzi.
    QUOTAS = "manifest/quotas";

    /// Warns of an image for the brokers that is not the operator's.
    ///
    /// # Why
    /// The operator goes by `version` alone: an image with another Kafka in it starts with
    /// settings that it may not know. An image with the tag of the operator's own, such as
    /// `1.2.0-kafka-4.2.0`, is taken for that one from a mirror.
    ///
    /// # Example
    /// `spec.kafka.image: registry.example.com/kafka:latest`.
    ///
    /// # Instead
    /// Leave the image out, or keep its Kafka and `version` the same by a check of your own.
    ///
    /// # Source
    /// Strimzi: KafkaVersion, `image`.
    KAFKA_IMAGE = "manifest/kafka-image";

    /// Refuses additional volumes with names or paths that the operator does not take.
    ///
    /// # Why
    /// The operator stops with an error.
    ///
    /// # Example
    /// A mount at `/data`, or two volumes of one name.
    ///
    /// # Instead
    /// Give each volume a name of its own and mount it below `/mnt`.
    ///
    /// # Source
    /// Strimzi: TemplateUtils.
    ADDITIONAL_VOLUME = "manifest/additional-volume";

    /// Refuses resources of which more is asked for than is allowed, and those of nothing.
    ///
    /// # Why
    /// The operator refuses the object before it makes a pod.
    ///
    /// # Example
    /// `requests: {memory: 8Gi}` with `limits: {memory: 4Gi}`, or `cpu: 0`.
    ///
    /// # Instead
    /// Ask for no more than the limit.
    ///
    /// # Source
    /// Strimzi: ModelUtils, `validateComputeResources`.
    RESOURCES = "manifest/resources";

    /// Refuses more than one volume for the metadata, and warns of storage classes for single
    /// brokers.
    ///
    /// # Why
    /// With two volumes for the metadata every later change of the storage is reverted. From
    /// 0.46 on `overrides` are ignored, and the brokers get the class of the volume.
    ///
    /// # Example
    /// `kraftMetadata: shared` of two volumes of one pool.
    ///
    /// # Instead
    /// Mark one volume; for another class make a node pool of its own.
    ///
    /// # Source
    /// Strimzi: StorageDiff; CHANGELOG of 0.43.0 and 0.46.0.
    STORAGE = "manifest/storage";

    /// Refuses two node pools whose pods would have the same names.
    ///
    /// # Why
    /// The pods are called after cluster and pool together. Both operators write one set of
    /// pods, each its own way.
    ///
    /// # Example
    /// The pool `b-c` of the cluster `a` beside the pool `c` of the cluster `a-b`.
    ///
    /// # Instead
    /// Rename one of the pools.
    ///
    /// # Source
    /// Strimzi: KafkaResources; the name of a StrimziPodSet is `CLUSTER-POOL`.
    POD_SET = "manifest/pod-set";

    /// Refuses an alert of a PrometheusRule whose condition Prometheus can't read, and advises
    /// where it has no severity or no time.
    ///
    /// # Why
    /// prometheus-operator leaves the whole PrometheusRule out, with every other rule in it.
    /// Without a label `severity` nobody knows whom to wake, and without `for` one failed scrape
    /// is enough.
    ///
    /// # Example
    /// `expr: sum by (pod (up)`.
    ///
    /// # Instead
    /// What Prometheus itself takes. Whether anything writes the metrics is not judged here: the
    /// rules of the exporters decide their names.
    ///
    /// # Source
    /// Prometheus: alerting rules; prometheus-operator: `pkg/prometheus/server/rules.go`.
    ALERT = "manifest/alert";

    /// Refuses a node port of a single broker that is taken or outside of the range.
    ///
    /// # Why
    /// The API server refuses the Service of that broker. The others are made before, and the
    /// Kafka stays `NotReady` with the text of the API server.
    ///
    /// # Example
    /// `nodePort: 32000` of the bootstrap and of a broker.
    ///
    /// # Instead
    /// A port of its own from 30000 to 32767, or none, so that Kubernetes chooses.
    ///
    /// # Source
    /// Kubernetes: `service-node-port-range`; tried with Strimzi 1.2.0.
    NODE_PORT = "manifest/node-port";

    /// Refuses a super user in a form that nobody has, and warns where everybody is one.
    ///
    /// # Why
    /// Super users are compared with what Kafka calls a client: `CN=` and its name where it has a
    /// certificate, its name alone where it has a password, and `ANONYMOUS` where its listener has
    /// no authentication. Another form is taken, and the user has no rights.
    ///
    /// # Example
    /// `superUsers: [admin]` beside a KafkaUser `admin` with `type: tls`, or `User:CN=admin`;
    /// `superUsers: [ANONYMOUS]` with a listener that has no authentication.
    ///
    /// # Instead
    /// `CN=admin`; nobody in the place of `ANONYMOUS`.
    ///
    /// # Source
    /// Strimzi: KafkaUserModel, KafkaBrokerConfigurationBuilder; Kafka: `KafkaPrincipal`.
    SUPER_USER = "manifest/super-user";

    /// Refuses a KafkaRebalance that no operator can carry out.
    ///
    /// # Why
    /// Without a cluster that runs Cruise Control, or without the brokers or volumes that its
    /// mode is about, it stays `NotReady`.
    ///
    /// # Example
    /// `mode: add-brokers` without `brokers`.
    ///
    /// # Instead
    /// Write what the mode asks for, and `cruiseControl: {}` into the spec of the Kafka.
    ///
    /// # Source
    /// Strimzi: KafkaRebalanceAssemblyOperator, AbstractRebalanceOptions.
    REBALANCE = "manifest/rebalance";
}

//! The rules that only manifests can break, and the pages that explain them.
//!
//! In a model of ours these mistakes can't be written: a topic can't lack its cluster there, and
//! no two resources can stand for one topic. Each finding stands at a place of a manifest. The rules
//! about objects are here, those about the parts of one object in [`part`].

pub mod part;

use crate::{
    environment::rules::reading_rules,
    finding::{Finding, Place, RuleName, Severity, Site},
};

reading_rules! {
    /// Advises what of the manifests is not checked, and why.
    ///
    /// # Why
    /// A check that passes over something in silence is taken for one that found it good.
    ///
    /// # Example
    /// A KafkaConnect, a KafkaTopic of a cluster that is not among the manifests, or a field
    /// that the model cannot say.
    ///
    /// # Instead
    /// Nothing has to change. Add the missing manifests where they exist, so that more can be
    /// checked.
    ///
    /// # Source
    /// A decision of this tool.
    NOT_CHECKED = "manifest/not-checked";

    /// Advises which release of Strimzi the manifests are held against, and why that one.
    ///
    /// # Why
    /// What an operator accepts depends on its release, and manifests rarely name one. It is told
    /// from an operator among them, else the newest release is taken that serves their API version
    /// and has what they show to run: their versions of Kafka, their kinds, and ZooKeeper.
    ///
    /// # Example
    /// A Kafka without a Deployment of its operator beside it.
    ///
    /// # Instead
    /// Name the release that runs in your cluster with `--operator-version`, or add the
    /// manifests of the operator.
    ///
    /// # Source
    /// A decision of this tool; the releases and what they serve are in
    /// `src/catalog/operators.json`.
    RELEASE = "manifest/release";

    /// Refuses an object without an API version, a kind or a name.
    ///
    /// # Why
    /// The API server can't tell what it is and refuses it.
    ///
    /// # Example
    /// `kind: KafkaTopic` without `metadata.name`.
    ///
    /// # Instead
    /// Write the field.
    ///
    /// # Source
    /// Kubernetes: API conventions, "Types (Kinds)".
    IDENTITY = "manifest/identity";

    /// Refuses a name, a namespace, a label or an annotation that Kubernetes does not take.
    ///
    /// # Why
    /// The API server refuses the object.
    ///
    /// # Example
    /// A KafkaTopic with `metadata.name: Pay_Ments`, or the label `tier: 1` without quotes.
    ///
    /// # Instead
    /// Lower-case letters, digits, `-` and `.` for a name. A topic whose name has others is named
    /// in `spec.topicName`. Labels and annotations are texts: `tier: "1"`.
    ///
    /// # Source
    /// Kubernetes: ObjectMeta of meta/v1; RFC 1123; "Labels and Selectors".
    METADATA = "manifest/metadata";

    /// Warns of an annotation that begins as Strimzi's do and is none of them.
    ///
    /// # Why
    /// The operators read annotations by their whole names and pass over all others.
    ///
    /// # Example
    /// `strimzi.io/pause-reconcilation: "true"`: nothing is paused.
    ///
    /// # Instead
    /// Correct the name.
    ///
    /// # Source
    /// Strimzi: `ResourceAnnotations` of 0.40.0 to 1.2.0; `src/catalog/annotations.json`.
    ANNOTATION = "manifest/annotation";

    /// Refuses a kind of Strimzi that the release does not have.
    ///
    /// # Why
    /// The API server knows no such kind and refuses the object.
    ///
    /// # Example
    /// `kind: KafkaTopics`, or `kind: KafkaMirrorMaker` with Strimzi 0.46, which has
    /// `KafkaMirrorMaker2` alone.
    ///
    /// # Instead
    /// Correct the kind, or name the release that has it with `--operator-version`.
    ///
    /// # Source
    /// Strimzi: the definitions that each release installs.
    KIND = "manifest/kind";

    /// Refuses an API version that the release does not serve.
    ///
    /// # Why
    /// The API server knows no such kind and refuses the object.
    ///
    /// # Example
    /// `apiVersion: kafka.strimzi.io/v1` with Strimzi 0.45, or `v1beta2` with 1.0.
    ///
    /// # Instead
    /// Write the version that the finding names. Strimzi 0.49 to 0.51 serve both, so that is
    /// where to change over.
    ///
    /// # Source
    /// Strimzi: CHANGELOG of 0.49.0 and 1.0.0; `src/catalog/operators.json`.
    API_VERSION = "manifest/api-version";

    /// Refuses a field that the release's definitions do not have.
    ///
    /// # Why
    /// kubectl refuses it, and so does the API server where it is applied server-side. With tools
    /// that do not validate strictly the API server leaves it out without a word, so that no
    /// operator ever sees it.
    ///
    /// # Example
    /// `spec.partition` of a KafkaTopic, or a field that a later release brought.
    ///
    /// # Instead
    /// Write the field that was meant, or move to the release that the finding names.
    ///
    /// # Source
    /// The custom resource definitions of the release, from Strimzi's own generator.
    UNKNOWN_FIELD = "manifest/unknown-field";

    /// Refuses an object without a field that the release's definitions require.
    ///
    /// # Why
    /// The API server refuses the object.
    ///
    /// # Example
    /// A listener without `port`.
    ///
    /// # Instead
    /// Write the field.
    ///
    /// # Source
    /// The custom resource definitions of the release, from Strimzi's own generator.
    MISSING_FIELD = "manifest/missing-field";

    /// Refuses a value that the release's definitions do not allow.
    ///
    /// # Why
    /// The API server refuses the object.
    ///
    /// # Example
    /// `partitions: 0`, or a listener of the type `loadBalancer` instead of `loadbalancer`.
    ///
    /// # Instead
    /// Write a value that the finding names.
    ///
    /// # Source
    /// The custom resource definitions of the release, from Strimzi's own generator.
    INVALID_VALUE = "manifest/invalid-value";

    /// Refuses a node pool, topic or user without the label `strimzi.io/cluster`.
    ///
    /// # Why
    /// The operators find them by that label alone: without it nothing happens, and nobody is
    /// told.
    ///
    /// # Example
    /// A KafkaTopic whose labels are empty.
    ///
    /// # Instead
    /// Label it with the name of its Kafka.
    ///
    /// # Source
    /// Strimzi: KafkaAssemblyOperator and BatchingTopicController, which select by label.
    CLUSTER_LABEL = "manifest/cluster-label";

    /// Refuses the label `strimzi.io/cluster` where it nearly names a Kafka of the manifests.
    ///
    /// # Why
    /// No operator picks the object up, and nobody is told.
    ///
    /// # Example
    /// `strimzi.io/cluster: my-clutser` beside a Kafka `my-cluster`.
    ///
    /// # Instead
    /// Write the name of the Kafka. Objects of other clusters are listed as not checked.
    ///
    /// # Source
    /// Strimzi: KafkaAssemblyOperator and BatchingTopicController, which select by label.
    UNKNOWN_CLUSTER = "manifest/unknown-cluster";

    /// Refuses topics or users of a cluster that runs no operator for them.
    ///
    /// # Why
    /// Nothing happens to a KafkaTopic without a topic operator and to a KafkaUser without a
    /// user operator.
    ///
    /// # Example
    /// A KafkaTopic, and a Kafka without `spec.entityOperator.topicOperator`.
    ///
    /// # Instead
    /// Add `entityOperator: {topicOperator: {}, userOperator: {}}` to the spec of the Kafka.
    ///
    /// # Source
    /// Strimzi: EntityOperator.
    ENTITY_OPERATOR = "manifest/entity-operator";

    /// Refuses a node pool, topic or user in another namespace than the one that is watched.
    ///
    /// # Why
    /// Node pools belong beside their Kafka, topics and users into the namespace that the
    /// entity operator watches: elsewhere nothing happens to them.
    ///
    /// # Example
    /// A KafkaTopic in `shop` for a Kafka in `kafka`.
    ///
    /// # Instead
    /// Move the object, or name its namespace in `watchedNamespace` of the topic or user
    /// operator.
    ///
    /// # Source
    /// Strimzi: NodePoolUtils, EntityTopicOperator, EntityUserOperator.
    NAMESPACE = "manifest/namespace";

    /// Refuses two KafkaTopics for one topic of a cluster.
    ///
    /// # Why
    /// The operator lets one of them manage the topic and refuses the other as a conflict.
    ///
    /// # Example
    /// A KafkaTopic `orders`, and another one with `topicName: orders`.
    ///
    /// # Instead
    /// Delete one of the two.
    ///
    /// # Source
    /// Strimzi: BatchingTopicController, `validateSingleManagingResource`.
    TOPIC_TWICE = "manifest/topic-twice";

    /// Refuses an object that stands twice among the manifests.
    ///
    /// # Why
    /// The one that is applied last replaces the other.
    ///
    /// # Example
    /// Two KafkaUsers `shop` in one namespace, in two files.
    ///
    /// # Instead
    /// Delete one of the two.
    ///
    /// # Source
    /// Kubernetes: kind, namespace and name identify an object.
    OBJECT_TWICE = "manifest/object-twice";

    /// Refuses a Kafka with node pools that lacks the annotations for KRaft, or for the way there.
    ///
    /// # Why
    /// Strimzi 0.40 to 0.45 take it for a cluster on ZooKeeper and then miss `spec.zookeeper`, or,
    /// where that is there, refuse its controllers, or pass over node pools that no annotation
    /// enables; 0.46 and 0.47 refuse it. They migrate Kafka 3.7 and newer alone, and only where the
    /// metadata version and the versions of protocol and messages are the same.
    ///
    /// # Example
    /// A Kafka without `strimzi.io/node-pools: enabled` and `strimzi.io/kraft: enabled`.
    ///
    /// # Instead
    /// Add both annotations. A cluster that moves from ZooKeeper to KRaft has
    /// `strimzi.io/kraft: migration` beside its `spec.zookeeper` until its status says
    /// `KRaftPostMigration`, and `enabled` then; `rollback` and `disabled` lead back.
    ///
    /// # Source
    /// Strimzi: KafkaAssemblyOperator, KafkaMetadataStateManager, NodePoolUtils and KRaftUtils of 0.40.0.
    KRAFT = "manifest/kraft";

    /// Refuses a cluster on ZooKeeper where the release knows KRaft alone, and warns of its
    /// fields in KRaft.
    ///
    /// # Why
    /// From 0.46 on the operator runs no ZooKeeper. A cluster in KRaft ignores `spec.zookeeper`,
    /// and up to 0.45 `spec.kafka.replicas` and `spec.kafka.storage` too.
    ///
    /// # Example
    /// A Kafka with `spec.zookeeper` and Strimzi 0.46.
    ///
    /// # Instead
    /// Migrate to KRaft with 0.45 or older before the operator is upgraded; take the fields
    /// away after that.
    ///
    /// # Source
    /// Strimzi: CHANGELOG of 0.46.0; KRaftUtils of 0.40.0; ReconcilerUtils of 0.46.0.
    ZOOKEEPER = "manifest/zookeeper";

    /// Refuses labels that begin with `strimzi.io/`, of kinds whose labels the operators hand on.
    ///
    /// # Why
    /// The operators give the labels of a Kafka, a KafkaNodePool, a KafkaUser, a KafkaBridge, a
    /// KafkaConnect or a KafkaMirrorMaker2 to what they make. They keep that prefix for themselves
    /// and stop with an error; one node pool stops its whole cluster. Topics may have such labels.
    ///
    /// # Example
    /// `strimzi.io/team: shop` on a Kafka, or `strimzi.io/pool-name: brokers` on a KafkaNodePool.
    ///
    /// # Instead
    /// Choose another prefix. The label `strimzi.io/cluster` is taken.
    ///
    /// # Source
    /// Strimzi: Labels, `fromResource` and `additionalLabels`; AbstractModel, KafkaPool and
    /// KafkaUserModel, which call it.
    RESERVED_LABEL = "manifest/reserved-label";

    /// Warns of an object whose reconciliation is paused.
    ///
    /// # Why
    /// The operators leave it as it is until the annotation goes.
    ///
    /// # Example
    /// `strimzi.io/pause-reconciliation: "true"`.
    ///
    /// # Instead
    /// Take the annotation away when the work that asked for it is done.
    ///
    /// # Source
    /// Strimzi: Annotations, `ANNO_STRIMZI_IO_PAUSE_RECONCILIATION`.
    PAUSED = "manifest/paused";

    /// Refuses a reference to a key that a ConfigMap of the manifests does not have.
    ///
    /// # Why
    /// The operator can't find the metrics rules or the log levels and stops with an error.
    ///
    /// # Example
    /// `key: metrics.yml`, and the ConfigMap has `metrics-config.yml`.
    ///
    /// # Instead
    /// Write a key of the ConfigMap.
    ///
    /// # Source
    /// Strimzi: MetricsAndLoggingUtils, JmxPrometheusExporterModel.
    CONFIG_MAP = "manifest/config-map";

    /// Refuses a reference to a key that a Secret of the manifests does not have.
    ///
    /// # Why
    /// The operator can't find the certificate or the password and stops with an error.
    ///
    /// # Example
    /// `brokerCertChainAndKey.key: tls.key`, and the Secret has only `tls.crt`.
    ///
    /// # Instead
    /// Write a key of the Secret. Its values are never read.
    ///
    /// # Source
    /// Strimzi: KafkaListenersReconciler, KafkaUserModel.
    SECRET_KEY = "manifest/secret-key";

    /// Refuses a KafkaUser with the name of a Secret of the manifests.
    ///
    /// # Why
    /// The user operator writes a Secret of the user's name and overwrites the one that is
    /// there.
    ///
    /// # Example
    /// A KafkaUser `database` and a Secret `database` in one namespace.
    ///
    /// # Instead
    /// Rename one of the two.
    ///
    /// # Source
    /// Strimzi: KafkaUserOperator; issue 12020.
    USER_SECRET = "manifest/user-secret";

    /// Warns of an annotation for node ids that the operator can't read.
    ///
    /// # Why
    /// The operator logs it and gives ids as if it were not there.
    ///
    /// # Example
    /// `strimzi.io/next-node-ids: 0-2` without brackets.
    ///
    /// # Instead
    /// Write ids and ranges in brackets, such as `[0-2, 10]`.
    ///
    /// # Source
    /// Strimzi: NodeIdRange.
    NODE_IDS = "manifest/node-ids";

    /// Refuses two listeners of one name.
    ///
    /// # Why
    /// The operator refuses the Kafka.
    ///
    /// # Example
    /// Two listeners `plain`.
    ///
    /// # Instead
    /// Rename one of the two.
    ///
    /// # Source
    /// Strimzi: ListenersValidator.
    LISTENER_TWICE = "manifest/listener-twice";

    /// Refuses volumes without a number or a size, two volumes of one number, and a size in `K`.
    ///
    /// # Why
    /// The operator refuses the first; of two volumes with one number the claims fight each
    /// other. `K` is read by Strimzi and not by Kubernetes, which refuses the claim.
    ///
    /// # Example
    /// Two volumes with `id: 0` below `storage.volumes`.
    ///
    /// # Instead
    /// Give every volume an id of its own and a size.
    ///
    /// # Source
    /// Strimzi: StorageUtils, VolumeUtils, StorageDiff; Kubernetes: `resource.Quantity`.
    VOLUME = "manifest/volume";
}

/// How a rule tells what it found at a place.
pub trait Told {
    /// Returns an error at `place`.
    fn error(self, place: Place, message: impl Into<String>) -> Finding;
    /// Returns a warning at `place`.
    fn warning(self, place: Place, message: impl Into<String>) -> Finding;
    /// Returns advice at `place`.
    fn advice(self, place: Place, message: impl Into<String>) -> Finding;
}

impl Told for RuleName {
    fn error(self, place: Place, message: impl Into<String>) -> Finding {
        Finding::at(self, Severity::Error, Site::Source(place), message)
    }

    fn warning(self, place: Place, message: impl Into<String>) -> Finding {
        Finding::at(self, Severity::Warning, Site::Source(place), message)
    }

    fn advice(self, place: Place, message: impl Into<String>) -> Finding {
        Finding::at(self, Severity::Advice, Site::Source(place), message)
    }
}

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes topics and access control lists in a running cluster and asks its brokers, as each
 * user, what they allow. It reads one JSON object (see {@code kafka_access.rs}) and prints one
 * JSON object a line: {@code user}, {@code kind}, {@code name} and what was {@code allowed}.
 *
 * <p>Where Kafka tells what a client may do it is asked; everything else is tried.
 */
public final class KafkaAccess {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int AT_A_TIME = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JsonNode input;
    private final List<String> topics = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final List<String> transactionalIds = new ArrayList<>();

    private KafkaAccess(JsonNode input) {
        this.input = input;
        input.path("topics").forEach(topic -> topics.add(topic.path("name").asText()));
        input.path("groups").forEach(group -> groups.add(group.asText()));
        input.path("transactionalIds").forEach(id -> transactionalIds.add(id.asText()));
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        KafkaAccess access = new KafkaAccess(MAPPER.readTree(System.in));
        access.prepare();
        access.askAll();
        for (Map.Entry<String, JsonNode> user : access.input.path("intruders").properties()) {
            access.intrude(user.getKey(), properties(user.getValue().asText()));
        }
        // Threads of clients that were refused may linger.
        System.out.flush();
        System.exit(0);
    }

    /** Most of the time goes by waiting for brokers, so several users are asked at a time. */
    private void askAll() throws Exception {
        List<Callable<Void>> users = new ArrayList<>();
        for (Map.Entry<String, JsonNode> user : input.path("users").properties()) {
            users.add(() -> {
                ask(user.getKey(), properties(user.getValue().asText()));
                return null;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
        for (Future<Void> asked : pool.invokeAll(users)) {
            asked.get();
        }
        pool.shutdown();
    }

    /** Makes everything as the operators would, and waits until every broker knows it. */
    private void prepare() throws Exception {
        Properties properties = properties(input.path("operator").asText());
        Set<AclBinding> acls = new HashSet<>();
        input.path("acls").forEach(acl -> acls.add(binding(acl)));
        try (Admin admin = Admin.create(properties)) {
            List<NewTopic> wanted = new ArrayList<>();
            for (JsonNode topic : input.path("topics")) {
                Map<String, String> config = new HashMap<>();
                topic.path("config").properties()
                        .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
                wanted.add(new NewTopic(topic.path("name").asText(),
                        topic.path("partitions").asInt(),
                        (short) topic.path("replicas").asInt()).configs(config));
            }
            admin.createTopics(wanted).all().get();
            admin.createAcls(acls).all().get();
            for (String group : groups) {
                patiently(() ->
                        admin.alterConsumerGroupOffsets(group, offsets(topics.get(0))).all().get());
            }
            reportTopics(admin);
        }
        if (!input.path("users").isEmpty()) {
            fill(properties);
        }
        for (String server : properties.getProperty("bootstrap.servers").split(",")) {
            properties.setProperty("bootstrap.servers", server);
            waitForAcls(properties, server, acls);
        }
    }

    /** A broker may not know yet what was just made through another; it is asked again. */
    private static <T> T patiently(Callable<T> question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return question.call();
            } catch (ExecutionException refusal) {
                if (!(refusal.getCause() instanceof UnknownTopicOrPartitionException)
                        || System.nanoTime() >= end) {
                    throw refusal;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Whoever may read a topic is to receive something. */
    private void fill(Properties properties) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(properties, null)) {
            for (String topic : topics) {
                producer.send(new ProducerRecord<>(topic, 0, key(), key())).get();
            }
        }
    }

    private static void waitForAcls(Properties properties, String server, Set<AclBinding> acls)
            throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Set<AclBinding> found;
        try (Admin admin = Admin.create(properties)) {
            do {
                found = new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
            } while (!found.equals(acls) && System.nanoTime() < end);
        }
        Set<String> shown = new TreeSet<>();
        found.forEach(acl -> shown.add(shown(acl)));
        report("", "acls", server, shown);
    }

    private static String shown(AclBinding acl) {
        AccessControlEntry entry = acl.entry();
        ResourcePattern pattern = acl.pattern();
        return entry.principal() + " " + entry.permissionType() + " " + entry.operation() + " on "
                + pattern.patternType() + " " + pattern.resourceType() + " " + pattern.name()
                + " from " + entry.host();
    }

    private static AclBinding binding(JsonNode acl) {
        ResourcePattern pattern = new ResourcePattern(
                ResourceType.fromString(acl.path("resource").asText()),
                acl.path("name").asText(),
                PatternType.fromString(acl.path("pattern").asText()));
        return new AclBinding(pattern, new AccessControlEntry(
                "User:CN=" + acl.path("user").asText(),
                acl.path("host").asText(),
                AclOperation.fromString(acl.path("operation").asText()),
                AclPermissionType.fromString(acl.path("permission").asText())));
    }

    private void reportTopics(Admin admin) throws Exception {
        Map<String, TopicDescription> found =
                patiently(() -> admin.describeTopics(topics).allTopicNames().get());
        Map<ConfigResource, Config> configs =
                patiently(() -> admin.describeConfigs(resources()).all().get());
        for (String topic : topics) {
            ObjectNode line = MAPPER.createObjectNode();
            TopicDescription description = found.get(topic);
            line.put("user", "").put("kind", "made").put("name", topic);
            line.put("partitions", description.partitions().size());
            line.put("replicas", description.partitions().get(0).replicas().size());
            ObjectNode config = line.putObject("config");
            for (ConfigEntry entry : configs.get(resource(topic)).entries()) {
                if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                    config.put(entry.name(), entry.value());
                }
            }
            line.putArray("allowed");
            System.out.println(line);
        }
    }

    /** Asks and tries everything as one user. */
    private void ask(String user, Properties properties) throws Exception {
        try (Admin admin = Admin.create(properties)) {
            report(user, "cluster", "kafka-cluster", names(admin.describeCluster(
                    new DescribeClusterOptions().includeAuthorizedOperations(true))
                    .authorizedOperations().get()));
            for (String topic : topics) {
                report(user, "topic", topic, ofTopic(admin, topic));
            }
            for (String group : groups) {
                report(user, "group", group, ofGroup(admin, group));
            }
            for (String id : transactionalIds) {
                report(user, "transactionalId", id, ofTransactionalId(admin, properties, id));
            }
            attempt(user, "createTopic", "acceptance-new", () -> admin.createTopics(
                    List.of(new NewTopic("acceptance-new", 1, (short) 1)),
                    new CreateTopicsOptions().validateOnly(true)).all().get());
            attempt(user, "listAcls", "", () ->
                    admin.describeAcls(AclBindingFilter.ANY).values().get());
            commit(user, admin);
        }
        produce(user, properties);
        consume(user, properties);
    }

    /** What a refused description does not tell is tried by itself. */
    private Set<String> ofTopic(Admin admin, String topic) throws Exception {
        Set<String> allowed = told(() -> names(admin.describeTopics(List.of(topic),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames().get().get(topic).authorizedOperations()));
        if (succeeds(() -> admin.describeConfigs(List.of(resource(topic))).all().get())) {
            allowed.add("DESCRIBE_CONFIGS");
        }
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry("retention.ms", "60000"), AlterConfigOp.OpType.SET);
        if (succeeds(() -> admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(change)),
                new AlterConfigsOptions().validateOnly(true)).all().get())) {
            allowed.add("ALTER_CONFIGS");
        }
        return allowed;
    }

    private static Set<String> ofGroup(Admin admin, String group) throws Exception {
        return told(() -> names(admin.describeConsumerGroups(List.of(group),
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .all().get().get(group).authorizedOperations()));
    }

    /** A producer that begins with the id needs the right to write with it. */
    private static Set<String> ofTransactionalId(Admin admin, Properties properties, String id)
            throws Exception {
        Set<String> allowed = new TreeSet<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(properties, id)) {
            if (succeeds(producer::initTransactions)) {
                allowed.add("WRITE");
            }
        }
        try {
            admin.describeTransactions(List.of(id)).all().get();
            allowed.add("DESCRIBE");
        } catch (ExecutionException refused) {
            // An id that nobody has used yet is told as such only to whom may describe it.
            if (!(refused.getCause() instanceof AuthorizationException)) {
                allowed.add("DESCRIBE");
            }
        }
        return allowed;
    }

    private void produce(String user, Properties properties) {
        try (KafkaProducer<byte[], byte[]> producer = producer(properties, null)) {
            for (String topic : topics) {
                attempt(user, "produce", topic, () ->
                        producer.send(new ProducerRecord<>(topic, 0, key(), key())).get());
            }
        }
        for (JsonNode work : input.path("transactions").path(user)) {
            String id = work.path("transactionalId").asText();
            attempt(user, "transaction", id, () -> transact(properties, work, id));
        }
    }

    /** Writes and commits what was read, in one transaction. */
    private static void transact(Properties properties, JsonNode work, String id) {
        try (KafkaProducer<byte[], byte[]> producer = producer(properties, id)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (JsonNode topic : work.path("writes")) {
                producer.send(new ProducerRecord<>(topic.asText(), 0, key(), key()));
            }
            for (JsonNode topic : work.path("reads")) {
                producer.sendOffsetsToTransaction(offsets(topic.asText()),
                        new ConsumerGroupMetadata(work.path("group").asText()));
            }
            producer.commitTransaction();
        }
    }

    private void consume(String user, Properties properties) {
        for (String topic : topics) {
            attempt(user, "consume", topic, () -> {
                try (KafkaConsumer<byte[], byte[]> consumer = consumer(properties)) {
                    TopicPartition partition = new TopicPartition(topic, 0);
                    consumer.assign(Set.of(partition));
                    consumer.seek(partition, 0);
                    long end = System.nanoTime() + PATIENCE.toNanos();
                    while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                        if (System.nanoTime() > end) {
                            throw new IllegalStateException("neither a record nor a refusal");
                        }
                    }
                }
            });
        }
    }

    private void commit(String user, Admin admin) {
        for (String group : groups) {
            for (String topic : topics) {
                attempt(user, "commit", group + " " + topic, () ->
                        admin.alterConsumerGroupOffsets(group, offsets(topic)).all().get());
            }
        }
    }

    /** Somebody whom no authority of ours vouches for; being let in at all is the failure. */
    private void intrude(String user, Properties properties) throws Exception {
        properties.setProperty("request.timeout.ms", "30000");
        properties.setProperty("default.api.timeout.ms", "30000");
        Set<String> allowed = new TreeSet<>();
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().nodes().get();
            allowed.add("LET_IN");
        } catch (ExecutionException refused) {
            allowed.add(refused.getCause() instanceof AuthenticationException
                    ? "REFUSED" : refused.getCause().getClass().getSimpleName());
        }
        report(user, "connect", "", allowed);
    }

    private interface Try {
        void run() throws Exception;
    }

    private interface Question {
        Set<String> ask() throws Exception;
    }

    private static void attempt(String user, String kind, String name, Try attempt) {
        Set<String> outcome;
        try {
            outcome = succeeds(attempt) ? Set.of("DONE") : Set.of();
        } catch (Exception other) {
            outcome = Set.of(other.toString());
        }
        report(user, kind, name, outcome);
    }

    /** Only a refusal by the authorizer is a no; anything else is no answer. */
    private static boolean succeeds(Try attempt) throws Exception {
        try {
            attempt.run();
            return true;
        } catch (AuthorizationException refused) {
            return false;
        } catch (ExecutionException | org.apache.kafka.common.KafkaException error) {
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                if (cause instanceof AuthorizationException) {
                    return false;
                }
            }
            throw error;
        }
    }

    private static Set<String> told(Question question) throws Exception {
        Set<String> allowed = new TreeSet<>();
        succeeds(() -> allowed.addAll(question.ask()));
        return allowed;
    }

    private static Set<String> names(Collection<AclOperation> operations) {
        Set<String> names = new TreeSet<>();
        operations.forEach(operation -> names.add(operation.name()));
        return names;
    }

    private List<ConfigResource> resources() {
        return topics.stream().map(KafkaAccess::resource).toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(String topic) {
        return Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0));
    }

    /** A compacted topic takes no record without a key. */
    private static byte[] key() {
        return new byte[] {1};
    }

    private static KafkaProducer<byte[], byte[]> producer(Properties properties, String id) {
        Properties own = new Properties();
        own.putAll(properties);
        if (id != null) {
            own.setProperty("transactional.id", id);
        }
        own.setProperty("max.block.ms", "60000");
        return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Properties properties) {
        Properties own = new Properties();
        own.putAll(properties);
        own.setProperty("enable.auto.commit", "false");
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Properties properties(String file) throws Exception {
        Properties properties = new Properties();
        try (InputStream input = Files.newInputStream(Path.of(file))) {
            properties.load(input);
        }
        return properties;
    }

    private static void report(String user, String kind, String name, Set<String> allowed) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("user", user).put("kind", kind).put("name", name);
        ArrayNode operations = line.putArray("allowed");
        allowed.stream().sorted().forEach(operations::add);
        System.out.println(line);
    }
}

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Changes a running cluster as its super user, one request over HTTP at a time, so that many
 * changes need one Java machine only. It is called with the client's configuration and a port of
 * loopback, and posted a JSON array of steps; it answers when every node has seen them.
 */
public final class KafkaControl {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long PATIENCE = 20_000_000_000L;

    private final Admin admin;

    private KafkaControl(Admin admin) {
        this.admin = admin;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of(arguments[0]))) {
            properties.load(file);
        }
        KafkaControl control = new KafkaControl(Admin.create(properties));
        InetSocketAddress place =
                new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        HttpServer server = HttpServer.create(place, 0);
        server.createContext("/", control::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Object answer;
        try {
            JsonNode steps = MAPPER.readTree(exchange.getRequestBody());
            for (JsonNode step : steps) {
                take(step);
            }
            settle();
            answer = Map.of("names", names());
        } catch (Exception problem) {
            answer = Map.of("error", String.valueOf(problem));
        }
        byte[] text = MAPPER.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** Returns the names of all topics and groups. */
    private Set<String> names() throws Exception {
        Set<String> names = new TreeSet<>(admin.listTopics().names().get());
        admin.listConsumerGroups().valid().get().forEach(group -> names.add(group.groupId()));
        return names;
    }

    private void take(JsonNode step) throws Exception {
        switch (step.path("step").asText()) {
            case "create-topic" -> createTopic(step);
            case "delete-topic" -> deleteTopic(step.path("topic").asText());
            case "partitions" -> admin.createPartitions(Map.of(step.path("topic").asText(),
                    NewPartitions.increaseTo(step.path("count").asInt()))).all().get();
            case "config" -> config(step);
            case "allow", "forbid" -> admin.createAcls(List.of(acl(step))).all().get();
            case "take-back" -> admin.deleteAcls(List.of(acl(step).toFilter())).all().get();
            case "quota" -> quota(step);
            case "feature" -> admin.updateFeatures(Map.of("metadata.version",
                    new FeatureUpdate((short) step.path("level").asInt(),
                            FeatureUpdate.UpgradeType.fromCode(step.path("type").asInt()))),
                    new UpdateFeaturesOptions()).all().get();
            case "reassign" -> reassign(step);
            case "commit" -> admin.alterConsumerGroupOffsets(step.path("group").asText(),
                    Map.of(new TopicPartition(step.path("topic").asText(), 0),
                            new OffsetAndMetadata(0))).all().get();
            case "brokers" -> until(() ->
                    admin.describeCluster().nodes().get().size() == step.path("count").asInt());
            case "in-sync" -> until(this::inSync);
            case "delete-group" ->
                    admin.deleteConsumerGroups(List.of(step.path("group").asText())).all().get();
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    /** Returns whether every copy of every topic, Kafka's own included, is in sync. */
    private boolean inSync() throws Exception {
        ListTopicsOptions all = new ListTopicsOptions().listInternal(true);
        return admin.describeTopics(admin.listTopics(all).names().get()).allTopicNames().get()
                .values().stream().flatMap(topic -> topic.partitions().stream())
                .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    }

    /** A cluster that changes may not answer each question. */
    private static void until(Callable<Boolean> wanted) throws Exception {
        long end = System.nanoTime() + 4 * PATIENCE;
        while (true) {
            try {
                if (wanted.call()) {
                    return;
                }
            } catch (ExecutionException problem) {
                if (System.nanoTime() > end) {
                    throw problem;
                }
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("what was waited for did not happen");
            }
            Thread.sleep(100);
        }
    }

    private void createTopic(JsonNode step) throws Exception {
        Map<String, String> config = new HashMap<>();
        step.path("config").properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        NewTopic topic = new NewTopic(step.path("topic").asText(),
                step.path("partitions").asInt(), (short) step.path("replicas").asInt());
        admin.createTopics(List.of(topic.configs(config))).all().get();
    }

    private void deleteTopic(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        long end = System.nanoTime() + PATIENCE;
        while (admin.listTopics().names().get().contains(topic) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    private void config(JsonNode step) throws Exception {
        ConfigResource.Type type = ConfigResource.Type.valueOf(step.path("of").asText());
        List<AlterConfigOp> changes = new ArrayList<>();
        step.path("set").properties().forEach(entry -> changes.add(new AlterConfigOp(
                new ConfigEntry(entry.getKey(), entry.getValue().asText()),
                entry.getValue().isNull()
                        ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET)));
        ConfigResource resource = new ConfigResource(type, step.path("name").asText());
        admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
    }

    private static AclBinding acl(JsonNode step) {
        ResourcePattern pattern = new ResourcePattern(
                ResourceType.fromString(step.path("resource").asText()),
                step.path("name").asText(),
                PatternType.fromString(step.path("pattern").asText("LITERAL")));
        return new AclBinding(pattern, new AccessControlEntry(
                step.path("user").asText(), step.path("host").asText("*"),
                AclOperation.fromString(step.path("operation").asText()),
                AclPermissionType.fromString(step.path("permission").asText("ALLOW"))));
    }

    /** A user that is null stands for the default of all users. */
    private void quota(JsonNode step) throws Exception {
        Map<String, String> entity = new HashMap<>();
        step.path("entity").properties().forEach(entry -> entity.put(entry.getKey(),
                entry.getValue().isNull() ? null : entry.getValue().asText()));
        List<ClientQuotaAlteration.Op> changes = new ArrayList<>();
        step.path("set").properties().forEach(entry -> changes.add(new ClientQuotaAlteration.Op(
                entry.getKey(), entry.getValue().isNull() ? null : entry.getValue().asDouble())));
        admin.alterClientQuotas(List.of(
                new ClientQuotaAlteration(new ClientQuotaEntity(entity), changes))).all().get();
    }

    private void reassign(JsonNode step) throws Exception {
        List<Integer> replicas = new ArrayList<>();
        step.path("replicas").forEach(replica -> replicas.add(replica.asInt()));
        TopicPartition partition = new TopicPartition(step.path("topic").asText(), 0);
        admin.alterPartitionReassignments(Map.of(partition,
                Optional.of(new NewPartitionReassignment(replicas)))).all().get();
        long end = System.nanoTime() + PATIENCE;
        while (!admin.listPartitionReassignments().reassignments().get().isEmpty()
                && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    /** Waits until every node that still asks has the metadata that was written so far. */
    private void settle() throws Exception {
        long wanted = quorum().highWatermark();
        long end = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() < end) {
            QuorumInfo quorum = quorum();
            boolean behind = quorum.voters().stream()
                    .anyMatch(voter -> voter.logEndOffset() < wanted);
            if (!behind && quorum.highWatermark() > wanted) {
                return;
            }
            Thread.sleep(50);
        }
    }

    /** A broker that refuses this client, as a fault may have it, is not the only one. */
    private QuorumInfo quorum() throws Exception {
        for (int time = 0; time < 5; time++) {
            try {
                return admin.describeMetadataQuorum().quorumInfo().get();
            } catch (ExecutionException refused) {
                Thread.sleep(100);
            }
        }
        return admin.describeMetadataQuorum().quorumInfo().get();
    }
}

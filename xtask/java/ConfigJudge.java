import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;

/**
 * Judges values of configurations as one release of Apache Kafka does.
 *
 * The argument is a file with one JSON object a line: {@code kind} ({@code broker}, {@code topic},
 * {@code consumer} or {@code producer}), and either {@code name} and {@code value} or, for values that are judged together,
 * {@code together}; {@code names}, to have all that this Kafka knows; or two metadata versions, {@code from} and {@code to}. A line is answered by {@code taken}, {@code refused} or, where this Kafka knows
 * no such name, {@code unknown}.
 */
public final class ConfigJudge {
    private static final String TOPIC = "org.apache.kafka.storage.internals.log.LogConfig";

    /** The smallest node that Kafka takes. */
    private static final Map<String, String> NODE = Map.of(
        "process.roles", "broker,controller",
        "node.id", "1",
        "controller.quorum.voters", "1@localhost:9093",
        "listeners", "PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093",
        "controller.listener.names", "CONTROLLER",
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");

    private ConfigJudge() {
    }

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, ConfigDef> definitions = Map.of(
            "broker", definitions("kafka.server.KafkaConfig", "configDef"),
            "topic", definitions(TOPIC, "configDefCopy"),
            "consumer", definitions("org.apache.kafka.clients.consumer.ConsumerConfig", "configDef"),
            "producer", definitions("org.apache.kafka.clients.producer.ProducerConfig", "configDef"));
        StringBuilder answers = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8)) {
            JsonNode asked = mapper.readTree(line);
            if (asked.has("from")) {
                answers.append(isSameForm(asked.get("from").asText(), asked.get("to").asText()))
                    .append('\n');
                continue;
            }
            if (asked.has("names")) {
                ConfigDef known = definitions.get(asked.get("kind").asText());
                answers.append(String.join(",", known.configKeys().keySet())).append('\n');
                continue;
            }
            if (asked.has("together")) {
                answers.append(together(asked.get("kind").asText(), asked.get("together")))
                    .append('\n');
                continue;
            }
            ConfigDef.ConfigKey key = definitions.get(asked.get("kind").asText())
                .configKeys().get(asked.get("name").asText());
            answers.append(key == null ? "unknown" : judge(key, asked.get("value").asText()))
                .append('\n');
        }
        System.out.print(answers);
    }

    private static String judge(ConfigDef.ConfigKey key, String value) {
        try {
            Object parsed = ConfigDef.parseType(key.name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, parsed);
            }
            return "taken";
        } catch (ConfigException refused) {
            return "refused";
        }
    }

    /** Starts no broker and makes no topic, but has Kafka look at the whole configuration of one. */
    private static String together(String kind, JsonNode settings)
            throws ReflectiveOperationException {
        Properties properties = new Properties();
        if (kind.equals("broker")) {
            properties.putAll(NODE);
        }
        settings.fieldNames().forEachRemaining(
            name -> properties.put(name, settings.get(name).asText()));
        try {
            if (kind.equals("broker")) {
                Class.forName("kafka.server.KafkaConfig").getConstructor(Map.class)
                    .newInstance(properties);
            } else {
                Map<String, Object> values = definitions(TOPIC, "configDefCopy").parse(properties);
                Class.forName(TOPIC).getMethod("validateValues", Map.class).invoke(null, values);
            }
            return "taken";
        } catch (InvocationTargetException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof ConfigException || cause instanceof IllegalArgumentException
                    || cause instanceof InvalidConfigurationException) {
                return "refused";
            }
            throw failed;
        }
    }

    /** Whether a cluster's metadata can be lowered from one version to another. */
    private static String isSameForm(String from, String to) throws ReflectiveOperationException {
        Class<?> versions = Class.forName("org.apache.kafka.server.common.MetadataVersion");
        Object changed = versions.getMethod("checkIfMetadataChanged", versions, versions)
            .invoke(null, level(versions, from), level(versions, to));
        return changed.equals(false) ? "taken" : "refused";
    }

    private static Object level(Class<?> versions, String name) throws ReflectiveOperationException {
        for (Object level : versions.getEnumConstants()) {
            if (versions.getMethod("version").invoke(level).equals(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static ConfigDef definitions(String type, String method)
            throws ReflectiveOperationException {
        return (ConfigDef) Class.forName(type).getMethod(method).invoke(null);
    }
}

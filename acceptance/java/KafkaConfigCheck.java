import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Reads configurations, one JSON object a line with {@code name}, {@code kind} and
 * {@code config}, and prints a line for everything that this Kafka's own definitions refuse
 * or do not know. The kind is {@code broker} or {@code topic}.
 */
public final class KafkaConfigCheck {
    /** Prefixes under which a broker takes names that its definition does not list. */
    private static final List<String> OPEN = List.of("listener.name.", "config.providers.");

    /** Names that belong to the authorizer and not to the broker. */
    private static final Set<String> OF_AUTHORIZER = Set.of(
            StandardAuthorizer.SUPER_USERS_CONFIG,
            StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG);

    private KafkaConfigCheck() {}

    public static void main(String[] arguments) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        InputStreamReader input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        try (BufferedReader lines = new BufferedReader(input)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                check(mapper.readTree(line));
            }
        }
    }

    private static void check(JsonNode subject) {
        String name = subject.path("name").asText();
        Properties config = new Properties();
        subject.path("config").properties()
                .forEach(entry -> config.setProperty(entry.getKey(), entry.getValue().asText()));
        try {
            if (subject.path("kind").asText().equals("broker")) {
                findUnknown(name, config);
                KafkaConfig.fromProps(config);
            } else {
                // This refuses unknown names by itself.
                LogConfig.validate(config);
            }
        } catch (KafkaException | IllegalArgumentException refused) {
            report(name, refused.getMessage());
        }
    }

    /** A broker ignores a name that it does not know. */
    private static void findUnknown(String name, Properties config) {
        for (String key : config.stringPropertyNames()) {
            boolean open = OPEN.stream().anyMatch(key::startsWith) || OF_AUTHORIZER.contains(key);
            if (!open && !KafkaConfig.configDef().names().contains(key)) {
                report(name, "Kafka does not know " + key);
            }
        }
    }

    private static void report(String name, String problem) {
        System.out.println(name + ": " + problem);
    }
}

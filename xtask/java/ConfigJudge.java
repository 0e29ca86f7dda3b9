import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Judges single values of configurations as one release of Apache Kafka does.
 *
 * The argument is a file with one JSON object a line: {@code kind} ({@code broker} or
 * {@code topic}), {@code name} and {@code value}. A line is answered by {@code taken},
 * {@code refused} or, where this Kafka knows no such name, {@code unknown}.
 */
public final class ConfigJudge {
    private ConfigJudge() {
    }

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, ConfigDef> definitions = Map.of(
            "broker", definitions("kafka.server.KafkaConfig", "configDef"),
            "topic", definitions("org.apache.kafka.storage.internals.log.LogConfig", "configDefCopy"));
        StringBuilder answers = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(args[0]), StandardCharsets.UTF_8)) {
            JsonNode asked = mapper.readTree(line);
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

    private static ConfigDef definitions(String type, String method)
            throws ReflectiveOperationException {
        return (ConfigDef) Class.forName(type).getMethod(method).invoke(null);
    }
}

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Prints the keys that one release of Strimzi removes from configurations, as JSON.
 *
 * Strimzi's API model names them in constants, separated by commas.
 */
public final class ForbiddenKeys {
    private ForbiddenKeys() {
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        System.out.println("{\"spec.kafka.config\": " + keys("KafkaClusterSpec")
            + ", \"spec.cruiseControl.config\": " + keys("cruisecontrol.CruiseControlSpec") + "}");
    }

    private static String keys(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("io.strimzi.api.kafka.model.kafka." + name);
        return "{\"prefixes\": " + list(type, "FORBIDDEN_PREFIXES")
            + ", \"exceptions\": " + list(type, "FORBIDDEN_PREFIX_EXCEPTIONS") + "}";
    }

    private static String list(Class<?> type, String constant) throws ReflectiveOperationException {
        String names = (String) type.getField(constant).get(null);
        return Arrays.stream(names.split("\\s*,+\\s*"))
            .map(name -> "\"" + name.trim() + "\"")
            .collect(Collectors.joining(", ", "[", "]"));
    }
}

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Prints what one release of Apache Kafka knows of its configurations, as JSON.
 *
 * The definitions moved between classes from release to release, so they are found by reflection;
 * a place that is nowhere is an error, never an empty answer.
 */
public final class KafkaConfigs {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KafkaConfigs() {
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("broker", broker());
        answer.set("topic", topic());
        answer.set("metadata", metadata());
        System.out.println(answer);
    }

    private static ObjectNode broker() throws ReflectiveOperationException {
        ConfigDef definitions = (ConfigDef) call("kafka.server.KafkaConfig", "configDef");
        Map<?, ?> modes = (Map<?, ?>) updateModes();
        ObjectNode answer = JSON.createObjectNode();
        for (ConfigDef.ConfigKey key : sorted(definitions)) {
            ObjectNode definition = definition(key);
            Object mode = modes.get(key.name);
            if (mode != null && !"read-only".equals(mode)) {
                definition.put("update", mode.toString());
            }
            answer.set(key.name, definition);
        }
        return answer;
    }

    private static Object updateModes() throws ReflectiveOperationException {
        try {
            return call("org.apache.kafka.server.config.DynamicBrokerConfig", "dynamicConfigUpdateModes");
        } catch (ClassNotFoundException absent) {
            Class<?> type = Class.forName("kafka.server.DynamicBrokerConfig$");
            Object companion = type.getField("MODULE$").get(null);
            return type.getMethod("dynamicConfigUpdateModes").invoke(companion);
        }
    }

    private static ObjectNode topic() throws ReflectiveOperationException {
        ConfigDef definitions =
            (ConfigDef) call("org.apache.kafka.storage.internals.log.LogConfig", "configDefCopy");
        Map<?, ?> synonyms = (Map<?, ?>) field(
            Class.forName("org.apache.kafka.server.config.ServerTopicConfigSynonyms"),
            "ALL_TOPIC_CONFIG_SYNONYMS", null);
        ObjectNode answer = JSON.createObjectNode();
        for (ConfigDef.ConfigKey key : sorted(definitions)) {
            ObjectNode definition = definition(key);
            if (synonyms.get(key.name) instanceof List<?> names && !names.isEmpty()) {
                definition.set("synonyms", synonyms(names));
            }
            answer.set(key.name, definition);
        }
        return answer;
    }

    /** Broker configurations that set the default, the strongest first, with their unit in ours. */
    private static ArrayNode synonyms(List<?> names) throws ReflectiveOperationException {
        ArrayNode answer = JSON.createArrayNode();
        for (Object synonym : names) {
            ObjectNode entry = answer.addObject();
            entry.put("name", invoke(synonym, "name").toString());
            @SuppressWarnings("unchecked")
            Function<String, String> converter =
                (Function<String, String>) invoke(synonym, "converter");
            String one = converter.apply("1");
            if (!"1".equals(one)) {
                entry.put("factor", Long.parseLong(one));
            }
        }
        return answer;
    }

    /** Whether a cluster in KRaft mode may run with a metadata version; 3.6 calls every one ready. */
    private static boolean isProduction(Object version) throws ReflectiveOperationException {
        return answers(version, "isKRaftSupported") && answers(version, "isProduction");
    }

    /** What a method says; yes where a release has no such method and so makes no difference. */
    private static boolean answers(Object target, String method) throws ReflectiveOperationException {
        try {
            return (boolean) target.getClass().getMethod(method).invoke(target);
        } catch (NoSuchMethodException absent) {
            return true;
        }
    }

    private static ArrayNode metadata() throws ReflectiveOperationException {
        ArrayNode answer = JSON.createArrayNode();
        Class<?> type = Class.forName("org.apache.kafka.server.common.MetadataVersion");
        for (Object version : type.getEnumConstants()) {
            if (isProduction(version)) {
                answer.add(invoke(version, "version").toString());
            }
        }
        return answer;
    }

    private static Iterable<ConfigDef.ConfigKey> sorted(ConfigDef definitions) {
        return new TreeMap<>(definitions.configKeys()).values();
    }

    private static ObjectNode definition(ConfigDef.ConfigKey key)
            throws ReflectiveOperationException {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("type", key.type.name().toLowerCase());
        if (ConfigDef.NO_DEFAULT_VALUE.equals(key.defaultValue)) {
            answer.put("required", true);
        } else if (key.defaultValue != null) {
            answer.put("default", ConfigDef.convertToString(key.defaultValue, key.type));
        }
        answer.put("importance", key.importance.name().toLowerCase());
        if (key.internalConfig) {
            answer.put("internal", true);
        }
        ObjectNode valid = validator(key.validator);
        if (!valid.isEmpty()) {
            answer.set("valid", valid);
        }
        return answer;
    }

    private static ObjectNode validator(ConfigDef.Validator validator)
            throws ReflectiveOperationException {
        ObjectNode answer = JSON.createObjectNode();
        if (validator == null) {
            return answer;
        }
        switch (validator.getClass().getSimpleName()) {
            case "Range" -> {
                bound(answer, "min", field(validator.getClass(), "min", validator));
                bound(answer, "max", field(validator.getClass(), "max", validator));
            }
            case "ValidString" ->
                answer.set("one_of", JSON.valueToTree(field(validator.getClass(), "validStrings", validator)));
            case "CaseInsensitiveValidString" ->
                answer.set("one_of_any_case", JSON.valueToTree(
                    new java.util.TreeSet<Object>((java.util.Collection<?>)
                        field(validator.getClass(), "validStrings", validator))));
            case "ValidList" -> list(answer, validator);
            case "NonEmptyString" -> answer.put("not_empty", true);
            default -> described(answer, text(validator));
        }
        return answer;
    }

    private static void list(ObjectNode answer, ConfigDef.Validator validator)
            throws ReflectiveOperationException {
        Object inner = field(validator.getClass(), "validString", validator);
        List<?> values = (List<?>) field(inner.getClass(), "validStrings", inner);
        if (!values.isEmpty()) {
            answer.set("each_of", JSON.valueToTree(values));
        }
        for (Field declared : validator.getClass().getDeclaredFields()) {
            if (declared.getName().equals("isEmptyAllowed")) {
                // Since 4.1 a list says whether it may be empty, and never may repeat a value.
                answer.put("distinct", true);
                if (values.isEmpty() && !takesBlank(validator)) {
                    answer.put("no_blank", true);
                }
                if (!(boolean) field(validator.getClass(), "isEmptyAllowed", validator)) {
                    answer.put("not_empty", true);
                }
            }
        }
    }

    /** Since 4.2 nothing in a list may be empty; only a try tells. */
    private static boolean takesBlank(ConfigDef.Validator validator) {
        try {
            validator.ensureValid("list", List.of("a", ""));
            return true;
        } catch (ConfigException refused) {
            return false;
        }
    }

    /** Validators that are pieces of code are known by what they say of themselves. */
    private static void described(ObjectNode answer, String text) {
        switch (text) {
            case "non-null string" -> { }
            case "[1,...,9] or -1" -> answer.put("min", 1).put("max", 9).put("or", -1);
            default -> answer.put("text", text);
        }
    }

    /** What a validator says of itself; the name of its class if it says nothing short. */
    private static String text(ConfigDef.Validator validator) {
        String text = validator.toString();
        boolean silent = text.startsWith(validator.getClass().getName() + "@") || text.contains("$$Lambda");
        return silent || text.length() > 60 ? validator.getClass().getSimpleName().replaceAll("\\$.*|/.*", "") : text;
    }

    private static void bound(ObjectNode answer, String name, Object value) {
        if (value instanceof Double number) {
            answer.put(name, number);
        } else if (value instanceof Number number) {
            answer.put(name, number.longValue());
        }
    }

    private static Object call(String type, String method) throws ReflectiveOperationException {
        return Class.forName(type).getMethod(method).invoke(null);
    }

    private static Object invoke(Object target, String method) throws ReflectiveOperationException {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (NoSuchMethodException absent) {
            return field(target.getClass(), method, target);
        } catch (InvocationTargetException failed) {
            throw new ReflectiveOperationException(failed.getCause());
        }
    }

    private static Object field(Class<?> type, String name, Object target)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(target);
    }
}

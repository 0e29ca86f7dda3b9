import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Reads Strimzi's custom resources, one JSON object a line, with Strimzi's own Java model and
 * prints a line for everything that the model does not take as it is written: fields it does
 * not know, values it loses (an unknown enum value becomes null), API versions it lacks.
 *
 * <p>Arguments: {@code Kind=class} for every kind.
 */
public final class StrimziModel {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Writes values that equal a default too, which the model's own annotations leave out. */
    private static final ObjectMapper WRITER =
            new ObjectMapper().setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public JsonInclude.Value findPropertyInclusion(Annotated property) {
                    return JsonInclude.Value.empty();
                }
            });

    private StrimziModel() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Class<?>> classes = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            classes.put(parts[0], Class.forName(parts[1]));
        }
        InputStreamReader input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        try (BufferedReader lines = new BufferedReader(input)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                check(MAPPER.readTree(line), classes);
            }
        }
    }

    private static void check(JsonNode written, Map<String, Class<?>> classes) throws Exception {
        String kind = written.path("kind").asText();
        String name = kind + " " + written.path("metadata").path("name").asText();
        Class<?> type = classes.get(kind);
        if (type == null) {
            report(name, "/kind", "the model has no such kind");
            return;
        }
        checkVersion(written.path("apiVersion").asText(), type, name);
        Object read;
        try {
            read = MAPPER.treeToValue(written, type);
        } catch (IOException refused) {
            report(name, "", refused.getMessage().lines().findFirst().orElse("refused"));
            return;
        }
        findUnknown(read, "", name);
        findLost(written, WRITER.valueToTree(read), "", name);
    }

    /** Strimzi's classes name the versions they are served in. */
    private static void checkVersion(String apiVersion, Class<?> type, String name)
            throws ReflectiveOperationException {
        String group = (String) type.getField("RESOURCE_GROUP").get(null);
        List<?> versions = (List<?>) type.getField("VERSIONS").get(null);
        if (versions.stream().noneMatch(version -> apiVersion.equals(group + "/" + version))) {
            report(name, "/apiVersion", apiVersion + " is none of " + group + " " + versions);
        }
    }

    /** Every class of the model keeps what it does not know in its additional properties. */
    private static void findUnknown(Object node, String path, String name)
            throws ReflectiveOperationException {
        if (node instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                findUnknown(entry.getValue(), path + "/" + entry.getKey(), name);
            }
        } else if (node instanceof Collection<?> list) {
            int index = 0;
            for (Object item : list) {
                findUnknown(item, path + "/" + index++, name);
            }
        } else if (node != null && ofModel(node.getClass())) {
            for (Method method : node.getClass().getMethods()) {
                visit(node, method, path, name);
            }
        }
    }

    private static void visit(Object node, Method method, String path, String name)
            throws ReflectiveOperationException {
        boolean getter = method.getName().startsWith("get") && method.getParameterCount() == 0;
        if (!getter || method.getDeclaringClass() == Object.class) {
            return;
        }
        Object value;
        try {
            value = method.invoke(node);
        } catch (InvocationTargetException computed) {
            // A getter that computes something of a live cluster; it holds no field.
            return;
        }
        boolean unknown = method.isAnnotationPresent(JsonAnyGetter.class)
                || method.getName().equals("getAdditionalProperties");
        if (!unknown) {
            findUnknown(value, path + "/" + property(method), name);
        } else if (value instanceof Map<?, ?> fields) {
            for (Object field : fields.keySet()) {
                report(name, path + "/" + field, "the model does not know this field");
            }
        }
    }

    /** Reports what was written and is not there after reading. */
    private static void findLost(JsonNode written, JsonNode read, String path, String name) {
        if (written.isObject()) {
            for (Iterator<String> names = written.fieldNames(); names.hasNext(); ) {
                String field = names.next();
                findLost(written.get(field), read.path(field), path + "/" + field, name);
            }
        } else if (written.isArray()) {
            for (int index = 0; index < written.size(); index++) {
                findLost(written.get(index), read.path(index), path + "/" + index, name);
            }
        } else if (!written.isNull() && (read.isMissingNode() || read.isNull())) {
            report(name, path, "the model reads " + written + " as nothing");
        }
    }

    private static boolean ofModel(Class<?> type) {
        String name = type.getName();
        return name.startsWith("io.strimzi.") || name.startsWith("io.fabric8.kubernetes.api.model");
    }

    private static String property(Method method) {
        String name = method.getName().substring("get".length());
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static void report(String object, String path, String problem) {
        System.out.println(object + ": " + path + ": " + problem);
    }
}

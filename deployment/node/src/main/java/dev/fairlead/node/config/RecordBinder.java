package dev.fairlead.node.config;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a tree of keys and values into records, by the names and types of their components. */
final class RecordBinder {
  private final Map<String, String> environment;

  RecordBinder(Map<String, String> environment) {
    this.environment = environment;
  }

  <T> T bind(Class<T> type, String path, Map<String, Object> tree) {
    RecordComponent[] components = type.getRecordComponents();
    refuseUnknownKeys(components, path, tree);
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = key(components[i]);
      values[i] = component(components[i], join(path, key), tree.get(key));
    }
    return construct(type, path, components, values);
  }

  private @Nullable Object component(RecordComponent component, String path, @Nullable Object raw) {
    AnnotatedType type = component.getAnnotatedType();
    Object given = ConfigValue.isScalar(component.getType()) ? overridden(path, raw) : raw;
    if (given != null) {
      return value(type, path, given);
    }
    Default byDefault = component.getAnnotation(Default.class);
    if (byDefault != null) {
      return value(type, path, byDefault.value());
    }
    if (type.isAnnotationPresent(Nullable.class)) {
      return null;
    }
    return absent(component.getType(), path);
  }

  private Object absent(Class<?> type, String path) {
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type.isRecord() && !ConfigValue.isScalar(type)) {
      return bind(type, path, Map.of());
    }
    throw new ConfigException(path, "is required");
  }

  private Object value(AnnotatedType type, String path, Object raw) {
    Class<?> rawType = rawType(type);
    if (rawType == List.class) {
      return list((AnnotatedParameterizedType) type, path, raw);
    }
    if (rawType == Map.class) {
      return map((AnnotatedParameterizedType) type, path, raw);
    }
    if (ConfigValue.isScalar(rawType)) {
      return ConfigValue.parse(rawType, path, raw);
    }
    if (!(raw instanceof Map<?, ?> tree)) {
      throw new ConfigException(path, "expected keys and values but found \"" + raw + "\"");
    }
    return bind(rawType, path, ConfigReader.withTextKeys(tree));
  }

  private List<Object> list(AnnotatedParameterizedType type, String path, Object raw) {
    if (!(raw instanceof List<?> items)) {
      throw new ConfigException(path, "expected a list but found \"" + raw + "\"");
    }
    List<Object> result = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String itemPath = path + "[" + i + "]";
      Object item = items.get(i);
      if (item == null) {
        throw new ConfigException(itemPath, "is empty");
      }
      result.add(value(type.getAnnotatedActualTypeArguments()[0], itemPath, item));
    }
    return List.copyOf(result);
  }

  private Map<Object, Object> map(AnnotatedParameterizedType type, String path, Object raw) {
    if (!(raw instanceof Map<?, ?> entries)) {
      throw new ConfigException(path, "expected keys and values but found \"" + raw + "\"");
    }
    AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
    Map<Object, Object> result = new LinkedHashMap<>();
    entries.forEach((key, entry) -> {
      String entryPath = join(path, String.valueOf(key));
      Object entryKey = ConfigValue.parse(rawType(arguments[0]), entryPath, String.valueOf(key));
      result.put(entryKey, value(arguments[1], entryPath, entry == null ? Map.of() : entry));
    });
    return Map.copyOf(result);
  }

  private @Nullable Object overridden(String path, @Nullable Object raw) {
    String variable =
        "FAIRLEAD_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    String set = environment.get(variable);
    return set == null ? raw : set;
  }

  private static void refuseUnknownKeys(
      RecordComponent[] components, String path, Map<String, Object> tree) {
    List<String> known = Stream.of(components).map(RecordBinder::key).toList();
    for (String key : tree.keySet()) {
      if (!known.contains(key)) {
        String nearest =
            known.stream()
                .min(Comparator.comparingInt(k -> EditDistance.between(k, key)))
                .orElse("");
        throw new ConfigException(
            join(path, key), "unknown key; did you mean \"" + nearest + "\"?");
      }
    }
  }

  private static <T> T construct(
      Class<T> type, String path, RecordComponent[] components, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ConfigException config) {
        throw config;
      }
      if (e.getCause() instanceof IllegalArgumentException invalid) {
        throw new ConfigException(path, inKeys(String.valueOf(invalid.getMessage()), components));
      }
      throw new IllegalStateException("can't construct " + type.getSimpleName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("can't construct " + type.getSimpleName(), e);
    }
  }

  /** A message in the words of the file. */
  private static String inKeys(String message, RecordComponent[] components) {
    String result = message;
    for (RecordComponent component : components) {
      result = result.replaceAll("\\b" + component.getName() + "\\b", key(component));
    }
    return result;
  }

  /** Component {@code dataDir} is key {@code data-dir}. */
  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static Class<?> rawType(AnnotatedType type) {
    return switch (type.getType()) {
      case Class<?> plain -> plain;
      case java.lang.reflect.ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> throw new IllegalStateException("not a configuration type: " + type);
    };
  }
}

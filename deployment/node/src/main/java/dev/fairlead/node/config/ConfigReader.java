package dev.fairlead.node.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a YAML file into configuration records.
 *
 * <p>A key outside lists and named maps can be overridden by the environment: {@code database.url}
 * by {@code FAIRLEAD_DATABASE_URL}. Unknown keys, missing keys and values out of bounds stop the
 * start with a message that names the key.
 */
public final class ConfigReader {
  private ConfigReader() {}

  public static NodeConfig read(Path file, Map<String, String> environment) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException("", "can't read " + file + ": " + e.getMessage());
    }
    return read(text, environment);
  }

  static NodeConfig read(String yaml, Map<String, String> environment) {
    return new RecordBinder(environment).bind(NodeConfig.class, "", tree(yaml));
  }

  private static Map<String, Object> tree(String yaml) {
    Object loaded;
    try {
      loaded =
          new Load(LoadSettings.builder().setLabel("configuration").build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new ConfigException("", "not YAML: " + e.getMessage());
    }
    if (loaded == null) {
      return Map.of();
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw new ConfigException("", "expected keys and values at the top");
    }
    return withTextKeys(map);
  }

  static Map<String, Object> withTextKeys(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }
}

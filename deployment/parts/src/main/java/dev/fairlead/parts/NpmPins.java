package dev.fairlead.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The pins of {@code npm.pins}: one line {@code name version integrity} and an indented line for
 * each wanted file.
 */
final class NpmPins {
  private final List<NpmPin> pins;

  private NpmPins(List<NpmPin> pins) {
    this.pins = List.copyOf(pins);
  }

  static NpmPins ofFairlead() {
    try (InputStream in = NpmPins.class.getResourceAsStream("npm.pins")) {
      if (in == null) {
        throw new IllegalStateException("npm.pins is not beside its class");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static NpmPins parse(String text) {
    List<NpmPin> pins = new ArrayList<>();
    List<String> files = new ArrayList<>();
    String[] head = {};
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(" ")) {
        files.add(line.strip());
        continue;
      }
      add(pins, head, files);
      files.clear();
      head = line.split(" ", -1);
    }
    add(pins, head, files);
    return new NpmPins(pins);
  }

  private static void add(List<NpmPin> pins, String[] head, List<String> files) {
    if (head.length == 0) {
      return;
    }
    if (head.length != 3) {
      throw new IllegalArgumentException(
          "npm.pins: not 'name version integrity': " + String.join(" ", head));
    }
    pins.add(new NpmPin(head[0], head[1], head[2], files));
  }

  List<NpmPin> all() {
    return pins;
  }

  NpmPin pin(String name, String version) {
    return pins.stream()
        .filter(p -> p.name().equals(name) && p.version().equals(version))
        .findFirst()
        .orElseThrow(() ->
            new PartsException(
                PartsException.Kind.FATAL,
                name + " " + version + " is not pinned; add it with its checksum to npm.pins"));
  }

  NpmPin only(String name) {
    List<NpmPin> found = pins.stream().filter(p -> p.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          name + " is pinned " + found.size() + " times in npm.pins; name a version");
    }
    return found.getFirst();
  }
}

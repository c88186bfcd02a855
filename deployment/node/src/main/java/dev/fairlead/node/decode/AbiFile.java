package dev.fairlead.node.decode;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiParameter;
import dev.fairlead.chain.abi.AbiType;
import dev.fairlead.chain.abi.ContractAbi;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a user's ABI file: a JSON array of declarations, or an artifact of Hardhat or Foundry that
 * has one as {@code abi}.
 *
 * <p>Constructors, fallbacks and anonymous events are left out, since nothing on chain names them.
 * Anything that is not an ABI throws {@link IllegalArgumentException} with the file and the place.
 */
public final class AbiFile {
  private static final int DEEPEST = 16;
  private static final int MOST_INDEXED = 3;

  private final String file;
  private final List<AbiDeclaration> functions = new ArrayList<>();
  private final List<AbiDeclaration> events = new ArrayList<>();
  private final List<AbiDeclaration> errors = new ArrayList<>();

  private AbiFile(String file) {
    this.file = file;
  }

  /** The contract has the file's name. */
  public static ContractAbi read(Path path) throws IOException {
    return parse(path.toString(), Files.readString(path));
  }

  /** Each file's contract, in their order. */
  public static List<ContractAbi> readAll(List<Path> paths) throws IOException {
    List<ContractAbi> contracts = new ArrayList<>();
    for (Path path : paths) {
      contracts.add(read(path));
    }
    return contracts;
  }

  static ContractAbi parse(String file, String text) {
    AbiFile reading = new AbiFile(file);
    reading.root(reading.json(text));
    String last = String.valueOf(Path.of(file).getFileName());
    return new ContractAbi(
        last.endsWith(".json") ? last.substring(0, last.length() - 5) : last,
        reading.functions,
        reading.events,
        reading.errors);
  }

  private JsonElement json(String text) {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement root = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException(file + ": something follows the JSON");
      }
      return root;
    } catch (JsonParseException | IOException e) {
      String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
      throw new IllegalArgumentException(file + ": not JSON: " + what, e);
    }
  }

  private void root(JsonElement root) {
    JsonElement abi = root.isJsonObject() ? root.getAsJsonObject().get("abi") : root;
    if (abi == null || !abi.isJsonArray()) {
      throw new IllegalArgumentException(
          file + ": expected an array of declarations, or an object with one as \"abi\"");
    }
    JsonArray declarations = abi.getAsJsonArray();
    String place = root.isJsonObject() ? "abi" : "";
    for (int i = 0; i < declarations.size(); i++) {
      declaration(place + "[" + i + "]", object(declarations, i, place));
    }
  }

  private void declaration(String place, JsonObject declaration) {
    String type = declaration.has("type") ? text(place, declaration, "type") : "function";
    switch (type) {
      case "constructor", "fallback", "receive" -> {}
      case "function" -> functions.add(named(place, declaration, false));
      case "error" -> errors.add(named(place, declaration, false));
      case "event" -> {
        AbiDeclaration event = named(place, declaration, true);
        if (!isTrue(declaration, "anonymous")) {
          events.add(event);
        }
      }
      default -> throw malformed(place + ".type", "there is no declaration \"" + type + "\"");
    }
  }

  private AbiDeclaration named(String place, JsonObject declaration, boolean event) {
    String name = text(place, declaration, "name");
    List<AbiParameter> inputs = parameters(place, declaration, "inputs", event, 0);
    if (inputs.stream().filter(AbiParameter::indexed).count() > MOST_INDEXED) {
      throw malformed(place + ".inputs", "an event has at most 3 indexed inputs");
    }
    if (!name.matches("[A-Za-z_$][A-Za-z0-9_$]*")) {
      throw malformed(place + ".name", "not a name: \"" + name + "\"");
    }
    return AbiDeclaration.of(name, inputs);
  }

  private List<AbiParameter> parameters(
      String place, JsonObject parent, String field, boolean event, int depth) {
    String at = place + "." + field;
    JsonElement inputs = parent.get(field);
    if (inputs == null || !inputs.isJsonArray()) {
      throw malformed(at, "expected an array");
    }
    if (depth > DEEPEST) {
      throw malformed(at, "tuples are nested too deeply");
    }
    List<AbiParameter> parameters = new ArrayList<>();
    for (int i = 0; i < inputs.getAsJsonArray().size(); i++) {
      parameters.add(
          parameter(at + "[" + i + "]", object(inputs.getAsJsonArray(), i, at), event, depth));
    }
    return parameters;
  }

  private AbiParameter parameter(String place, JsonObject input, boolean event, int depth) {
    String type = text(place, input, "type");
    int suffix = type.indexOf('[') < 0 ? type.length() : type.indexOf('[');
    String base = type.substring(0, suffix);
    List<AbiParameter> members =
        base.equals("tuple") ? parameters(place, input, "components", false, depth + 1) : List.of();
    String name = input.has("name") ? text(place, input, "name") : "";
    try {
      AbiType item = base.equals("tuple") ? new AbiType.Tuple(members) : AbiType.named(base);
      return new AbiParameter(
          name,
          AbiType.arrayed(item, type.substring(suffix)),
          event && isTrue(input, "indexed"),
          "");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + place + ".type: " + e.getMessage(), e);
    }
  }

  private JsonObject object(JsonArray items, int index, String place) {
    if (!items.get(index).isJsonObject()) {
      throw malformed(place + "[" + index + "]", "expected an object");
    }
    return items.get(index).getAsJsonObject();
  }

  private String text(String place, JsonObject object, String field) {
    JsonElement value = object.get(field);
    if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw malformed(place + "." + field, "expected a string");
    }
    return value.getAsString();
  }

  private static boolean isTrue(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value != null
        && value.isJsonPrimitive()
        && value.getAsJsonPrimitive().isBoolean()
        && value.getAsBoolean();
  }

  private IllegalArgumentException malformed(String place, String what) {
    return new IllegalArgumentException(file + ": " + place + ": " + what);
  }
}

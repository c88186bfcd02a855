package dev.fairlead.event.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A claim about a log and all that is needed to check it, save the key to trust. */
public sealed interface Proof {
  /** The longest path that a tree of {@code 2^63} leaves could have, twice. */
  int PATH_LIMIT = 126;

  /**
   * An event stands at a position of the log that a checkpoint speaks of.
   *
   * @param event the bytes that its hash is made of, as the event store's canonical form defines
   *     them, in hex
   * @param path the hashes beside the way from the event's leaf up to the root, in hex
   */
  record Inclusion(long position, String event, List<String> path, Checkpoint checkpoint)
      implements Proof {
    private static final String FORMAT = "fairlead.inclusion.v1";

    public Inclusion {
      path = checked(path);
      Hex.checked("event", event, event.length() / 2);
    }

    @Override
    public String toJson() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("format", FORMAT);
      members.put("position", position);
      members.put("event", event);
      members.put("path", path);
      members.put("checkpoint", new Json.Written(checkpoint.toJson()));
      return Json.write(members);
    }
  }

  /** The log of the second checkpoint begins with the whole log of the first. */
  record Consistency(Checkpoint from, Checkpoint to, List<String> path) implements Proof {
    private static final String FORMAT = "fairlead.consistency.v1";

    public Consistency {
      path = checked(path);
    }

    @Override
    public String toJson() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("format", FORMAT);
      members.put("from", new Json.Written(from.toJson()));
      members.put("to", new Json.Written(to.toJson()));
      members.put("path", path);
      return Json.write(members);
    }
  }

  /** One line of JSON. */
  String toJson();

  /** An inclusion proof of these bytes. */
  static Inclusion inclusion(
      long position, byte[] event, List<byte[]> path, Checkpoint checkpoint) {
    return new Inclusion(position, Hex.of(event), path.stream().map(Hex::of).toList(), checkpoint);
  }

  /** A consistency proof of these bytes. */
  static Consistency consistency(Checkpoint from, Checkpoint to, List<byte[]> path) {
    return new Consistency(from, to, path.stream().map(Hex::of).toList());
  }

  /**
   * Reads one from JSON.
   *
   * @throws MalformedProof when it is none
   */
  static Proof parse(String json) {
    Map<String, Object> members = Json.read(json);
    return switch (Json.text(members, "format")) {
      case Inclusion.FORMAT ->
          new Inclusion(
              Json.number(members, "position"),
              Json.text(members, "event"),
              Json.texts(members, "path"),
              checkpoint(members, "checkpoint"));
      case Consistency.FORMAT ->
          new Consistency(
              checkpoint(members, "from"), checkpoint(members, "to"), Json.texts(members, "path"));
      default -> throw new MalformedProof("format is unknown");
    };
  }

  private static Checkpoint checkpoint(Map<String, Object> members, String key) {
    return Checkpoint.of(Json.object(Json.member(members, key), key));
  }

  private static List<String> checked(List<String> path) {
    if (path.size() > PATH_LIMIT) {
      throw new MalformedProof("path is too long: " + path.size());
    }
    List<String> checked = new ArrayList<>();
    path.forEach(node -> checked.add(Hex.checked("path", node, TreeHash.LENGTH)));
    return List.copyOf(checked);
  }
}

package dev.fairlead.grpc;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import dev.fairlead.api.v1.FieldChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields in which two answers of one kind differ, by path. */
final class FieldDiff {
  private final List<FieldChange> changes = new ArrayList<>();

  /** What must change for {@code before} to become {@code after}, null standing for nothing. */
  static List<FieldChange> between(@Nullable Message before, @Nullable Message after) {
    FieldDiff diff = new FieldDiff();
    diff.messages("", before, after);
    return diff.changes;
  }

  /** The same for two lists whose parts are known by a name of their own. */
  static <M extends Message> List<FieldChange> between(
      String path, List<M> before, List<M> after, Function<M, String> name) {
    FieldDiff diff = new FieldDiff();
    Map<String, M> old = byName(before, name);
    Map<String, M> fresh = byName(after, name);
    Set<String> names = new LinkedHashSet<>(old.keySet());
    names.addAll(fresh.keySet());
    names.forEach(each -> diff.messages(path + "[" + each + "]", old.get(each), fresh.get(each)));
    return diff.changes;
  }

  private static <M extends Message> Map<String, M> byName(
      List<M> parts, Function<M, String> name) {
    return parts.stream()
        .collect(
            Collectors.toMap(
                name, Function.identity(), (one, _) -> one, java.util.LinkedHashMap::new));
  }

  private void messages(String path, @Nullable Message before, @Nullable Message after) {
    if (before == null && after == null) {
      return;
    }
    if (before instanceof Timestamp || after instanceof Timestamp) {
      leaf(path, text(before), text(after));
      return;
    }
    MessageOrBuilder either = before == null ? java.util.Objects.requireNonNull(after) : before;
    for (FieldDescriptor field : either.getDescriptorForType().getFields()) {
      String at = path.isEmpty() ? field.getName() : path + "." + field.getName();
      if (field.isRepeated()) {
        repeated(at, field, before, after);
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        messages(at, message(before, field), message(after, field));
      } else {
        leaf(at, value(before, field), value(after, field));
      }
    }
  }

  private void repeated(
      String path, FieldDescriptor field, @Nullable Message before, @Nullable Message after) {
    int old = before == null ? 0 : before.getRepeatedFieldCount(field);
    int fresh = after == null ? 0 : after.getRepeatedFieldCount(field);
    for (int i = 0; i < Math.max(old, fresh); i++) {
      Object one = before != null && i < old ? before.getRepeatedField(field, i) : null;
      Object other = after != null && i < fresh ? after.getRepeatedField(field, i) : null;
      String at = path + "[" + i + "]";
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        messages(at, (Message) one, (Message) other);
      } else {
        leaf(at, text(one), text(other));
      }
    }
  }

  private static @Nullable Message message(@Nullable Message in, FieldDescriptor field) {
    return in == null || !in.hasField(field) ? null : (Message) in.getField(field);
  }

  /** Nothing is the same as a field at its default, as on the wire. */
  private static String value(@Nullable Message in, FieldDescriptor field) {
    if (in == null || in.getField(field).equals(field.getDefaultValue())) {
      return "";
    }
    return text(in.getField(field));
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case EnumValueDescriptor word -> word.getName();
      case Timestamp time -> Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString();
      default -> value.toString();
    };
  }

  private void leaf(String path, String before, String after) {
    if (!before.equals(after)) {
      changes.add(FieldChange.newBuilder().setPath(path).setBefore(before).setAfter(after).build());
    }
  }
}

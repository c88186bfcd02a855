package dev.fairlead.node.decode;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.readable.Field;
import dev.fairlead.chain.readable.FieldValue;
import dev.fairlead.chain.readable.Step;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.io.PrintWriter;
import java.util.List;

/** Prints entries for programs: one JSON object a line, numbers as decimal text. */
final class JsonLines {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintWriter out;

  JsonLines(PrintWriter out) {
    this.out = out;
  }

  void print(Entry entry) {
    JsonObject line = new JsonObject();
    line.addProperty("kind", entry.kind());
    if (!entry.title().isEmpty()) {
      line.addProperty("hash", entry.title());
    }
    entry.fields().forEach(field -> line.add(field.name(), value(field.value())));
    addSteps(line, "calls", entry.calls());
    addSteps(line, "reverts", entry.reverts());
    if (!entry.logs().isEmpty()) {
      JsonArray logs = new JsonArray();
      for (Entry.LogEntry each : entry.logs()) {
        JsonObject log = new JsonObject();
        log.addProperty("index", each.index());
        log.addProperty("address", each.address().toString());
        log.add("event", step(each.event()));
        logs.add(log);
      }
      line.add("logs", logs);
    }
    out.println(GSON.toJson(line));
  }

  private static void addSteps(JsonObject target, String name, List<Step> steps) {
    if (!steps.isEmpty()) {
      JsonArray all = new JsonArray();
      steps.forEach(step -> all.add(step(step)));
      target.add(name, all);
    }
  }

  private static JsonObject step(Step step) {
    JsonObject object = new JsonObject();
    object.addProperty("contract", step.contract());
    object.addProperty("name", step.name());
    object.add("fields", fields(step.fields()));
    if (step.trailing().length() > 0) {
      object.addProperty("trailing", step.trailing().toString());
    }
    addSteps(object, "steps", step.steps());
    return object;
  }

  private static JsonObject fields(List<Field> fields) {
    JsonObject object = new JsonObject();
    fields.forEach(field -> object.add(field.name(), value(field.value())));
    return object;
  }

  private static JsonElement value(FieldValue value) {
    return switch (value) {
      case FieldValue.Amount(Uint256 amount, Address token) -> {
        JsonObject object = new JsonObject();
        object.addProperty("amount", amount.toString());
        object.addProperty("token", token.isZero() ? "native" : token.toString());
        yield object;
      }
      case FieldValue.Time(Uint256 seconds) -> new JsonPrimitive(seconds.toString());
      case FieldValue.Plain(AbiValue plain) -> plain(plain);
      case FieldValue.Many(List<FieldValue> items) -> {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(value(item)));
        yield array;
      }
      case FieldValue.Group(List<Field> fields) -> fields(fields);
    };
  }

  private static JsonPrimitive plain(AbiValue value) {
    return switch (value) {
      case AbiValue.Uint(Uint256 number) -> new JsonPrimitive(number.toString());
      case AbiValue.Int(var number) -> new JsonPrimitive(number.toString());
      case AbiValue.Account(Address account) -> new JsonPrimitive(account.toString());
      case AbiValue.Flag(boolean flag) -> new JsonPrimitive(flag);
      case AbiValue.Data(Bytes data) -> new JsonPrimitive(data.toString());
      case AbiValue.Text text -> new JsonPrimitive(text.text());
      case AbiValue.Sequence _, AbiValue.Tuple _ ->
          throw new IllegalStateException("a field holds one value");
    };
  }
}

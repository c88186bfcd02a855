package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.IntentFailed;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.Rejection;
import dev.fairlead.api.v1.Transaction;
import dev.fairlead.api.v1.TransactionAssigned;
import dev.fairlead.api.v1.TransactionIncluded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What an export has is what the README promises. */
final class ExportRowTest {
  private static final String HEADER = "| column | type | |";
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  /** The columns of the README's table in their order, with their types. */
  static Map<String, String> documented() throws IOException {
    Map<String, String> columns = new LinkedHashMap<>();
    List<String> lines =
        Files.readAllLines(Path.of("..", "README.md")).stream()
            .dropWhile(line -> !line.equals(HEADER))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    for (String line : lines) {
      String[] cells = line.split("\\|", -1);
      Matcher name = NAME.matcher(cells[1]);
      while (name.find()) {
        assertThat(columns.put(name.group(1), cells[2].strip())).as(line).isNull();
      }
    }
    return columns;
  }

  private static List<RecordedEvent> events() {
    RecordedEvent.Builder event =
        RecordedEvent.newBuilder().setPosition(7).setVersion(2).setStream("intent/a");
    return List.of(
        event
            .setAssigned(
                TransactionAssigned.newBuilder()
                    .setTransaction(Transaction.newBuilder().setChainId(1).setNonce(3)))
            .build(),
        event
            .setIncluded(
                TransactionIncluded.newBuilder()
                    .setBlock(BlockRef.newBuilder().setNumber(9))
                    .setGasUsed(21_000))
            .build(),
        event
            .setFailed(
                IntentFailed.newBuilder()
                    .setFee("123456789012345678901234567890")
                    .setReason(Rejection.newBuilder().setMessage("no")))
            .build());
  }

  @Test
  void documentsEveryColumnInItsOrder() throws IOException {
    assertThat(String.join(", ", documented().keySet())).isEqualTo(ExportRow.COLUMNS);
  }

  @Test
  void givesEveryValueItsDocumentedType() throws IOException {
    Map<String, String> types = documented();
    for (RecordedEvent event : events()) {
      JsonObject row = JsonParser.parseString(ExportRow.line(event)).getAsJsonObject();
      assertThat(row.keySet()).containsExactlyElementsOf(types.keySet());
      for (Map.Entry<String, JsonElement> value : row.entrySet()) {
        if (!value.getValue().isJsonNull()) {
          assertThat(value.getValue().getAsJsonPrimitive().isNumber() ? "64-bit integer" : "text")
              .as("%s of %s", value.getKey(), row)
              .isEqualTo(types.get(value.getKey()));
        }
      }
    }
  }
}

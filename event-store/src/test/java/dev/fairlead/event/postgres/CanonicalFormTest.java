package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventId;
import dev.fairlead.event.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CanonicalFormTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final EventId ID =
      new EventId(UUID.fromString("a3a2e9a8-1b3c-4d5e-8f6a-7b8c9d0e1f2a"));
  private static final Instant TIME = Instant.parse("2026-11-20T12:00:00.123456Z");

  /** Made by another program, from the published form. */
  private static final String EXPECTED_HASH =
      "c1b41955f4b9a6c6c27899cff75fd86b8feeee71e7ef5ae6f700ef160fd0a601";

  private final CanonicalForm form = new CanonicalForm();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String hash(String kind, String id, String type, String payload) {
    return HexFormat.of()
        .formatHex(
            form.hash(7, new StreamId(kind, id), 3, ID, TIME, type, bytes(payload), new byte[32]));
  }

  @Test
  void keepsTheHashOfAReleasedEvent() {
    assertThat(hash("intent", "i", "intent.accepted.v1", "payload")).isEqualTo(EXPECTED_HASH);
  }

  @Test
  @DisplayName("failures #140: moving a border between two fields gives another hash")
  void tellsFieldsApart() {
    Random random = new Random(SEED);
    String letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    Map<String, String> seen = new HashMap<>();
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder("ab");
      for (int i = 0; i < 4; i++) {
        text.append(letters.charAt(random.nextInt(3)));
      }
      int first = 1 + random.nextInt(text.length() - 3);
      int second = first + 1 + random.nextInt(text.length() - first - 1);
      int third = second + random.nextInt(text.length() - second + 1);
      String kind = text.substring(0, first);
      String id = text.substring(first, second);
      String type = text.substring(second, third);
      String payload = text.substring(third);
      String fields = kind + "|" + id + "|" + type + "|" + payload;
      String before = seen.put(hash(kind, id, type, payload), fields);
      assertThat(before).as("seed %d, round %d", SEED, round).isIn(null, fields);
    }
  }

  @Test
  void coversEveryField() {
    StreamId stream = new StreamId("intent", "i");
    byte[] payload = bytes("p");
    byte[] zero = new byte[32];
    byte[] base = form.hash(1, stream, 1, ID, TIME, "t", payload, zero);
    byte[] one = zero.clone();
    one[31] = 1;
    EventId otherId = new EventId(new UUID(1, 2));

    assertThat(form.hash(2, stream, 1, ID, TIME, "t", payload, zero)).isNotEqualTo(base);
    assertThat(form.hash(1, new StreamId("node", "i"), 1, ID, TIME, "t", payload, zero))
        .isNotEqualTo(base);
    assertThat(form.hash(1, new StreamId("intent", "j"), 1, ID, TIME, "t", payload, zero))
        .isNotEqualTo(base);
    assertThat(form.hash(1, stream, 2, ID, TIME, "t", payload, zero)).isNotEqualTo(base);
    assertThat(form.hash(1, stream, 1, otherId, TIME, "t", payload, zero)).isNotEqualTo(base);
    assertThat(form.hash(1, stream, 1, ID, TIME.plusNanos(1000), "t", payload, zero))
        .isNotEqualTo(base);
    assertThat(form.hash(1, stream, 1, ID, TIME, "u", payload, zero)).isNotEqualTo(base);
    assertThat(form.hash(1, stream, 1, ID, TIME, "t", bytes("q"), zero)).isNotEqualTo(base);
    assertThat(form.hash(1, stream, 1, ID, TIME, "t", payload, one)).isNotEqualTo(base);
    assertThat(form.hash(1, stream, 1, ID, TIME, "t", payload, zero)).isEqualTo(base);
  }
}

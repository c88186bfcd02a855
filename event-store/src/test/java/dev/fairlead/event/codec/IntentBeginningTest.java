package dev.fairlead.event.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Event;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Origin;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class IntentBeginningTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);
  private static final IntentId ID = IntentId.parse("a3a2e9a8-1b3c-4d5e-8f6a-7b8c9d0e1f2a");

  private static @Nullable Intent asked(Event event) {
    return switch (event) {
      case IntentEvent.Accepted accepted -> accepted.intent();
      case IntentEvent.Refused refused -> refused.intent();
      default -> null;
    };
  }

  private static @Nullable Origin origin(Event event) {
    return switch (event) {
      case IntentEvent.Accepted accepted -> accepted.origin();
      case IntentEvent.Refused refused -> refused.origin();
      default -> null;
    };
  }

  private static IntentBeginning beginning(Intent intent, @Nullable Origin origin) {
    return new IntentBeginning(
        intent.id(),
        intent.strategy(),
        intent.type(),
        intent.trade().chain(),
        intent.trade().sell().address(),
        intent.trade().buy().address(),
        intent.constraints().window().deadline(),
        origin);
  }

  @Test
  void saysWhatTheWholeEventSays() {
    Samples samples = new Samples(SEED);
    int withOrigin = 0;
    int without = 0;
    for (int round = 0; round < 300; round++) {
      for (Event event : samples.everyType(ID)) {
        Intent intent = asked(event);
        if (intent != null) {
          Origin origin = origin(event);
          assertThat(
                  IntentBeginning.read(
                      EventCodec.typeOf(event), EventCodec.encode(event).toArray()))
              .as("seed %d, round %d", SEED, round)
              .isEqualTo(beginning(intent, origin));
          withOrigin += origin == null ? 0 : 1;
          without += origin == null ? 1 : 0;
        }
      }
    }
    assertThat(withOrigin).isPositive();
    assertThat(without).isPositive();
  }

  @Test
  void takesTheLastOneOfAFieldAsEveryMessageDoes() {
    List<Event> events =
        new Samples(SEED).everyType(ID).stream().filter(event -> asked(event) != null).toList();
    byte[] first = EventCodec.encode(events.getFirst()).toArray();
    byte[] twice = Arrays.copyOf(first, 2 * first.length);
    byte[] second = EventCodec.encode(events.getLast()).toArray();
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(first, 0, twice, first.length, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    assertThat(IntentBeginning.read("intent.accepted.v1", twice))
        .isEqualTo(IntentBeginning.read("intent.accepted.v1", first));
    assertThat(IntentBeginning.read("intent.accepted.v1", both).strategy())
        .isEqualTo(IntentBeginning.read("intent.accepted.v1", second).strategy())
        .isNotEqualTo(IntentBeginning.read("intent.accepted.v1", first).strategy());
  }

  @Test
  @DisplayName("failures #124: a payload that is no message is a typed error, never another one")
  void refusesPayloadsThatDoNotSayIt() {
    assertThatThrownBy(() -> IntentBeginning.read("intent.accepted.v1", new byte[0]))
        .isInstanceOfSatisfying(
            UnreadableEvent.class, e -> assertThat(e.type()).isEqualTo("intent.accepted.v1"));
    Random random = new Random(SEED);
    List<Event> events =
        new Samples(SEED).everyType(ID).stream().filter(event -> asked(event) != null).toList();
    for (int round = 0; round < 20_000; round++) {
      Event event = events.get(random.nextInt(events.size()));
      byte[] payload = EventCodec.encode(event).toArray();
      byte[] broken = Arrays.copyOf(payload, random.nextInt(payload.length + 1));
      for (int flips = random.nextInt(4); flips > 0 && broken.length > 0; flips--) {
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      }
      readable(event, broken);
    }
  }

  /** Whatever the whole event can be read from, its beginning can be, and says the same. */
  private static void readable(Event event, byte[] broken) {
    String type = EventCodec.typeOf(event);
    IntentBeginning read;
    try {
      read = IntentBeginning.read(type, broken);
    } catch (UnreadableEvent expected) {
      assertThatThrownBy(() -> EventCodec.decode(StreamId.intent(ID), type, Bytes.of(broken)))
          .as("seed %d", SEED)
          .isInstanceOf(UnreadableEvent.class);
      return;
    }
    Event whole;
    try {
      whole = EventCodec.decode(StreamId.intent(ID), type, Bytes.of(broken));
    } catch (UnreadableEvent expected) {
      return;
    }
    Intent intent = asked(whole);
    assertThat(intent).isNotNull();
    if (intent != null) {
      assertThat(read).as("seed %d", SEED).isEqualTo(beginning(intent, origin(whole)));
    }
  }
}

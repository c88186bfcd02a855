package dev.fairlead.event.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.fairlead.api.v1.IntentPlanned;
import dev.fairlead.event.EventId;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EventCodecTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final IntentId ID = IntentId.parse("a3a2e9a8-1b3c-4d5e-8f6a-7b8c9d0e1f2a");
  private static final StreamId STREAM = StreamId.intent(ID);

  @Test
  void readsBackEveryEventThatItWrites() {
    Samples samples = new Samples(SEED);
    for (int round = 0; round < 300; round++) {
      for (Event event : samples.everyType(ID)) {
        Bytes payload = EventCodec.encode(event);

        assertThat(EventCodec.decode(STREAM, EventCodec.typeOf(event), payload))
            .as("seed %d, round %d", SEED, round)
            .isEqualTo(event);
      }
    }
  }

  @Test
  @DisplayName("failures #140: equal events give equal bytes, whatever the order of their sets")
  void givesEqualBytesForEqualEvents() {
    List<Event> one = new Samples(SEED).everyType(ID);
    List<Event> other = new Samples(SEED).everyType(ID);

    assertThat(other).isEqualTo(one);
    for (int i = 0; i < one.size(); i++) {
      assertThat(EventCodec.encode(other.get(i))).isEqualTo(EventCodec.encode(one.get(i)));
    }
  }

  @Test
  void givesEveryTypeANameOfItsOwn() {
    Map<String, Long> names =
        Arrays.stream(EventType.values())
            .collect(Collectors.groupingBy(EventType::storedName, Collectors.counting()));

    assertThat(names.values()).containsOnly(1L);
    assertThat(new Samples(SEED).everyType(ID).stream().map(EventCodec::typeOf))
        .containsAll(names.keySet());
  }

  @Test
  @DisplayName("failures #37: a type that this version does not know is told by its name")
  void refusesATypeThatItDoesNotKnow() {
    assertThatThrownBy(() -> EventCodec.decode(STREAM, "intent.teleported.v1", Bytes.EMPTY))
        .isInstanceOfSatisfying(
            UnreadableEvent.class, e -> assertThat(e.type()).isEqualTo("intent.teleported.v1"));
  }

  @Test
  @DisplayName("failures #124: a payload that is no message is a typed error, never another one")
  void refusesPayloadsThatAreNoMessage() {
    Random random = new Random(SEED);
    List<Event> events = new Samples(SEED).everyType(ID);
    for (int round = 0; round < 20_000; round++) {
      Event event = events.get(random.nextInt(events.size()));
      byte[] payload = EventCodec.encode(event).toArray();
      byte[] broken = Arrays.copyOf(payload, random.nextInt(payload.length + 1));
      for (int flips = random.nextInt(4); flips > 0 && broken.length > 0; flips--) {
        broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        EventCodec.decode(STREAM, EventCodec.typeOf(event), Bytes.of(broken));
      } catch (UnreadableEvent expected) {
        assertThat(expected.type()).isEqualTo(EventCodec.typeOf(event));
      }
    }
  }

  @Test
  void readsBackTermsOfARouteAndWhatTheyRefuse() {
    Samples samples = new Samples(SEED);
    for (int round = 0; round < 100; round++) {
      for (Event event : samples.routeForms(ID)) {
        assertThat(EventCodec.decode(STREAM, EventCodec.typeOf(event), EventCodec.encode(event)))
            .as("seed %d, round %d", SEED, round)
            .isEqualTo(event);
      }
    }
  }

  @Test
  void readsBackWhatTheNodeGaveUpAndWhy() {
    for (Event event : new Samples(SEED).givenUp(ID)) {
      assertThat(EventCodec.decode(STREAM, EventCodec.typeOf(event), EventCodec.encode(event)))
          .isEqualTo(event);
    }
  }

  @Test
  void readsBackWhatSpokeForAPlan() {
    Samples samples = new Samples(SEED);
    for (int round = 0; round < 100; round++) {
      for (Event event : samples.groundedForms(ID)) {
        assertThat(EventCodec.decode(STREAM, EventCodec.typeOf(event), EventCodec.encode(event)))
            .as("seed %d, round %d", SEED, round)
            .isEqualTo(event);
      }
    }
  }

  @Test
  void refusesPricesThatAreNoPlainDecimals() throws InvalidProtocolBufferException {
    Event planned = new Samples(SEED).groundedForms(ID).getFirst();
    IntentPlanned message = IntentPlanned.parseFrom(EventCodec.encode(planned).toArray());
    for (String price : List.of("1e9", "-1", "1.", ".5", "NaN", "", "1".repeat(641))) {
      Bytes payload =
          Bytes.of(
              message.toBuilder()
                  .setGrounds(dev.fairlead.api.v1.Grounds.newBuilder().addMarginalPrices(price))
                  .build()
                  .toByteArray());
      assertThatThrownBy(() -> EventCodec.decode(STREAM, EventCodec.typeOf(planned), payload))
          .as(price)
          .isInstanceOf(UnreadableEvent.class);
    }
  }

  @Test
  void keepsWhichContractCarriesOutAPlanAndWhy() {
    Plan plan = new Samples(SEED).plan();
    Address router = Address.parse("0x00000000000000000000000000000000000000d1");
    for (Way way :
        List.of(
            new Way.Executor(""),
            new Way.Executor("it leads over several venues"),
            new Way.VenueRouter(router, "it takes less gas"))) {
      IntentEvent.Planned planned =
          new IntentEvent.Planned(
              ID,
              new Plan(
                  plan.pricedAt(),
                  plan.sell().token().amount(plan.legs().getFirst().amountIn()),
                  plan.quoted().token().amount(plan.legs().getFirst().amountOut()),
                  plan.quoted().token().amount(Uint256.ONE),
                  List.of(new Leg(plan.legs().getLast().hops())),
                  plan.priceImpact(),
                  plan.gas(),
                  way),
              List.of(),
              null,
              Grounds.UNTOLD);

      Bytes payload = EventCodec.encode(planned);

      assertThat(EventCodec.decode(STREAM, EventCodec.typeOf(planned), payload)).isEqualTo(planned);
    }
  }

  @Test
  void keepsLegsThatBeginAndEndAtTokensInBetween() {
    IntentEvent.Planned planned =
        new IntentEvent.Planned(ID, new Samples(SEED).flow(), List.of(), null, Grounds.UNTOLD);

    Bytes payload = EventCodec.encode(planned);

    assertThat(EventCodec.decode(STREAM, EventCodec.typeOf(planned), payload)).isEqualTo(planned);
  }

  @Test
  void refusesAPlanThatLeavesSomethingAtATokenInBetween() throws InvalidProtocolBufferException {
    IntentEvent.Planned planned =
        new IntentEvent.Planned(ID, new Samples(SEED).flow(), List.of(), null, Grounds.UNTOLD);
    IntentPlanned message = IntentPlanned.parseFrom(EventCodec.encode(planned).toArray());
    IntentPlanned.Builder forged = message.toBuilder();
    forged.getPlanBuilder().getLegsBuilder(2).getHopsBuilder(0).setAmountIn("7");

    assertThatThrownBy(() ->
            EventCodec.decode(
                STREAM, EventCodec.typeOf(planned), Bytes.of(forged.build().toByteArray())))
        .isInstanceOf(UnreadableEvent.class)
        .hasRootCauseMessage(
            "the legs leave "
                + planned.plan().legs().get(2).tokenIn().amount(Uint256.ONE)
                + " behind");
  }

  @Test
  void putsTheStoredPayloadOnTheWireAsItIs() throws InvalidProtocolBufferException {
    for (Event event : new Samples(SEED).everyType(ID)) {
      dev.fairlead.api.v1.RecordedEvent message = EventCodec.message(recorded(event));

      assertThat(message.getPayloadCase().getNumber())
          .isEqualTo(EventType.named(EventCodec.typeOf(event)).orElseThrow().fieldNumber());
      assertThat(dev.fairlead.api.v1.RecordedEvent.parseFrom(message.toByteArray()))
          .isEqualTo(message);
      if (event instanceof IntentEvent.Accepted) {
        assertThat(Bytes.of(message.getAccepted().toByteArray()))
            .isEqualTo(EventCodec.encode(event));
      }
    }
  }

  @Test
  @DisplayName("failures #39: events of every released version stay readable, byte for byte")
  void readsTheGoldenEventsOfEveryVersion() {
    List<Event> expected = new Samples(0).everyType(ID);
    Map<Integer, String> golden = golden();

    assertThat(golden).hasSize(expected.size());
    golden.forEach((index, line) -> {
      String[] parts = line.split(" ", 2);
      Event event = expected.get(index);
      assertThat(parts[0]).isEqualTo(EventCodec.typeOf(event));
      assertThat(EventCodec.encode(event)).isEqualTo(Bytes.parse(parts[1]));
      assertThat(EventCodec.decode(STREAM, parts[0], Bytes.parse(parts[1]))).isEqualTo(event);
    });
  }

  /** One line an event: the stored type and the payload. Lines are only ever added. */
  private static Map<Integer, String> golden() {
    try (var in = EventCodecTest.class.getResourceAsStream("golden-0.1.txt")) {
      if (in == null) {
        throw new IllegalStateException("golden-0.1.txt is missing");
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      Map<Integer, String> golden = new LinkedHashMap<>();
      for (int i = 0; i < lines.size(); i++) {
        golden.put(i, lines.get(i));
      }
      return golden;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecordedEvent recorded(Event event) {
    return new RecordedEvent(
        new LogPosition(7),
        STREAM,
        3,
        new EventId(new UUID(1, 2)),
        Instant.EPOCH,
        EventCodec.typeOf(event),
        EventCodec.encode(event),
        event,
        Bytes32.ZERO,
        Bytes32.ZERO);
  }
}

package dev.fairlead.chain.readable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiEncoder;
import dev.fairlead.chain.abi.AbiParameter;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.GeneratedValues;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.EventShape;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Blocks of logs and calls, decoded one after the other; {@code -Dfairlead.decode.blocks=7200} is a
 * day of Ethereum's.
 */
final class DecodeDayTest {
  private static final int BLOCKS = Integer.getInteger("fairlead.decode.blocks", 60);
  private static final int LOGS = 600;
  private static final int CALLS = 50;
  private static final long SLACK = 2 << 20;

  private final Random random;
  private final long seed = new Random().nextLong();
  private final EventReader events = new EventReader(List.of());
  private final CallReader calls = new CallReader(Map.of(), List.of(), List.of());
  private final List<EventShape> shapes = EventDecoder.standard().shapes();
  private final List<AbiDeclaration> functions = new ArrayList<>();

  DecodeDayTest() {
    this.random = new Random(seed);
    for (ContractKind kind : ContractKind.values()) {
      functions.addAll(kind.functions());
    }
  }

  @Test
  @DisplayName("decoding block after block leaves nothing behind in the heap")
  void keepsNothingOfWhatItDecoded() {
    decode(BLOCKS / 10);
    long before = live();
    decode(BLOCKS - BLOCKS / 10);
    assertThat(live() - before).as("bytes that stayed, seed %d", seed).isLessThan(SLACK);
  }

  private void decode(int blocks) {
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < LOGS; i++) {
        EventShape shape = shapes.get(random.nextInt(shapes.size()));
        assertThat(events.read(log(shape.declaration())).contract()).isNotEqualTo("malformed");
      }
      for (int i = 0; i < CALLS; i++) {
        AbiDeclaration function = functions.get(random.nextInt(functions.size()));
        assertThat(calls.read(call(function))).isNotEmpty();
      }
    }
  }

  private Log log(AbiDeclaration event) {
    List<Bytes32> topics = new ArrayList<>(List.of(event.signature().topic()));
    List<AbiValue> data = new ArrayList<>();
    for (AbiParameter parameter : event.parameters()) {
      AbiValue value = GeneratedValues.of(parameter.type(), random);
      if (parameter.indexed()) {
        topics.add(AbiEncoder.encode(List.of(parameter.type()), List.of(value)).bytes32At(0));
      } else {
        data.add(value);
      }
    }
    return new Log(Address.ZERO, topics, AbiEncoder.encode(event.dataTypes(), data), 0);
  }

  private Bytes call(AbiDeclaration function) {
    Bytes arguments =
        AbiEncoder.encode(
            function.types(),
            function.types().stream().map(type -> GeneratedValues.of(type, random)).toList());
    byte[] call = new byte[4 + arguments.length()];
    function.signature().selector().writeTo(call, 0);
    arguments.writeTo(call, 4);
    return Bytes.wrap(call);
  }

  /** What survives a collection; the least of some, since other threads allocate too. */
  private static long live() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}

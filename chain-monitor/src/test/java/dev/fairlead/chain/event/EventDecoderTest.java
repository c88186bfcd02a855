package dev.fairlead.chain.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiEncoder;
import dev.fairlead.chain.abi.AbiParameter;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.GeneratedValues;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.lang.management.ManagementFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EventDecoderTest {
  private static final EventDecoder DECODER = EventDecoder.standard();
  private static final Address EMITTER =
      Address.parse("0x00000000000000000000000000000000000e1717");

  private record Written(Log log, List<AbiValue> values) {}

  /** The first topics as explorers and the contracts' own artifacts show them. */
  @Test
  void hashesDeclarationsToTheTopicsOnChain() {
    Map<String, String> topics =
        DECODER.shapes().stream()
            .collect(
                Collectors.toMap(
                    s -> s.declaration().toString(), s -> s.topic().toString(), (a, b) -> a));
    assertThat(topics)
        .contains(
            entry(
                "Transfer(address,address,uint256)",
                "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"),
            entry(
                "Approval(address,address,uint256)",
                "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"),
            entry(
                "ApprovalForAll(address,address,bool)",
                "0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31"),
            entry(
                "TransferSingle(address,address,address,uint256,uint256)",
                "0xc3d58168c5ae7397731d063d5bbf3d657854427343f4c083240f7aacaa2d0f62"),
            entry(
                "TransferBatch(address,address,address,uint256[],uint256[])",
                "0x4a39dc06d4c0dbc64b70af90fd698a233a518aa5d07e595d983b8c0526c8f7fb"),
            entry(
                "Deposit(address,uint256)",
                "0xe1fffcc4923d04b559f4d29a8bfc6cda04eb5b0d3c460751c2402c5c5cc9109c"),
            entry(
                "Withdrawal(address,uint256)",
                "0x7fcf532c15f0a6db0bd6d0e038bea71d30d808c7d98cb3bf7268a95bf5081b65"),
            entry(
                "PairCreated(address,address,address,uint256)",
                "0x0d3648bd0f6ba80134a33ba9275ac585d9d315f0ad8355cddefde31afa28d0e9"),
            entry(
                "Sync(uint112,uint112)",
                "0x1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1"),
            entry(
                "Swap(address,uint256,uint256,uint256,uint256,address)",
                "0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822"),
            entry(
                "PoolCreated(address,address,uint24,int24,address)",
                "0x783cca1c0412dd0d695e784568c96da2e9c22ff989357a2e8b1d9b2b4e6b7118"),
            entry(
                "Swap(address,address,int256,int256,uint160,uint128,int24)",
                "0xc42079f94a6350d7e6235f29174924f928cc2ac818eb64fed8004e115fbcca67"),
            entry(
                "Mint(address,address,int24,int24,uint128,uint256,uint256)",
                "0x7a53080ba414158be7ec69b987b5fb7d07dee101fe85488f0853ae16239d0bde"),
            entry(
                "Burn(address,int24,int24,uint128,uint256,uint256)",
                "0x0c396cd989a39f4459b5fa1aed6a9a8dcdbc45908acfd67e028cd568da98982c"),
            entry(
                "Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24)",
                "0x40e9cecb9f5f1f1c5b9c97dec2917b7ee92e57ba5563708daca94dd84ad7112f"),
            entry(
                "ModifyLiquidity(bytes32,address,int24,int24,int256,bytes32)",
                "0xf208f4912782fd25c7f114ca3723a2d5dd6f3bcc3ac8db5af63baa85f711d5ec"),
            entry(
                "TokenExchange(address,int128,uint256,int128,uint256)",
                "0x8b3e96f2b889fa771c53c981b40daf005f63f637f1869f707052d15a3dd97140"),
            entry(
                "Swap(bytes32,address,address,uint256,uint256)",
                "0x2170c741c41531aec20e7c107c24eecfdd15e69c9bb0a8dd37b1840b9e0b207b"));
  }

  @Test
  void readsEveryEventAsItsDeclarationSays() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (EventShape shape : DECODER.shapes()) {
      for (int i = 0; i < 50; i++) {
        Written written = write(shape.declaration(), random);
        LogReading reading = DECODER.decode(written.log());
        assertThat(reading)
            .as("seed %d, %s: %s", seed, shape.declaration(), reading)
            .isInstanceOf(ChainEvent.class);
        assertThat(components((ChainEvent) reading))
            .as("seed %d, %s", seed, shape.declaration())
            .isEqualTo(written.values().stream().map(EventDecoderTest::plain).toList());
      }
    }
  }

  @Test
  void namesFieldsAsDeclared() {
    Random random = new Random(1);
    for (EventShape shape : DECODER.shapes()) {
      LogReading reading = DECODER.decode(write(shape.declaration(), random).log());
      List<String> names = new ArrayList<>();
      for (RecordComponent component : reading.getClass().getRecordComponents()) {
        names.add(component.getName());
      }
      assertThat(names)
          .as(shape.declaration().toString())
          .isEqualTo(shape.declaration().parameters().stream().map(AbiParameter::name).toList());
    }
  }

  @Test
  @DisplayName("failures #94: whatever a log holds, it is an event, refused or unknown")
  void neverThrowsAndNeverReadsWhatIsNotThere() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<EventShape> shapes = DECODER.shapes();
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      EventShape shape = shapes.get(random.nextInt(shapes.size()));
      Written written = write(shape.declaration(), random);
      Log log = damaged(written.log(), random);
      LogReading reading = DECODER.decode(log);
      if (reading instanceof LogReading.Refused) {
        refused++;
      } else if (reading instanceof ChainEvent event) {
        assertThat(rewritten(event, shape, log))
            .as("seed %d, %s %s", seed, shape.declaration(), log)
            .isEqualTo(log);
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(5_000);
  }

  @Test
  void refusesDirtyPaddingShortDataAndWideNumbers() {
    Log swap = write(UniswapV3Event.SWAP.declaration(), new Random(7)).log();
    byte[] wide = swap.data().toArray();
    wide[64] = 1;
    byte[] tick = swap.data().toArray();
    tick[128] ^= (byte) 0x80;
    byte[] sender = swap.topics().get(1).toArray();
    sender[11] = 1;
    List<Bytes32> dirty = new ArrayList<>(swap.topics());
    dirty.set(1, Bytes32.wrap(sender));
    assertThat(DECODER.decode(with(swap, swap.topics(), Bytes.wrap(wide))))
        .isInstanceOf(LogReading.Refused.class);
    assertThat(DECODER.decode(with(swap, swap.topics(), Bytes.wrap(tick))))
        .isInstanceOf(LogReading.Refused.class);
    assertThat(DECODER.decode(with(swap, dirty, swap.data())))
        .isInstanceOf(LogReading.Refused.class);
    assertThat(DECODER.decode(with(swap, swap.topics(), swap.data().slice(0, 128))))
        .isEqualTo(new LogReading.Refused("Swap", "expected 160 bytes of data but found 128"));
  }

  @Test
  void allocatesNothingButTheEvent() {
    Log log = write(UniswapV3Event.SWAP.declaration(), new Random(5)).log();
    UniswapV3Event.Swap like = (UniswapV3Event.Swap) DECODER.decode(log);
    byte[] sender = like.sender().toArray();
    // Many shapes first, so that no reader is the only one that the compiler has seen.
    for (EventShape shape : DECODER.shapes()) {
      Log other = write(shape.declaration(), new Random(6)).log();
      for (int i = 0; i < 200; i++) {
        assertThat(DECODER.decode(other)).isInstanceOf(ChainEvent.class);
      }
    }
    List<Object> kept = new ArrayList<>(8_000);
    long decoded = allocated(() -> kept.add(DECODER.decode(log)));
    long made =
        allocated(() ->
            kept.add(
                new UniswapV3Event.Swap(
                    Address.of(sender),
                    Address.of(sender),
                    new Int256(copy(like.amount0().bits())),
                    new Int256(copy(like.amount1().bits())),
                    copy(like.sqrtPriceX96()),
                    copy(like.liquidity()),
                    like.tick())));
    assertThat(decoded).isEqualTo(made);
  }

  private static Uint256 copy(Uint256 number) {
    return number.and(Uint256.MAX_VALUE);
  }

  /** The bytes that a step allocates, of which the least counts: profiling allocates too. */
  private static long allocated(Runnable step) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 2_000; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      step.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void tellsErc20FromErc721ByTheTopics() {
    Log fungible = write(TokenEvent.TRANSFER.declaration(), new Random(3)).log();
    Log unique = write(TokenEvent.NFT_TRANSFER.declaration(), new Random(3)).log();
    assertThat(fungible.topics().getFirst()).isEqualTo(unique.topics().getFirst());
    assertThat(DECODER.decode(fungible)).isInstanceOf(TokenEvent.Transfer.class);
    assertThat(DECODER.decode(unique)).isInstanceOf(TokenEvent.NftTransfer.class);
  }

  @Test
  void leavesUnknownLogsAsTheyAre() {
    assertThat(DECODER.decode(new Log(EMITTER, List.of(), Bytes.EMPTY, 0)))
        .isEqualTo(LogReading.Unknown.UNKNOWN);
    assertThat(DECODER.decode(new Log(EMITTER, List.of(Bytes32.ZERO), Bytes.EMPTY, 0)))
        .isEqualTo(LogReading.Unknown.UNKNOWN);
    assertThat(
            DECODER.decode(new Log(EMITTER, List.of(TokenEvent.TRANSFER.topic()), Bytes.EMPTY, 0)))
        .isEqualTo(LogReading.Unknown.UNKNOWN);
  }

  private static Written write(AbiDeclaration declaration, Random random) {
    List<Bytes32> topics = new ArrayList<>(List.of(declaration.signature().topic()));
    List<AbiValue> all = new ArrayList<>();
    List<AbiValue> data = new ArrayList<>();
    for (AbiParameter parameter : declaration.parameters()) {
      AbiValue value = GeneratedValues.of(parameter.type(), random);
      all.add(value);
      if (parameter.indexed()) {
        Bytes word = AbiEncoder.encode(List.of(parameter.type()), List.of(value));
        topics.add(word.bytes32At(0));
      } else {
        data.add(value);
      }
    }
    Bytes encoded = AbiEncoder.encode(declaration.dataTypes(), data);
    return new Written(new Log(EMITTER, topics, encoded, 0), all);
  }

  private static Log damaged(Log log, Random random) {
    List<Bytes32> topics = new ArrayList<>(log.topics());
    byte[] data = log.data().toArray();
    switch (random.nextInt(4)) {
      case 0 -> {
        int topic = random.nextInt(topics.size());
        byte[] word = topics.get(topic).toArray();
        word[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
        topics.set(topic, Bytes32.wrap(word));
      }
      case 1 -> {
        if (data.length > 0) {
          data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 2 -> data = java.util.Arrays.copyOf(data, Math.max(0, data.length - random.nextInt(70)));
      default -> data = java.util.Arrays.copyOf(data, data.length + random.nextInt(70));
    }
    return with(log, topics, Bytes.wrap(data));
  }

  private static Log with(Log log, List<Bytes32> topics, Bytes data) {
    return new Log(log.address(), topics, data, log.index());
  }

  /** The log that has exactly the fields of {@code event}. */
  private static Log rewritten(ChainEvent event, EventShape shape, Log like) {
    AbiDeclaration declaration =
        DECODER.shapes().stream()
            .filter(each -> each.claims(like))
            .findFirst()
            .orElse(shape)
            .declaration();
    List<Object> fields = components(event);
    List<Bytes32> topics = new ArrayList<>(List.of(declaration.signature().topic()));
    List<AbiValue> data = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      AbiParameter parameter = declaration.parameters().get(i);
      AbiValue value = GeneratedValues.ofPlain(parameter.type(), fields.get(i));
      if (parameter.indexed()) {
        topics.add(AbiEncoder.encode(List.of(parameter.type()), List.of(value)).bytes32At(0));
      } else {
        data.add(value);
      }
    }
    return with(like, topics, AbiEncoder.encode(declaration.dataTypes(), data));
  }

  private static List<Object> components(ChainEvent event) {
    List<Object> fields = new ArrayList<>();
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      try {
        fields.add(widened(component.getAccessor().invoke(event)));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    return fields;
  }

  /** All numbers in their widest form, so that they compare. */
  private static Object widened(Object field) {
    return switch (field) {
      case Integer number -> Int256.of(number).toString();
      case Long number -> Int256.of(number).toString();
      case Uint256 number -> number.toString();
      case Int256 number -> number.toString();
      case Bytes32 word -> word.toString();
      case Bytes bytes -> bytes.toString();
      case List<?> list -> list.stream().map(EventDecoderTest::widened).toList();
      default -> field;
    };
  }

  private static Object plain(AbiValue value) {
    return switch (value) {
      case AbiValue.Uint(Uint256 number) -> number.toString();
      case AbiValue.Int(Int256 number) -> number.toString();
      case AbiValue.Account(Address account) -> account;
      case AbiValue.Flag(boolean flag) -> flag;
      case AbiValue.Data(Bytes data) -> data.toString();
      case AbiValue.Text text -> text.text();
      case AbiValue.Sequence(List<AbiValue> items) ->
          items.stream().map(EventDecoderTest::plain).toList();
      case AbiValue.Tuple(List<AbiValue> members) ->
          members.stream().map(EventDecoderTest::plain).toList();
    };
  }
}

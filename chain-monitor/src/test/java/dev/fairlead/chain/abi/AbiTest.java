package dev.fairlead.chain.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Int256;

final class AbiTest {
  private static final Signature TRANSFER = Signature.of("transfer(address,uint256)");

  @Test
  void hashesSignatures() {
    assertThat(TRANSFER.selector()).isEqualTo(Bytes.parse("0xa9059cbb"));
    assertThat(Signature.of("Transfer(address,address,uint256)").topic())
        .isEqualTo(
            Bytes32.parse("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"));
    assertThatIllegalArgumentException().isThrownBy(() -> Signature.of("transfer(address, uint)"));
  }

  @Test
  void encodesEveryKindOfArgumentAsWeb3jDoes() {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    System.out.println("AbiTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Address address = address(random);
      Uint256 number = number(random);
      long signed = random.nextLong() >> random.nextInt(64);
      boolean flag = random.nextBoolean();
      Bytes data = bytes(random, random.nextInt(100));
      String text = "é".repeat(random.nextInt(40));
      Bytes32 word = Bytes32.of(number(random).toBytes32());
      List<Address> addresses = Stream.generate(() -> address(random)).limit(i % 11).toList();
      List<Uint256> numbers = Stream.generate(() -> number(random)).limit(i % 12).toList();
      List<Bytes> blobs = Stream.generate(() -> bytes(random, 40)).limit(i % 3).toList();

      Bytes ours =
          AbiWriter.call(Signature.of("f(address)"))
              .address(address)
              .bytes(data)
              .uint(number)
              .signed(signed)
              .bool(flag)
              .text(text)
              .word(word)
              .addresses(addresses)
              .uints(numbers)
              .inline(AbiWriter.tuple().uint(number).address(address))
              .dynamic(AbiWriter.tuple().bytes(data).uint(number))
              .bytesArray(blobs)
              .staticArray(List.of(AbiWriter.tuple().uint(number).bool(flag)))
              .dynamicArray(List.of(AbiWriter.tuple().uint(number).bytes(data)))
              .toBytes();
      String theirs =
          FunctionEncoder.encode(
              new Function(
                  "f",
                  List.of(
                      web3j(address),
                      web3j(data),
                      web3j(number),
                      new Int256(BigInteger.valueOf(signed)),
                      new Bool(flag),
                      new Utf8String(text),
                      new org.web3j.abi.datatypes.generated.Bytes32(word.toArray()),
                      new DynamicArray<>(
                          org.web3j.abi.datatypes.Address.class,
                          addresses.stream().map(AbiTest::web3j).toList()),
                      new DynamicArray<>(
                          org.web3j.abi.datatypes.generated.Uint256.class,
                          numbers.stream().map(AbiTest::web3j).toList()),
                      new StaticStruct(web3j(number), web3j(address)),
                      new DynamicStruct(web3j(data), web3j(number)),
                      new DynamicArray<>(
                          DynamicBytes.class, blobs.stream().map(AbiTest::web3j).toList()),
                      new DynamicArray<>(
                          StaticStruct.class,
                          List.of(new StaticStruct(web3j(number), new Bool(flag)))),
                      new DynamicArray<>(
                          DynamicStruct.class,
                          List.of(new DynamicStruct(web3j(number), web3j(data))))),
                  List.of()));
      assertThat(ours.slice(4, ours.length()).toString().substring(2))
          .isEqualTo(theirs.substring(10));

      AbiReader read = AbiReader.ofCall(ours);
      assertThat(read.address()).isEqualTo(address);
      assertThat(read.bytes()).isEqualTo(data);
      assertThat(read.uint()).isEqualTo(number);
      assertThat(read.signed()).isEqualTo(signed);
      assertThat(read.bool()).isEqualTo(flag);
      assertThat(read.text()).isEqualTo(text);
      assertThat(read.word()).isEqualTo(word);
      assertThat(read.addresses()).isEqualTo(addresses);
      assertThat(read.uints()).isEqualTo(numbers);
      assertThat(read.uint()).isEqualTo(number);
      assertThat(read.address()).isEqualTo(address);
      AbiReader tuple = read.tuple();
      assertThat(tuple.bytes()).isEqualTo(data);
      assertThat(tuple.uint()).isEqualTo(number);
      assertThat(read.bytesArray()).isEqualTo(blobs);
      AbiReader items = read.tuple();
      assertThat(items.count()).isEqualTo(1);
      assertThat(items.uint()).isEqualTo(number);
      assertThat(items.bool()).isEqualTo(flag);
      AbiReader dynamicItems = read.tuple();
      assertThat(dynamicItems.count()).isEqualTo(1);
      AbiReader item = dynamicItems.here().tuple();
      assertThat(item.uint()).isEqualTo(number);
      assertThat(item.bytes()).isEqualTo(data);
      assertThat(read.hasMore()).isTrue();
    }
  }

  @Test
  void refusesWhatIsNotCleanlyEncoded() {
    Uint256 high = Uint256.ONE.shiftLeft(200);
    assertRefused(AbiWriter.tuple().uint(high).toBytes(), AbiReader::address);
    assertRefused(AbiWriter.tuple().uint(2).toBytes(), AbiReader::bool);
    assertRefused(AbiWriter.tuple().uint(high).toBytes(), AbiReader::signed);
    assertRefused(AbiWriter.tuple().uint(high).toBytes(), AbiReader::uintAsLong);
    assertRefused(AbiWriter.tuple().uint(high).toBytes(), AbiReader::bytes);
    assertRefused(AbiWriter.tuple().uint(33).toBytes(), AbiReader::bytes);
    assertRefused(AbiWriter.tuple().uint(32).uint(1).toBytes(), AbiReader::bytes);
    assertRefused(AbiWriter.tuple().uint(32).uint(1L << 40).toBytes(), AbiReader::uints);
    assertRefused(Bytes.EMPTY, AbiReader::uint);
    assertRefused(Bytes.of(new byte[31]), AbiReader::uint);
  }

  @Test
  void neverReadsBeyondDataThatWasCutAnywhere() {
    Bytes whole =
        AbiWriter.tuple()
            .bytes(Bytes.of(new byte[50]))
            .uints(List.of(Uint256.ONE, Uint256.MAX_VALUE))
            .toBytes();
    IntStream.range(0, whole.length() - 1)
        .forEach(length -> {
          AbiReader reader = AbiReader.of(whole.slice(0, length));
          assertThatIllegalArgumentException()
              .as("cut at %d", length)
              .isThrownBy(() -> {
                var _ = reader.bytes();
                var _ = reader.uints();
              });
        });
  }

  @Test
  void explainsReverts() {
    assertThat(RevertReason.of(Bytes.EMPTY)).isEqualTo("reverted without a reason");
    assertThat(RevertReason.of(error("too \nlittle"))).isEqualTo("too  little");
    assertThat(RevertReason.of(AbiWriter.call(Signature.of("Panic(uint256)")).uint(0x11).toBytes()))
        .isEqualTo("panic 0x11: arithmetic overflow or underflow");
    assertThat(RevertReason.of(AbiWriter.call(TRANSFER).uint(1).toBytes()))
        .startsWith("custom error 0xa9059cbb000");
    assertThat(RevertReason.of(error("cut").slice(0, 40)))
        .startsWith("malformed revert data 0x08c379a0");
  }

  private static Bytes error(String text) {
    return AbiWriter.call(Signature.of("Error(string)")).text(text).toBytes();
  }

  private static void assertRefused(
      Bytes data, java.util.function.Function<AbiReader, Object> read) {
    assertThatIllegalArgumentException().isThrownBy(() -> read.apply(AbiReader.of(data)));
  }

  private static Address address(Random random) {
    return Address.of(bytes(random, 20).toArray());
  }

  private static Bytes bytes(Random random, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }

  private static Uint256 number(Random random) {
    return Uint256.fromBytes(bytes(random, random.nextInt(33)).toArray());
  }

  private static org.web3j.abi.datatypes.Address web3j(Address address) {
    return new org.web3j.abi.datatypes.Address(address.toString());
  }

  private static org.web3j.abi.datatypes.generated.Uint256 web3j(Uint256 number) {
    return new org.web3j.abi.datatypes.generated.Uint256(number.toBigInteger());
  }

  private static DynamicBytes web3j(Bytes data) {
    return new DynamicBytes(data.toArray());
  }
}

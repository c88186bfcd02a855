package dev.fairlead.model.rlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RlpTest {
  @Test
  void writesTheExamplesOfTheSpecification() {
    assertThat(hex(new RlpWriter().bytes(ascii("dog")))).isEqualTo("83646f67");
    assertThat(hex(new RlpWriter().bytes(new byte[0]))).isEqualTo("80");
    assertThat(hex(new RlpWriter().number(0))).isEqualTo("80");
    assertThat(hex(new RlpWriter().bytes(new byte[] {0}))).isEqualTo("00");
    assertThat(hex(new RlpWriter().number(15))).isEqualTo("0f");
    assertThat(hex(new RlpWriter().number(127))).isEqualTo("7f");
    assertThat(hex(new RlpWriter().number(128))).isEqualTo("8180");
    assertThat(hex(new RlpWriter().number(1024))).isEqualTo("820400");
    RlpWriter pets = new RlpWriter();
    int list = pets.openList();
    assertThat(hex(pets.bytes(ascii("cat")).bytes(ascii("dog")).closeList(list)))
        .isEqualTo("c88363617483646f67");
    assertThat(hex(new RlpWriter().bytes(ascii("x".repeat(56))))).startsWith("b83878787878");
    assertThat(hex(new RlpWriter().bytes(new byte[1024]))).startsWith("b90400000000");
  }

  @Test
  void nestsLists() {
    RlpWriter writer = new RlpWriter();
    int outer = writer.openList();
    writer.closeList(writer.openList());
    int second = writer.openList();
    writer.closeList(writer.openList());
    writer.closeList(second);
    assertThat(hex(writer.closeList(outer))).isEqualTo("c3c0c1c0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 54, 55, 56, 57, 255, 256, 257, 65_535, 65_536, 70_000})
  void readsWhatItWroteAtEveryBoundaryOfLengths(int length) {
    RlpWriter writer = new RlpWriter().raw(2);
    int list = writer.openList();
    writer.bytes(new byte[length]).number(7).closeList(list);
    RlpReader reader = RlpReader.of(writer.toArray(), 1);
    RlpReader items = reader.list();
    assertThat(items.bytes().length()).isEqualTo(length);
    assertThat(items.number()).isEqualTo(Uint256.of(7));
    items.end();
    reader.end();
  }

  @Test
  void readsBackRandomItems() {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    System.out.println("RlpTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] blob = new byte[random.nextInt(70)];
      random.nextBytes(blob);
      byte[] word = new byte[32];
      random.nextBytes(word);
      Uint256 number = Uint256.fromBytes(word).shiftRight(random.nextInt(256));
      Address address = Address.of(word, 3, 20);
      RlpWriter writer = new RlpWriter();
      int list = writer.openList();
      writer.bytes(blob).number(number).address(address).bytes32(Bytes32.of(word)).closeList(list);
      RlpReader items = RlpReader.of(writer.toArray(), 0).list();
      assertThat(items.bytes()).isEqualTo(Bytes.of(blob));
      assertThat(items.number()).isEqualTo(number);
      assertThat(items.address()).isEqualTo(address);
      assertThat(items.bytes32()).isEqualTo(Bytes32.of(word));
      items.end();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "8100", "817f", "b800", "b83700", "b90038", "83646f", "bf", "c0", "c180"})
  void refusesBytesThatAreNotCanonical(String hex) {
    RlpReader reader = RlpReader.of(HexFormat.of().parseHex(hex), 0);
    assertThatIllegalArgumentException().isThrownBy(reader::bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "820001",
        "a1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void refusesNumbersWithLeadingZerosOrTooManyBytes(String hex) {
    RlpReader reader = RlpReader.of(HexFormat.of().parseHex(hex), 0);
    assertThatIllegalArgumentException().isThrownBy(reader::number);
  }

  @Test
  void refusesLeftOvers() {
    RlpReader reader = RlpReader.of(new byte[] {1, 2}, 0);
    assertThat(reader.numberAsLong()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(reader::end);
    assertThatIllegalArgumentException().isThrownBy(() -> new RlpWriter().number(-1));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(RlpWriter writer) {
    return HexFormat.of().formatHex(writer.toArray());
  }
}

package dev.fairlead.chain.abi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import org.junit.jupiter.api.Test;

final class AbiWriterTest {
  private static final Address ACCOUNT =
      Address.parse("0x00000000000000000000000000000000000000aa");
  private static final Bytes32 WORD = Bytes.EMPTY.keccak256();
  private static final Bytes SELECTOR = Bytes.parse("0x12345678");

  /** Of every type one is the first that the head has no room for. */
  @Test
  void keepsWhatItWritesHoweverManyWordsThereAre() {
    for (int before = 0; before < 5; before++) {
      AbiWriter writer = AbiWriter.tuple();
      for (int i = 0; i < before; i++) {
        writer.uint(Uint256.MAX_VALUE);
      }
      for (int i = 0; i < 30; i++) {
        writer.uint(i).address(ACCOUNT).bool(true).word(WORD).shortBytes(SELECTOR);
      }
      AbiReader reader = AbiReader.of(writer.toBytes()).skip(before);
      for (int i = 0; i < 30; i++) {
        assertThat(reader.uintAsLong()).isEqualTo(i);
        assertThat(reader.address()).isEqualTo(ACCOUNT);
        assertThat(reader.bool()).isTrue();
        assertThat(reader.word()).isEqualTo(WORD);
        assertThat(reader.word().toString()).startsWith(SELECTOR.toString());
      }
      assertThat(reader.hasMore()).isFalse();
    }
  }
}

package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.chain.json.JsonReader;
import dev.fairlead.chain.proof.Bloom;
import dev.fairlead.chain.proof.ReceiptClaim;
import dev.fairlead.devnet.block.BlockSize;
import dev.fairlead.devnet.block.GeneratedBlock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole answers: a block, and its receipts with their logs. */
final class BodyTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64);
  private static final JsonReader<List<ReceiptClaim>> RECEIPTS = in -> in.list(ReceiptFields::read);

  private final GeneratedBlock body = GeneratedBlock.of(new BlockSize(25, 75, 400), SEED);

  @Test
  void readsABlockAndItsReceiptsAsAJsonTreeTellsThem() {
    JsonMapper jackson = JsonMapper.builder().build();
    Header header = JsonInput.read(bytes(body.block()), LIMITS, Header::read);
    JsonNode block = jackson.readTree(body.block());
    assertThat(header.ref().hash()).hasToString(block.get("hash").stringValue());
    assertThat(header.transactions().stream().map(Object::toString))
        .containsExactlyElementsOf(
            block.get("transactions").valueStream().map(t -> t.get("hash").stringValue()).toList());

    List<ReceiptClaim> receipts = JsonInput.read(bytes(body.receipts()), LIMITS, RECEIPTS);
    JsonNode expected = jackson.readTree(body.receipts());
    assertThat(receipts).hasSize(expected.size());
    for (int i = 0; i < receipts.size(); i++) {
      same(receipts.get(i), expected.get(i));
    }
    for (ReceiptClaim receipt : receipts) {
      for (Log log : receipt.receipt().logs()) {
        assertThat(Bloom.mayHold(header.bloom(), Bloom.bits(log.address()))).isTrue();
      }
    }
  }

  @Test
  @DisplayName("failures #94: an answer that ends anywhere is a typed error")
  void refusesEveryTruncation() {
    byte[] receipts = bytes(body.receipts());
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      refuses(Arrays.copyOf(receipts, random.nextInt(receipts.length)), RECEIPTS);
    }
    byte[] block = bytes(body.block());
    for (int end = 0; end < block.length; end += 1 + random.nextInt(40)) {
      refuses(Arrays.copyOf(block, end), Header::read);
    }
  }

  @Test
  @DisplayName("failures #94: random damage to an answer never does anything but a typed error")
  void survivesRandomDamage() {
    System.out.println("BodyTest seed " + SEED);
    Random random = new Random(SEED);
    byte[] sound = bytes(body.receipts());
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] damaged = sound.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(JsonInput.read(damaged, LIMITS, RECEIPTS)).hasSize(25);
      } catch (ChainException typed) {
        assertThat(typed.kind()).isEqualTo(ChainException.Kind.RETRYABLE);
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "[,[",
    "[,'{\"logs\":['",
    "{\"logs\":,{\"logs\":",
    "'','[],'",
    "'[','[],'",
    "[,' '",
    "'\"',a",
    "'\"',é",
    "'\"',\\n",
    "'\"0x',1",
    "1,1",
    "'[{\"status\":\"0x',1",
    "'[{\"status\":\"0x1','\",\"status\":\"0x1'",
    "'{\"',a",
    "'{','\"a\":1,'",
    "[1.,1",
    "[{\"logs\":,[",
    "'','é'"
  })
  @DisplayName("failures #92: 50 MB of anything end in a typed error, soon and within the limits")
  void refusesBombs(String begin, String again) {
    byte[] bomb = new byte[50 << 20];
    byte[] unit = bytes(again);
    int at = bytes(begin).length;
    System.arraycopy(bytes(begin), 0, bomb, 0, at);
    for (; at < bomb.length; at += unit.length) {
      System.arraycopy(unit, 0, bomb, at, Math.min(unit.length, bomb.length - at));
    }
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          refuses(bomb, RECEIPTS);
          refuses(bomb, BodyTest::skipped);
        });
  }

  @Test
  @DisplayName("failures #92: a document above its limit is refused unread")
  void refusesWhatIsTooLong() {
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(
            () -> JsonInput.read(bytes(body.block()), new JsonLimits(1000, 64), Header::read))
        .withMessageEndingWith("bytes of JSON are more than 1000");
  }

  private static void same(ReceiptClaim placed, JsonNode expected) {
    Receipt receipt = placed.receipt();
    assertThat(placed.block()).hasToString(text(expected, "blockHash"));
    assertThat(placed.number()).isEqualTo(quantity(expected, "blockNumber"));
    assertThat(placed.cumulativeGasUsed()).isEqualTo(quantity(expected, "cumulativeGasUsed"));
    assertThat(receipt.hash()).hasToString(text(expected, "transactionHash"));
    assertThat(receipt.index()).isEqualTo((int) quantity(expected, "transactionIndex"));
    assertThat(receipt.from().toString()).isEqualToIgnoringCase(text(expected, "from"));
    assertThat(receipt.succeeded()).isTrue();
    assertThat(receipt.gasUsed().value()).isEqualTo(quantity(expected, "gasUsed"));
    assertThat(receipt.gasPrice().wei().toHexString())
        .isEqualTo(text(expected, "effectiveGasPrice"));
    assertThat(receipt.logs()).hasSize(expected.get("logs").size());
    for (int i = 0; i < receipt.logs().size(); i++) {
      Log log = receipt.logs().get(i);
      JsonNode one = expected.get("logs").get(i);
      assertThat(log.address().toString()).isEqualToIgnoringCase(text(one, "address"));
      assertThat(log.topics().stream().map(Object::toString))
          .containsExactlyElementsOf(
              one.get("topics").valueStream().map(JsonNode::stringValue).toList());
      assertThat(log.data()).hasToString(text(one, "data"));
      assertThat(log.index()).isEqualTo((int) quantity(one, "logIndex"));
    }
  }

  private static String text(JsonNode node, String field) {
    return node.get(field).stringValue();
  }

  private static long quantity(JsonNode node, String field) {
    return Long.parseLong(text(node, field).substring(2), 16);
  }

  private static boolean skipped(JsonInput in) {
    in.skip();
    return true;
  }

  private static void refuses(byte[] document, JsonReader<?> reader) {
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> JsonInput.read(document, LIMITS, reader));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

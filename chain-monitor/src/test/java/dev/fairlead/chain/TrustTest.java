package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Wire;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Keccak256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Blocks with what this version does not know, and what then is policy. */
final class TrustTest {
  private final List<String> incomplete = new CopyOnWriteArrayList<>();
  private final List<String> mistrusted = new CopyOnWriteArrayList<>();
  private AnvilFixture fixture;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    fixture = new AnvilFixture();
    fixture.control().mine(3);
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
  }

  @AfterEach
  void stop() {
    fixture.close();
    proxy.close();
  }

  private EvmChain open(Dialect dialect, Trust trust) {
    return fixture.open(
        ProvenBlockTest.profile(dialect, trust),
        RpcEndpoint.of(proxy.http(), Optional.empty()),
        new ChainObserver() {
          @Override
          public void incomplete(ChainId chain, BlockRef block, String unknown) {
            incomplete.add(unknown);
          }

          @Override
          public void mistrusted(ChainId chain, String what) {
            mistrusted.add(what);
          }
        });
  }

  private void mine() {
    var _ =
        fixture
            .anvil()
            .send(
                fixture
                    .logging(
                        fixture.anvil().nonce(AnvilFixture.WALLET.address()), AnvilFixture.word(5))
                    .raw());
  }

  /** As after a fork that adds a field to the header: the fields that are known don't make it. */
  static final Rewrite NEW_HEADER_FIELD =
      new Rewrite((method, result) -> {
        if (method.startsWith("eth_getBlockBy") && result instanceof ObjectNode block) {
          block.put("extraData", "0x01").put("slotNumber", "0x5");
        }
        return result;
      });

  @Test
  @DisplayName("failures #90: a header with a field that nobody knows halts the chain, by name")
  void haltsWhereAHeaderCanNotBeProven() throws InterruptedException {
    EvmChain chain = open(Dialect.ETHEREUM, Trust.PROVEN);
    BlockRef before = chain.head();
    try (BlockFeed feed = chain.follow()) {
      proxy.commit(NEW_HEADER_FIELD);
      mine();
      assertThat(new FeedReader(feed).readToHalt())
          .contains("can't be proven", "header field slotNumber", "trust: checked");
    }
    assertThat(chain.head()).isEqualTo(before);
    assertThat(mistrusted).allMatch(what -> what.contains("slotNumber")).isNotEmpty();
  }

  @Test
  void goesOnWithWhatWasCheckedWhereThatIsTheRule() throws InterruptedException {
    EvmChain chain = open(Dialect.ETHEREUM, Trust.CHECKED);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readTo(chain.head());
      proxy.commit(NEW_HEADER_FIELD);
      mine();
      assertThat(reader.nextBlock().ref()).isEqualTo(fixture.head());
    }
    assertThat(incomplete).contains("header field slotNumber");
  }

  @Test
  @DisplayName("failures #90: what can be checked is checked also where a header can't be proven")
  void refusesForgedReceiptsAlsoUnderAHeaderThatIsNotProven() throws InterruptedException {
    EvmChain chain = open(Dialect.ETHEREUM, Trust.CHECKED);
    BlockRef before = chain.head();
    try (BlockFeed feed = chain.follow()) {
      proxy.commit(
          NEW_HEADER_FIELD,
          Wire.body(answer ->
              answer.replace(
                  "\"data\":\"" + AnvilFixture.word(5), "\"data\":\"" + AnvilFixture.word(6))));
      mine();
      FeedReader reader = new FeedReader(feed);
      while (mistrusted.isEmpty()) {
        var _ = reader.next(Duration.ofMillis(50));
      }
    }
    assertThat(mistrusted.getFirst()).contains("receipts root");
    assertThat(chain.head()).isEqualTo(before);
  }

  @Test
  void leavesOutWhatPolygonTellsBesideItsRoots() throws InterruptedException {
    EvmChain chain = open(Dialect.POLYGON, Trust.PROVEN);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readTo(chain.head());
      proxy.commit(new Rewrite(TrustTest::withStateSync));
      mine();
      Block block = reader.nextBlock();
      assertThat(block.ref()).isEqualTo(fixture.head());
      assertThat(block.transactions()).hasSize(1);
      assertThat(block.receipts()).hasSize(1);
    }
    assertThat(mistrusted).isEmpty();
  }

  @Test
  @DisplayName("failures #89: what no root holds is refused on a chain without such transactions")
  void refusesOneMoreTransactionElsewhere() throws InterruptedException {
    EvmChain chain = open(Dialect.ETHEREUM, Trust.PROVEN);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readTo(chain.head());
      proxy.commit(new Rewrite(TrustTest::withStateSync));
      mine();
      while (mistrusted.isEmpty()) {
        reader
            .next(Duration.ofMillis(50))
            .ifPresent(update -> assertThat(update).isInstanceOf(ChainUpdate.Finalized.class));
      }
    }
  }

  /** Adds the transaction and the receipt by which bor tells what came from Ethereum. */
  private static JsonNode withStateSync(String method, JsonNode result) {
    if (method.equals("eth_getBlockByHash") && result instanceof ObjectNode block) {
      ArrayNode transactions = (ArrayNode) block.get("transactions");
      ObjectNode more = transactions.addObject();
      place(more, block.get("number").asString(), block.get("hash").asString());
      more.put("hash", more.get("transactionHash").asString())
          .put("transactionIndex", "0x" + Integer.toHexString(transactions.size() - 1))
          .put("type", "0x0")
          .put("nonce", "0x0")
          .put("gas", "0x0")
          .put("gasPrice", "0x0")
          .put("value", "0x0")
          .put("input", "0x")
          .put("v", "0x0")
          .put("r", "0x0")
          .put("s", "0x0");
    } else if (method.equals("eth_getBlockReceipts")
        && result instanceof ArrayNode receipts
        && !receipts.isEmpty()) {
      JsonNode last = receipts.get(receipts.size() - 1);
      ObjectNode more = receipts.addObject();
      place(more, last.get("blockNumber").asString(), last.get("blockHash").asString());
      more.put("transactionIndex", "0x" + Integer.toHexString(receipts.size() - 1))
          .put("status", "0x1")
          .put("type", "0x0")
          .put("gasUsed", "0x0")
          .put("cumulativeGasUsed", "0x0")
          .put("effectiveGasPrice", "0x0");
      more.set("logs", last.get("logs").deepCopy());
    }
    return result;
  }

  private static void place(ObjectNode told, String number, String hash) {
    byte[] prefix = "matic-bor-receipt-".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer text = ByteBuffer.allocate(prefix.length + 40);
    text.put(prefix).putLong(Long.decode(number));
    text.put(Bytes.parse(hash).toArray());
    String zero = "0x" + "00".repeat(20);
    told.put("blockHash", hash)
        .put("blockNumber", number)
        .put("from", zero)
        .put("to", zero)
        .put("transactionHash", Bytes.wrap(Keccak256.hash(text.array())).toString());
  }
}

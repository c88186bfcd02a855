package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.BlockRef;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who of several endpoints is blamed for what can't be proven, or fits with nothing. */
final class DoubtfulEndpointTest {
  private static final String MISSING = "eth_getBlockReceipts";

  private SeveralEndpoints several;
  private AnvilFixture fixture;

  @BeforeEach
  void start() {
    several = new SeveralEndpoints(2);
    fixture = several.fixture();
  }

  @AfterEach
  void stop() {
    several.close();
  }

  @Test
  @DisplayName("failures #90: what one endpoint can't prove another does, and nobody is blamed")
  void followsWhoeverCanProve() throws InterruptedException {
    EvmChain chain = several.open(1);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      several.a().commit(TrustTest.NEW_HEADER_FIELD);
      for (int i = 1; i <= 12; i++) {
        fixture.control().mine(1);
        reader.readToNumber(3 + i);
      }
      assertThat(SeveralEndpoints.state(chain, "a")).isEqualTo(EndpointState.HEALTHY);
      assertThat(SeveralEndpoints.state(chain, "b")).isEqualTo(EndpointState.HEALTHY);
    }
    assertThat(several.witness().halted()).isEmpty();
  }

  @Test
  @DisplayName("failures #90: what no endpoint can prove halts the chain, by name")
  void haltsWhereNobodyCanProve() throws InterruptedException {
    EvmChain chain = several.open(1);
    BlockRef before = chain.head();
    try (BlockFeed feed = chain.follow()) {
      several.a().commit(TrustTest.NEW_HEADER_FIELD);
      several.b().commit(TrustTest.NEW_HEADER_FIELD);
      fixture.control().mine(1);
      assertThat(new FeedReader(feed).readToHalt())
          .contains("can't be proven", "header field slotNumber", "trust: checked");
    }
    assertThat(chain.head()).isEqualTo(before);
  }

  @Test
  @DisplayName("failures #89: the receipts of one endpoint are not held against another's block")
  void blamesNobodyForAnothersBlock() throws InterruptedException {
    AtomicInteger lies = new AtomicInteger();
    several.b().commit(Faults.errors(-32601, "no such method", MISSING));
    several
        .a()
        .commit(
            Faults.errors(-32601, "no such method", MISSING),
            Faults.saying(
                "eth_getBlockByHash",
                "transactions/*/value",
                _ -> {
                  lies.incrementAndGet();
                  return "0x7";
                }),
            Faults.nulls("eth_getTransactionReceipt"));
    EvmChain chain = several.open(1);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      for (int i = 0; i < 5; i++) {
        var _ = fixture.anvil().send(fixture.logging(i, AnvilFixture.word(i)).raw());
        reader.readToNumber(4 + i);
      }
      assertThat(lies).hasPositiveValue();
      assertThat(SeveralEndpoints.health(chain, "b").failed()).isZero();
      assertThat(SeveralEndpoints.state(chain, "b")).isEqualTo(EndpointState.HEALTHY);
    }
  }

  @Test
  @DisplayName("failures #89: a forged sender is refused in blocks and in receipts alike")
  void blamesWhoeverForgesASender() throws InterruptedException {
    EvmChain chain = several.open(1);
    String other = AnvilFixture.LOGGER.toString();
    several
        .a()
        .commit(
            Faults.saying("eth_getBlockByHash", "transactions/*/from", _ -> other),
            Faults.saying(MISSING, "*/from", _ -> other));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      for (int i = 0; i < 4; i++) {
        var _ = fixture.anvil().send(fixture.logging(i, AnvilFixture.word(i)).raw());
        reader.readToNumber(4 + i);
        assertThat(chain.block(chain.head()).orElseThrow().receipts().getFirst().from())
            .isEqualTo(AnvilFixture.WALLET.address());
      }
      assertThat(several.witness().await("a", EndpointState.LYING))
          .contains("the sender of a transaction");
    }
  }
}

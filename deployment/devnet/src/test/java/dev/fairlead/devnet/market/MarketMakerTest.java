package dev.fairlead.devnet.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.model.TxHash;
import dev.fairlead.parts.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MarketMakerTest {
  private Devnet devnet;
  private DevChain chain;
  private String clean;

  @BeforeAll
  void start() {
    devnet = Devnet.start();
    chain = devnet.chain();
    chain.control().setAutomine(false);
    clean = chain.control().snapshot();
  }

  @AfterAll
  void stop() {
    devnet.close();
  }

  @BeforeEach
  void revert() {
    chain.control().dropAll();
    assertThat(chain.control().revertTo(clean)).isTrue();
    clean = chain.control().snapshot();
  }

  @Test
  void sendsTheSameTransactionsForTheSameSeed() {
    List<TxHash> first = hashes(trades(7, 20));
    revert();
    List<TxHash> second = hashes(trades(7, 20));
    revert();
    List<TxHash> other = hashes(trades(8, 20));

    assertThat(second).isEqualTo(first);
    assertThat(other).doesNotContainAnyElementsOf(first);
  }

  @Test
  void swapsInEveryVenueAndNoSwapReverts() {
    List<Trade> trades = trades(1, 60);

    assertThat(trades)
        .extracting(Trade::venue)
        .contains("Uniswap V2", "Uniswap V3", "Uniswap V4", "Balancer V2", "Curve");
    assertThat(trades)
        .allSatisfy(trade ->
            assertThat(chain.anvil().receipt(trade.hash()).get("status").asString())
                .as(trade.toString())
                .isEqualTo("0x1"));
  }

  @Test
  void tradesByItselfUntilStopped() throws InterruptedException {
    LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (MarketMaker maker = new MarketMaker(chain.anvil(), chain.deployment(), 3, heard::add)) {
      maker.start(Duration.ofMillis(20));
      assertThat(heard.poll(30, TimeUnit.SECONDS)).contains(" for ");
      maker.stop();
      assertThat(maker.step()).isNotEmpty();
    }
  }

  private List<Trade> trades(long seed, int steps) {
    try (MarketMaker maker =
        new MarketMaker(chain.anvil(), chain.deployment(), seed, Progress.silent())) {
      List<Trade> trades = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        trades.addAll(maker.step());
        chain.control().mine();
      }
      return trades;
    }
  }

  private static List<TxHash> hashes(List<Trade> trades) {
    return trades.stream().map(Trade::hash).toList();
  }
}

package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Faults;
import dev.fairlead.faults.Wire;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of receipts where an endpoint lacks a method, or names another sender. */
final class ReceiptTest {
  private final List<String> mistrusted = new CopyOnWriteArrayList<>();
  private AnvilFixture fixture;
  private FaultProxy proxy;
  private EvmChain chain;

  @BeforeEach
  void start() {
    fixture = new AnvilFixture();
    fixture.control().mine(3);
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
    chain =
        fixture.open(
            AnvilFixture.confirmations(2),
            RpcEndpoint.of(proxy.http(), Optional.empty()),
            new ChainObserver() {
              @Override
              public void mistrusted(ChainId id, String what) {
                mistrusted.add(what);
              }
            });
  }

  @AfterEach
  void stop() {
    fixture.close();
    proxy.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {-32601, -32004, -32602})
  void readsReceiptsOneByOneWhereTheyCanNotBeReadByBlock(int code) throws InterruptedException {
    proxy.commit(Faults.errors(code, "not here", "eth_getBlockReceipts"));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      long top = reader.nextBlock().ref().number().value();
      assertThat(chain.send(fixture.logging(0, AnvilFixture.word(5))))
          .isEqualTo(new SubmissionOutcome.Sent());
      assertThat(reader.nextBlock().receipts()).hasSize(1);
      fixture.control().mine(40);
      reader.readToNumber(top + 41);
    }
    assertThat(proxy.spoiled()).isPositive();
    assertThat(mistrusted).isEmpty();
  }

  @Test
  @Timeout(120)
  @DisplayName("failures #89: a block that names another sender than signed is not handed on")
  void refusesASenderThatDidNotSign() throws InterruptedException {
    SignedTransaction transaction = fixture.logging(0, AnvilFixture.word(5));
    String honest = AnvilFixture.WALLET.address().toString().toLowerCase(Locale.ROOT);
    proxy.commit(
        Wire.body(answer ->
            answer.replace("\"from\":\"" + honest, "\"from\":\"0x" + "ab".repeat(Address.LENGTH))));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
      while (mistrusted.isEmpty()) {
        var _ = reader.next(Duration.ofMillis(50));
      }
      assertThat(mistrusted.getFirst()).contains("the sender of a transaction");
      assertThat(chain.head().number().value()).isEqualTo(3);
      proxy.commit();
      reader.readToNumber(4);
    }
    assertThat(chain.inclusion(transaction.hash()).orElseThrow().receipt().from())
        .isEqualTo(AnvilFixture.WALLET.address());
  }
}

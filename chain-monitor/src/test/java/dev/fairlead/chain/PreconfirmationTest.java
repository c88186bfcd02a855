package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A producer's word on the block that it is making is a hint, and no more. */
final class PreconfirmationTest {
  private static final SubmissionOutcome SENT = new SubmissionOutcome.Sent();

  private final BlockingQueue<Preconfirmation> promises = new LinkedBlockingQueue<>();
  private final BlockingQueue<Preconfirmation> broken = new LinkedBlockingQueue<>();
  private final BlockingQueue<TxHash> included = new LinkedBlockingQueue<>();
  private AnvilFixture fixture;
  private FaultProxy proxy;

  @BeforeEach
  void start() {
    fixture = new AnvilFixture();
    fixture.control().setAutomine(false);
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
  }

  @AfterEach
  void stop() {
    fixture.close();
    proxy.close();
  }

  @Test
  void tellsWhatTheProducerTookBeforeItsBlock() throws InterruptedException {
    EvmChain chain = open(new SoftConfirmation.Pending(Duration.ofMillis(20)));
    SignedTransaction sent = fixture.logging(0, AnvilFixture.word(1));
    assertThat(chain.send(sent)).isEqualTo(SENT);
    Preconfirmation promise = next(promises);
    assertThat(promise.transaction()).isEqualTo(sent.hash());
    assertThat(promise.number()).isEqualTo(new BlockNumber(1));
    assertThat(promise.afterSending()).isPositive();
    assertThat(chain.preconfirmation(sent.hash())).contains(promise);
    assertThat(chain.inclusion(sent.hash())).isEmpty();
    assertThat(chain.head().number()).isEqualTo(new BlockNumber(0));

    fixture.control().mine(1);
    assertThat(next(included)).isEqualTo(sent.hash());
    assertThat(chain.inclusion(sent.hash())).isPresent();
    assertThat(chain.preconfirmation(sent.hash())).isEmpty();
    assertThat(chain.health().brokenPromises()).isZero();
    assertThat(broken).isEmpty();
  }

  @Test
  @DisplayName("failures #82, #105: an invented pre-confirmation is withdrawn; one trade is made")
  void withdrawsAPromiseThatWasInvented() throws InterruptedException {
    EvmChain chain = open(new SoftConfirmation.Pending(Duration.ofMillis(20)));
    SignedTransaction sent = fixture.logging(0, AnvilFixture.word(1));
    String hash = sent.hash().toString();
    proxy.commit(Faults.promising(() -> List.of(hash)), Faults.swallowing(_ -> hash));
    assertThat(chain.send(sent)).isEqualTo(SENT);
    assertThat(next(promises).number()).isEqualTo(new BlockNumber(1));
    assertThat(chain.preconfirmation(sent.hash())).isPresent();

    fixture.control().mine(3);
    assertThat(next(broken).transaction()).isEqualTo(sent.hash());
    assertThat(chain.preconfirmation(sent.hash())).isEmpty();
    assertThat(chain.inclusion(sent.hash())).isEmpty();
    assertThat(chain.health().brokenPromises()).isEqualTo(1);

    proxy.commit();
    assertThat(chain.send(sent)).isEqualTo(SENT);
    fixture.control().mine(3);
    assertThat(next(included)).isEqualTo(sent.hash());
    assertThat(fixture.anvil().nonce(AnvilFixture.WALLET.address())).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "failures #44: what was pre-confirmed and dropped is sent again, the same bytes once")
  void withdrawsAPromiseThatTheBlockDoesNotKeep() throws InterruptedException {
    EvmChain chain = open(new SoftConfirmation.Pending(Duration.ofMillis(20)));
    SignedTransaction sent = fixture.logging(0, AnvilFixture.word(1));
    assertThat(chain.send(sent)).isEqualTo(SENT);
    assertThat(next(promises).transaction()).isEqualTo(sent.hash());
    fixture.anvil().rpc().call("anvil_dropTransaction", sent.hash().toString());
    fixture.control().mine(3);
    assertThat(next(broken).number()).isEqualTo(new BlockNumber(1));
    assertThat(chain.inclusion(sent.hash())).isEmpty();

    assertThat(chain.send(sent)).isEqualTo(SENT);
    assertThat(chain.send(sent)).isEqualTo(SENT);
    fixture.control().mine(3);
    assertThat(next(included)).isEqualTo(sent.hash());
    assertThat(fixture.anvil().nonce(AnvilFixture.WALLET.address())).isEqualTo(1);
    assertThat(chain.health().brokenPromises()).isEqualTo(1);
  }

  @Test
  void tellsNoPromiseOnChainsThatPromiseNothing() throws InterruptedException {
    EvmChain chain = open(new SoftConfirmation.ByArrival());
    SignedTransaction sent = fixture.logging(0, AnvilFixture.word(1));
    try (BlockFeed feed = chain.follow()) {
      assertThat(chain.send(sent)).isEqualTo(SENT);
      fixture.control().mine(1);
      new FeedReader(feed).readToNumber(1);
    }
    assertThat(chain.preconfirmation(sent.hash())).isEmpty();
    assertThat(chain.health().soft()).isEqualTo(new SoftConfirmation.ByArrival());
    assertThat(promises).isEmpty();
  }

  private EvmChain open(SoftConfirmation soft) {
    ChainProfile profile = TestProfile.like(AnvilFixture.confirmations(2)).with(soft).profile();
    return fixture.open(
        profile,
        RpcEndpoint.of(proxy.http(), Optional.empty()),
        new ChainObserver() {
          @Override
          public void preconfirmed(ChainId id, Preconfirmation promise) {
            promises.add(promise);
          }

          @Override
          public void promiseBroken(ChainId id, Preconfirmation promise) {
            broken.add(promise);
          }

          @Override
          public void included(ChainId id, TxHash transaction, Duration afterSending) {
            included.add(transaction);
          }
        });
  }

  private static <T> T next(BlockingQueue<T> told) throws InterruptedException {
    T next = told.poll(20, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }
}

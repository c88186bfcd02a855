package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.Faults;
import dev.fairlead.faults.Wire;
import dev.fairlead.model.Address;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several endpoints before one real chain, one of which goes wrong. */
final class EndpointTest {
  private static final Address ACCOUNT = AnvilFixture.WALLET.address();

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
  @DisplayName("failures #81: one endpoint down, another serves, and the first comes back")
  void goesOnWithAnotherEndpointWhenOneIsDown() throws InterruptedException {
    EvmChain chain = several.open(1);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      several.a().commit(SeveralEndpoints.DOWN);
      fixture.control().mine(2);
      reader.readToNumber(5);
      assertThat(chain.nonce(ACCOUNT, chain.head())).isEqualTo(new Nonce(0));
      assertThat(several.witness().await("a", EndpointState.UNREACHABLE)).contains("503");
      assertThat(chain.send(fixture.logging(0, AnvilFixture.word(1))))
          .isEqualTo(new SubmissionOutcome.Sent());
      reader.readToNumber(6);
      several.a().commit();
      several.witness().await("a", EndpointState.HEALTHY);
    }
    assertThat(several.witness().halted()).isEmpty();
  }

  @Test
  @DisplayName("failures #81: with all endpoints down nothing is sent or lost, and all resumes")
  void waitsAndResumesWhenAllAreDown() throws InterruptedException {
    EvmChain chain = several.open(2);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readToNumber(3);
      several.a().commit(SeveralEndpoints.DOWN);
      several.b().commit(SeveralEndpoints.DOWN);
      assertThatThrownBy(() -> chain.nonce(ACCOUNT, chain.head()))
          .isInstanceOfSatisfying(
              ChainException.class,
              e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE));
      assertThatThrownBy(() -> chain.balance(ACCOUNT, chain.head()))
          .isInstanceOf(ChainException.class);
      SignedTransaction transaction = fixture.logging(0, AnvilFixture.word(1));
      fixture.control().setAutomine(false);
      assertThat(chain.send(transaction)).isInstanceOf(SubmissionOutcome.Unknown.class);
      several.witness().await("b", EndpointState.UNREACHABLE);
      fixture.control().mine(20);
      several.a().commit();
      several.b().commit();
      reader.readToFinal(21);
      assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
    }
    assertThat(several.witness().halted()).isEmpty();
  }

  @Test
  @DisplayName("failures #83: whoever answers with another hash is quarantined, and another sends")
  void quarantinesWhoeverAnswersAnotherHash() throws InterruptedException {
    EvmChain chain = several.open(1);
    SignedTransaction transaction = fixture.logging(0, AnvilFixture.word(1));
    String foreign = fixture.logging(1, AnvilFixture.word(2)).hash().toString();
    several.a().commit(Faults.swallowing(_ -> foreign));
    assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
    assertThat(several.witness().await("a", EndpointState.LYING)).contains(foreign);
  }

  @Test
  @DisplayName("failures #82: what one endpoint swallowed reaches the chain through another")
  void sendsElsewhereWhatOneEndpointSwallowed() throws InterruptedException {
    EvmChain chain = several.open(1);
    SignedTransaction transaction = fixture.logging(0, AnvilFixture.word(1));
    several.a().commit(Faults.swallowing(_ -> transaction.hash().toString()));
    several.b().commit(sendError("try again later"));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
      fixture.control().mine(1);
      reader.readToNumber(4);
      assertThat(chain.inclusion(transaction.hash())).isEmpty();
      several.b().commit();
      fixture.control().mine(1);
      reader.readToNumber(6);
      assertThat(chain.inclusion(transaction.hash())).isPresent();
    }
  }

  @Test
  @DisplayName("failures #61: what one refuses and another takes is sent; a doubt is no refusal")
  void takesOneAcceptanceForSentAndOneDoubtForUnknown() {
    EvmChain chain = several.open(1);
    several.a().commit(sendError("insufficient funds"));
    assertThat(chain.send(fixture.logging(0, AnvilFixture.word(1))))
        .isEqualTo(new SubmissionOutcome.Sent());
    several.b().commit(sendError("the moon is in the wrong house"));
    assertThat(chain.send(fixture.logging(1, AnvilFixture.word(2))))
        .isInstanceOf(SubmissionOutcome.Unknown.class);
    several.b().commit(sendError("insufficient funds"));
    assertThat(chain.send(fixture.logging(1, AnvilFixture.word(2))))
        .isEqualTo(new SubmissionOutcome.Refused("insufficient funds"));
  }

  @Test
  @DisplayName("failures #74, #87: a stale endpoint is not asked, and retracts nothing")
  void doesNotAskAStaleEndpoint() throws InterruptedException {
    several.a().commit(Faults.tagAt("latest", 2));
    EvmChain chain = several.open(1);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      fixture.control().mine(50);
      reader.readToNumber(53);
      assertThat(several.witness().await("a", EndpointState.BEHIND))
          .matches("its head 2 is \\d+ blocks behind");
      assertThat(reader.retracted()).isEmpty();
      assertThat(chain.send(fixture.logging(0, AnvilFixture.word(1))))
          .isEqualTo(new SubmissionOutcome.Sent());
      reader.readToNumber(54);
      several.a().commit();
      several.witness().await("a", EndpointState.HEALTHY);
    }
  }

  @Test
  @DisplayName("failures #88: an endpoint that turns to another chain id is quarantined, no halt")
  void quarantinesAnEndpointOfAnotherChainUntilItIsProven() throws InterruptedException {
    EvmChain chain = several.open(1);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      several.a().commit(Faults.wrongChain(10));
      assertThat(several.witness().await("a", EndpointState.WRONG_CHAIN))
          .contains("serves chain 10 instead of chain 1");
      fixture.control().mine(4);
      reader.readToNumber(7);
      several.a().commit();
      assertThat(several.witness().await("a", EndpointState.HEALTHY)).contains("3 times in a row");
    }
    assertThat(several.witness().halted()).isEmpty();
  }

  @Test
  @DisplayName("failures #88: a node starts though one of its endpoints serves another chain")
  void startsWithAnEndpointOfAnotherChain() {
    several.a().commit(Faults.wrongChain(10));
    EvmChain chain = several.open(1);
    assertThat(chain.head()).isEqualTo(fixture.head());
    assertThat(SeveralEndpoints.state(chain, "a")).isEqualTo(EndpointState.WRONG_CHAIN);
  }

  @Test
  @DisplayName("failures #92: an endpoint that limits the rate is left alone for a while")
  void leavesARateLimitedEndpointAlone() throws InterruptedException {
    EvmChain chain = several.open(1);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      several.a().commit(Wire.status(429));
      several.witness().await("a", EndpointState.RATE_LIMITED);
      fixture.control().mine(3);
      reader.readToNumber(6);
      several.a().commit();
      several.witness().await("a", EndpointState.HEALTHY);
    }
  }

  @Test
  @DisplayName("failures #91: a read pinned to a block goes to an endpoint that has it")
  void asksWhoeverHasTheBlock() {
    EvmChain chain = several.open(1);
    several.a().commit(Faults.errors(-32000, "header not found", "eth_getBalance", "eth_call"));
    assertThat(chain.balance(ACCOUNT, chain.head()).value().isZero()).isFalse();
    assertThat(
            chain.call(chain.head(), List.of(Call.view(AnvilFixture.LOGGER, AnvilFixture.word(1)))))
        .hasSize(1);
  }

  @Test
  @DisplayName("failures #84: receipts that one endpoint lacks are another's")
  void takesReceiptsFromWhoeverHasThem() throws InterruptedException {
    EvmChain chain = several.open(1);
    several.a().commit(Faults.nulls("eth_getBlockReceipts"));
    try (BlockFeed feed = chain.follow()) {
      SignedTransaction transaction = fixture.logging(0, AnvilFixture.word(1));
      assertThat(chain.send(transaction)).isEqualTo(new SubmissionOutcome.Sent());
      new FeedReader(feed).readToNumber(4);
      assertThat(chain.inclusion(transaction.hash())).isPresent();
    }
  }

  @Test
  void asksASecondEndpointWhenTheFirstIsSlow() throws InterruptedException {
    EvmChain chain = several.open(1);
    several.a().commit(Wire.silent());
    assertThat(chain.balance(ACCOUNT, chain.head()).value().isZero()).isFalse();
    assertThat(several.witness().hedged()).contains("b");
  }

  @Test
  void oneEndpointIsItsOwnQuorum() {
    EvmChain chain = fixture.open(AnvilFixture.confirmations(2));
    ChainHealth health = chain.health();
    assertThat(health.quorum()).isEqualTo(1);
    assertThat(health.endpoints()).hasSize(1);
    assertThat(health.levels().head()).isEqualTo(chain.head());
    assertThat(health.lacksQuorum()).isFalse();
  }

  private static Fault sendError(String message) {
    return Faults.errors(-32000, message, "eth_sendRawTransaction");
  }
}

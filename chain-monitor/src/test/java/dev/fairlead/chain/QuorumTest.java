package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** What several endpoints must say alike, on real chains, when one does not. */
final class QuorumTest {
  private static final Address ACCOUNT = AnvilFixture.WALLET.address();

  private static final List<Call> LOGGING =
      List.of(new Call(ACCOUNT, AnvilFixture.LOGGER, Wei.ZERO, AnvilFixture.word(1)));

  private SeveralEndpoints several;
  private AnvilFixture fixture;
  private AnvilFixture other;
  private FaultProxy wayToOther;

  @BeforeEach
  void start() {
    several = new SeveralEndpoints(3);
    fixture = several.fixture();
    other = new AnvilFixture();
    other.control().setTime(1_900_000_000);
    other.control().mine(30);
    wayToOther = FaultProxy.before(other.anvil().http(), Optional.empty());
  }

  @AfterEach
  void stop() {
    several.close();
    wayToOther.close();
    other.close();
  }

  @Test
  @DisplayName("failures #72, #88, #89: a fork that one endpoint alone is on never halts the chain")
  void neverHaltsForOneEndpointOnAFork() throws InterruptedException {
    EvmChain chain = several.open(2);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      fixture.control().mine(5);
      reader.readToFinal(6);
      several.a().commit(onAnotherChain());
      assertThat(several.witness().await("a", EndpointState.FORKED)).contains("another block");
      fixture.control().mine(5);
      reader.readToFinal(11);
      assertThat(chain.head()).isEqualTo(fixture.head());
      assertThat(reader.retracted()).isEmpty();
      several.a().commit();
      several.witness().await("a", EndpointState.HEALTHY);
    }
    assertThat(several.witness().halted()).isEmpty();
  }

  @Test
  @DisplayName("failures #72: the chain halts when two endpoints leave what was final")
  void haltsWhenTheChainItselfLeavesWhatWasFinal() throws InterruptedException {
    EvmChain chain = several.open(2);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      fixture.control().mine(5);
      reader.readToFinal(6);
      several.a().commit(onAnotherChain());
      several.b().commit(onAnotherChain());
      several.c().commit(onAnotherChain());
      assertThat(reader.readToHalt()).containsAnyOf("final block", "goes below block");
    }
  }

  @Test
  @DisplayName("failures #89: with one provider left nothing becomes final and no nonce is told")
  void losingProvidersDoesNotLowerTheQuorum() throws InterruptedException {
    EvmChain chain = several.open(2);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readToFinal(1);
      several.b().commit(SeveralEndpoints.DOWN);
      several.c().commit(SeveralEndpoints.DOWN);
      BlockRef before = chain.finalized();
      fixture.control().mine(10);
      reader.readToNumber(13);
      assertThatThrownBy(() -> chain.nonce(ACCOUNT, chain.head()))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("not agreed by 2 endpoints");
      assertThat(chain.finalized()).isEqualTo(before);
      several.b().commit();
      assertThat(reader.readToFinal(11).number().value()).isEqualTo(11);
      assertThat(chain.nonce(ACCOUNT, chain.head())).isEqualTo(new Nonce(0));
    }
  }

  @Test
  @DisplayName("failures #89: state that two endpoints tell alike outvotes a third, which is out")
  void outvotesALyingEndpoint() throws InterruptedException {
    EvmChain chain = several.open(2);
    several.a().commit(nonceOf(7));
    assertThat(chain.nonce(ACCOUNT, chain.head())).isEqualTo(new Nonce(0));
    assertThat(several.witness().awaitDisagreement()).contains("eth_getTransactionCount");
    assertThat(several.witness().await("a", EndpointState.LYING)).contains("outvoted");
    assertThat(chain.nonce(ACCOUNT, chain.head())).isEqualTo(new Nonce(0));
  }

  @Test
  @DisplayName("failures #89: of two that tell different things neither is believed")
  void believesNeitherOfTwoThatDisagree() throws InterruptedException {
    EvmChain chain = several.open(2);
    several.a().commit(nonceOf(7));
    several.b().commit(nonceOf(8));
    several.c().commit(nonceOf(9));
    assertThatThrownBy(() -> chain.nonce(ACCOUNT, chain.head()))
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE))
        .hasMessageContaining("not agreed by 2 endpoints");
    assertThat(several.witness().awaitDisagreement()).contains("a says 7");
  }

  @Test
  @DisplayName("failures #89: a simulation that two endpoints tell alike outvotes a third")
  void outvotesAForgedSimulation() throws InterruptedException {
    EvmChain chain = several.open(2);
    Simulation honest = chain.simulate(chain.head(), LOGGING);
    assertThat(honest.steps().getFirst().logs()).hasSize(1);
    several.a().commit(simulatedLogs(7));
    assertThat(chain.simulate(chain.head(), LOGGING)).isEqualTo(honest);
    assertThat(several.witness().await("a", EndpointState.LYING)).contains("eth_simulateV1");
  }

  @Test
  @DisplayName("failures #89: where simulations differ none is believed, and that is told as such")
  void believesNoSimulationWhereAllDiffer() {
    EvmChain chain = several.open(2);
    several.a().commit(simulatedLogs(7));
    several.b().commit(simulatedLogs(8));
    several.c().commit(simulatedLogs(9));
    assertThatThrownBy(() -> chain.simulate(chain.head(), LOGGING))
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.fault()).isEqualTo(ChainException.Fault.DISAGREED));
  }

  @Test
  void takesSimulationsForTheSameThatDifferInGasAlone() {
    EvmChain chain = several.open(2);
    several.a().commit(Faults.saying("eth_simulateV1", "*/calls/*/gasUsed", _ -> "0x5208"));
    several.b().commit(Faults.saying("eth_simulateV1", "*/calls/*/gasUsed", _ -> "0x5209"));
    assertThat(chain.simulate(chain.head(), LOGGING).steps()).hasSize(1);
    assertThat(SeveralEndpoints.state(chain, "a")).isEqualTo(EndpointState.HEALTHY);
  }

  @Test
  @DisplayName("failures #89: forged receipts are never handed on, and who forges is out")
  void quarantinesWhoeverForgesReceipts() throws InterruptedException {
    EvmChain chain = several.open(2);
    several
        .a()
        .commit(
            Faults.lying(
                "eth_getBlockReceipts", "*/logs", _ -> JsonNodeFactory.instance.arrayNode()));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      for (int i = 0; i < 4; i++) {
        var _ = fixture.anvil().send(fixture.logging(i, AnvilFixture.word(i)).raw());
        reader.readToNumber(4 + i);
        assertThat(chain.block(chain.head()).orElseThrow().receipts().getFirst().logs()).hasSize(1);
      }
      assertThat(several.witness().await("a", EndpointState.LYING)).contains("does not match");
    }
  }

  @Test
  @DisplayName("failures #78: a finalized tag that goes back, or is alone, is not followed")
  void neverFollowsATagThatGoesBackOrIsAlone() throws InterruptedException {
    fixture.control().mine(8);
    EvmChain chain = several.open(2, AnvilFixture.finalizedTag());
    assertThat(chain.finalized().number().value()).isEqualTo(9);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      several.witness().await("a", EndpointState.HEALTHY);
      fixture.control().mine(2);
      reader.readToFinal(11);
      several.a().commit(Faults.tagAt("finalized", 2));
      assertThat(several.witness().awaitMistrust("of a went back")).contains("to block 2");
      assertThat(chain.finalized().number().value()).isEqualTo(11);
      several.a().commit(Faults.tagAt("finalized", 13));
      several.b().commit(SeveralEndpoints.DOWN);
      several.c().commit(SeveralEndpoints.DOWN);
      fixture.control().mine(2);
      reader.readToNumber(15);
      assertThat(chain.finalized().number().value()).isEqualTo(11);
    }
  }

  @Test
  void refusesToStartOnTheWordOfOneWhereTwoAreWanted() {
    several.b().commit(SeveralEndpoints.DOWN);
    several.c().commit(SeveralEndpoints.DOWN);
    assertThatThrownBy(() -> several.open(2))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("fewer than 2 endpoints");
  }

  /** It stands before another chain with the same id. */
  private Fault onAnotherChain() {
    return Faults.forked(wayToOther.behind(), 0);
  }

  private static Fault simulatedLogs(long word) {
    return Faults.saying(
        "eth_simulateV1", "*/calls/*/logs/*/data", _ -> AnvilFixture.word(word).toString());
  }

  private static Fault nonceOf(long nonce) {
    return Faults.saying("eth_getTransactionCount", "", _ -> "0x" + nonce);
  }
}

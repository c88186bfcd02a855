package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.faults.Fault;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Faults;
import dev.fairlead.faults.RpcServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What endpoints call final, held against each other, on a real chain behind three proxies. */
final class FinalTagsTest {
  private SeveralEndpoints several;
  private AnvilFixture other;
  private FaultProxy wayToOther;

  /** Two chains with the same id and 30 blocks, of which 28 are final. */
  @BeforeEach
  void start() {
    several = new SeveralEndpoints(3);
    several.fixture().control().mine(27);
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
  @DisplayName("failures #78: of two endpoints with other final blocks at one height both are told")
  void tellsWhoseFinalizedTagsDiffer() throws InterruptedException {
    assertThat(other.block("finalized").number())
        .isEqualTo(several.fixture().block("finalized").number());
    EvmChain chain = several.open(2);
    several.a().commit(finalizedBy(wayToOther.behind()));
    List<String> told =
        List.of(several.witness().awaitDisagreement(), several.witness().awaitDisagreement());
    assertThat(told)
        .allSatisfy(what ->
            assertThat(what)
                .startsWith("the finalized tag of a names " + other.block("finalized") + ",")
                .endsWith("it is " + several.fixture().block("finalized")));
    assertThat(told).anyMatch(what -> what.contains("but of b,"));
    assertThat(told).anyMatch(what -> what.contains("but of c,"));
    assertThat(chain.finalized()).isEqualTo(several.fixture().block("finalized"));

    several.witness().awaitLooks(3, "a", "b", "c");
    assertThat(several.witness().disagreements()).as("the same is told once").isEmpty();
  }

  @Test
  @DisplayName("failures #78: a finalized tag that only lags is no difference")
  void takesALaggingTagForNoDifference() throws InterruptedException {
    EvmChain chain = several.open(2);
    several.witness().awaitLooks(2, "a", "b", "c");
    several.a().commit(Faults.tagAt("finalized", 5));
    assertThat(several.witness().awaitMistrust("of a went back")).contains("to block 5");
    try (BlockFeed feed = chain.follow()) {
      several.fixture().control().mine(2);
      assertThat(new FeedReader(feed).readToFinal(30))
          .isEqualTo(several.fixture().block("finalized"));
    }
    several.witness().awaitLooks(3, "a", "b", "c");
    several.a().commit();
    several.witness().awaitLooks(3, "a", "b", "c");
    assertThat(several.witness().disagreements()).isEmpty();
  }

  @Test
  @DisplayName("failures #78, #89: what one endpoint alone calls final is final for nobody")
  void takesNoSingleEndpointsWordForWhatIsFinal() throws InterruptedException {
    several.a().commit(Faults.tagAt("finalized", 30));
    EvmChain chain = several.open(2, AnvilFixture.finalizedTag());
    assertThat(chain.finalized().number().value()).as("at the start").isEqualTo(28);
    several.a().commit(Faults.tagAt("finalized", 33));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      several.fixture().control().mine(3);
      reader.readToNumber(33);
      assertThat(reader.readToFinal(31)).isEqualTo(several.fixture().block("finalized"));
      several.witness().awaitLooks(3, "a", "b", "c");
      assertThat(chain.finalized().number().value()).as("of 33 blocks").isEqualTo(31);
    }
  }

  @Test
  @DisplayName("failures #78: finality goes on though one endpoint's tag went back")
  void followsTheOthersWhereOneTagWentBack() throws InterruptedException {
    EvmChain chain = several.open(2, AnvilFixture.finalizedTag());
    several.witness().awaitLooks(2, "a", "b", "c");
    several.a().commit(Faults.tagAt("finalized", 5));
    assertThat(several.witness().awaitMistrust("of a went back")).contains("to block 5");
    try (BlockFeed feed = chain.follow()) {
      several.fixture().control().mine(2);
      assertThat(new FeedReader(feed).readToFinal(30))
          .isEqualTo(several.fixture().block("finalized"));
    }
  }

  /** Its tag is another real chain's; all else is true. */
  private static Fault finalizedBy(RpcServer another) {
    return new Fault() {
      @Override
      public ObjectNode answer(ObjectNode request, RpcServer behind) {
        return request.path("params").path(0).asString("").equals("finalized")
            ? another.ask(request)
            : behind.ask(request);
      }
    };
  }
}

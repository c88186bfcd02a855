package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that comes back has the window of its last start. */
final class RestartTest {
  private final List<Reorg> reorgs = new ArrayList<>();
  private final List<String> halts = new ArrayList<>();
  private final ChainObserver observer =
      new ChainObserver() {
        @Override
        public void reorganised(ChainId chain, Reorg reorg) {
          reorgs.add(reorg);
        }

        @Override
        public void halted(ChainId chain, String reason) {
          halts.add(reason);
        }
      };

  @TempDir private Path directory;
  private AnvilFixture fixture;

  @BeforeEach
  void start() {
    fixture = new AnvilFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  @DisplayName("failures #71: a reorg while the node was down is told to who knows one block alone")
  void retractsWhatWasReorganisedWhileItWasDown() throws InterruptedException {
    fixture.control().mine(40);
    List<BlockRef> before = fixture.blocks(0, 40);
    lives(AnvilFixture.confirmations(30));
    fixture.control().reorg(12, List.of());
    fixture.control().mine(5);

    EvmChain chain = open(AnvilFixture.confirmations(30));
    assertThat(chain.head()).isEqualTo(fixture.head());
    assertThat(reorgs).hasSize(1);
    assertThat(reorgs.getFirst())
        .isEqualTo(new Reorg(before.get(28), before.subList(29, 41), fixture.head()));
    try (BlockFeed feed = chain.resume(List.of(before.getLast()))) {
      FeedReader reader = new FeedReader(feed, before);
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).isEqualTo(before.subList(29, 41).reversed());
      assertThat(reader.chain()).isEqualTo(fixture.blocks(0, 45));
    }
    try (BlockFeed feed = chain.resume(List.of(before.get(33)))) {
      FeedReader reader = new FeedReader(feed, before.subList(0, 34));
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).isEqualTo(before.subList(29, 34).reversed());
      assertThat(reader.chain()).isEqualTo(fixture.blocks(0, 45));
    }
  }

  @Test
  void remembersAbandonedBlocksOverSeveralStarts() throws InterruptedException {
    fixture.control().mine(20);
    BlockRef abandoned = fixture.head();
    for (int life = 0; life < 3; life++) {
      lives(AnvilFixture.confirmations(18));
      fixture.control().setTime(4_000_000_000L + 1_000_000L * life);
      fixture.control().reorg(2, List.of());
    }
    EvmChain chain = open(AnvilFixture.confirmations(18));
    try (BlockFeed feed = chain.resume(List.of(abandoned))) {
      FeedReader reader = new FeedReader(feed, List.of());
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).hasSize(2).startsWith(abandoned);
      assertThat(reader.chain()).isEqualTo(fixture.blocks(19, 20));
    }
  }

  @Test
  @DisplayName("failures #72: an endpoint without the final block is refused, at every start")
  void refusesAChainWithoutTheFinalBlock() throws IOException {
    fixture.control().mine(20);
    lives(AnvilFixture.confirmations(3));
    BlockRef last = fixture.block("0x11");
    fixture.control().reorg(10, List.of());
    fixture.control().mine(5);
    for (int start = 1; start <= 2; start++) {
      assertThatThrownBy(() -> open(AnvilFixture.confirmations(3)))
          .isInstanceOfSatisfying(
              ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.FATAL))
          .hasMessageContaining("the final block " + last + " is not in the endpoint's chain")
          .hasMessageContaining(window().toString());
      assertThat(halts).hasSize(start);
    }
    assertThat(reorgs).isEmpty();
    Files.delete(window());
    assertThat(open(AnvilFixture.confirmations(3)).head()).isEqualTo(fixture.head());
  }

  @Test
  void refusesAnotherChainUnderTheSameId() {
    lives(AnvilFixture.confirmations(3));
    try (AnvilFixture other =
        new AnvilFixture(AnvilSettings.empty(AnvilFixture.ID).withGenesisTime(1_000_000))) {
      assertThatThrownBy(() -> other.open(AnvilFixture.confirmations(3), observer, window()))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("the endpoint's begins with " + other.block("0x0").hash());
    }
  }

  @Test
  @DisplayName("failures #74: an endpoint that is behind at the start is waited for")
  void waitsForAnEndpointThatIsBehindWhatItKnew() throws InterruptedException {
    fixture.control().mine(20);
    BlockRef top = fixture.head();
    lives(AnvilFixture.confirmations(10));
    fixture.control().rollBack(4);
    EvmChain chain = open(AnvilFixture.confirmations(10));
    assertThat(chain.head()).isEqualTo(top);
    try (BlockFeed feed = chain.resume(List.of(top))) {
      FeedReader reader = new FeedReader(feed, fixture.blocks(0, 16));
      assertThat(reader.next(Duration.ofMillis(300))).isPresent();
      assertThat(reader.retracted()).isEmpty();
    }
    fixture.control().setTime(4_000_000_000L);
    fixture.control().mine(6);
    try (BlockFeed feed = chain.resume(List.of(top))) {
      FeedReader reader = new FeedReader(feed);
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).hasSize(4).first().isEqualTo(top);
    }
  }

  @Test
  void beginsAtTheHeadAfterALongTime() throws InterruptedException {
    fixture.control().mine(10);
    BlockRef known = fixture.head();
    lives(AnvilFixture.confirmations(5));
    fixture.control().mine(600);
    EvmChain chain = open(AnvilFixture.confirmations(5));
    assertThat(chain.head()).isEqualTo(fixture.head());
    assertThat(chain.finalized()).isEqualTo(fixture.block("0x25d"));
    assertThat(reorgs).isEmpty();
    try (BlockFeed feed = chain.resume(List.of(known))) {
      FeedReader reader = new FeedReader(feed, List.of(known));
      reader.readTo(fixture.head());
      assertThat(reader.chain()).hasSize(601);
    }
  }

  @Test
  void goesOnWithFinalityWhereItWas() {
    fixture.control().mine(20);
    lives(AnvilFixture.finalizedTag());
    assertThat(open(AnvilFixture.finalizedTag()).finalized()).isEqualTo(fixture.block("0x12"));
  }

  @Test
  void believesAFinalBlockBelowTheWindowOnlyWhenLinkedToIt() {
    try (AnvilFixture slow =
        new AnvilFixture(
            new AnvilSettings(
                AnvilFixture.ID,
                0,
                Duration.ZERO,
                false,
                200,
                null,
                0,
                AnvilSettings.Family.ETHEREUM))) {
      slow.control().mine(700);
      EvmChain linked = slow.open(tagged(Duration.ofMinutes(10)));
      assertThat(linked.finalized()).isEqualTo(slow.block("0x12c"));
      EvmChain tooFar = slow.open(tagged(Duration.ofMinutes(5)));
      assertThat(tooFar.finalized()).isEqualTo(slow.block("0x0"));
    }
  }

  private static ChainProfile tagged(Duration patience) {
    return AnvilFixture.profile(new Finality.Tagged(Finality.Tag.FINALIZED, patience));
  }

  /** One life of a node, up to the chain's head. */
  private void lives(ChainProfile profile) {
    open(profile).close();
  }

  private EvmChain open(ChainProfile profile) {
    return fixture.open(profile, observer, window());
  }

  private Path window() {
    return directory.resolve("1.window");
  }
}

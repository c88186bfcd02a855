package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.devnet.anvil.ChainControl;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ResumeTest {
  private static final ChainProfile PROFILE = AnvilFixture.confirmations(200);

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
  @DisplayName("failures #71: a reorg while the node was down is found from the known blocks")
  void findsAReorgThatHappenedWhileItWasDown() throws InterruptedException {
    fixture.control().mine(30);
    List<BlockRef> known = fixture.blocks(0, 30);
    fixture.control().reorg(12, List.of());
    fixture.control().mine(5);
    EvmChain chain = fixture.open(PROFILE);
    try (BlockFeed feed = chain.resume(known)) {
      FeedReader reader = new FeedReader(feed, known);
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).isEqualTo(known.subList(19, 31).reversed());
      assertThat(reader.chain()).isEqualTo(fixture.blocks(0, 35));
    }
  }

  @Test
  void catchesUpOverMoreBlocksThanTheWindowHolds() throws InterruptedException {
    fixture.control().mine(10);
    List<BlockRef> known = fixture.blocks(0, 10);
    fixture.control().mine(400);
    EvmChain chain = fixture.open(PROFILE);
    try (BlockFeed feed = chain.resume(known)) {
      FeedReader reader = new FeedReader(feed, known);
      reader.readTo(fixture.head());
      assertThat(reader.chain()).hasSize(411);
      fixture.control().mine(1);
      reader.readToNumber(411);
    }
  }

  @Test
  void haltsWhenNoneOfTheKnownBlocksIsInTheChain() throws InterruptedException {
    fixture.control().mine(5);
    EvmChain chain = fixture.open(PROFILE);
    BlockRef foreign = new BlockRef(new BlockNumber(3), new BlockHash(Bytes32.of(new byte[32])));
    try (BlockFeed feed = chain.resume(List.of(foreign))) {
      assertThat(new FeedReader(feed, List.of(foreign)).readToHalt())
          .contains("none of the known blocks");
    }
    List<BlockRef> descending = fixture.blocks(1, 2).reversed();
    assertThatIllegalArgumentException().isThrownBy(() -> chain.resume(descending));
  }

  @Test
  void waitsWhileTheChainIsBehindWhatIsKnown() throws InterruptedException {
    fixture.control().mine(10);
    List<BlockRef> known = fixture.blocks(0, 10);
    fixture.control().rollBack(3);
    EvmChain chain = fixture.open(PROFILE);
    try (BlockFeed feed = chain.resume(known)) {
      FeedReader reader = new FeedReader(feed, known);
      assertThat(reader.next(Duration.ofMillis(300))).isEmpty();
      fixture.control().setTime(4_000_000_000L);
      fixture.control().mine(1);
      reader.readTo(fixture.head());
      assertThat(reader.retracted()).isEqualTo(known.subList(8, 11).reversed());
    }
  }

  @Test
  @DisplayName("failures #69: a reader that catches up gets no block that the chain has not taken")
  void handsOnNoBlockOfABranchThatTheChainIsNotOn() throws InterruptedException {
    fixture.control().mine(60);
    CountDownLatch found = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    EvmChain chain =
        fixture.open(
            PROFILE,
            fixture.endpoint(),
            new ChainObserver() {
              @Override
              public void reorganised(ChainId id, Reorg reorg) {
                found.countDown();
                try {
                  released.await();
                } catch (InterruptedException closed) {
                  Thread.currentThread().interrupt();
                }
              }
            });
    List<BlockRef> known = fixture.blocks(0, 5);
    SignedTransaction other = fixture.logging(0, AnvilFixture.word(1));
    fixture.control().reorg(50, List.of(new ChainControl.Reincluded(other.raw(), 0)));
    assertThat(found.await(1, TimeUnit.MINUTES)).isTrue();
    try (BlockFeed feed = chain.resume(known.subList(5, 6))) {
      FeedReader reader = new FeedReader(feed, known);
      while (reader.next(Duration.ofMillis(100)).isPresent()) {
        assertThat(reader.chain()).hasSizeLessThanOrEqualTo(11);
      }
      BlockRef last = reader.chain().getLast();
      released.countDown();
      assertThat(last).isEqualTo(fixture.block("0xa"));
      reader.readTo(fixture.head());
      assertThat(reader.chain()).isEqualTo(fixture.blocks(0, 60));
      assertThat(reader.retracted()).isEmpty();
    } finally {
      released.countDown();
    }
  }

  @Test
  @DisplayName(
      "failures #69, #70, #71: after random reorgs and restarts the view is a fresh scan's")
  void endsWithTheSameViewAsAFreshScanAfterRandomReorgsAndRestarts() throws InterruptedException {
    long seed = Long.getLong("fairlead.seed", 20_261_120L);
    System.out.println("ResumeTest seed " + seed);
    RandomGenerator random = new Random(seed);
    fixture.control().mine(70);
    List<BlockRef> known = fixture.blocks(0, 70);
    for (int life = 0; life < 6; life++) {
      change(random);
      EvmChain chain = fixture.open(PROFILE);
      try (BlockFeed feed = chain.resume(known)) {
        FeedReader reader = new FeedReader(feed, known);
        for (int i = 0; i < 5; i++) {
          change(random);
          if (random.nextBoolean()) {
            // Nothing comes when a reorg made the same blocks again within the same second.
            var _ = reader.next(Duration.ofMillis(100));
          }
        }
        fixture.control().mine(1);
        reader.readTo(fixture.head());
        known = reader.chain();
        assertThat(known).isEqualTo(fixture.blocks(0, known.size() - 1));
        assertThat(chain.head()).isEqualTo(fixture.head());
      }
      chain.close();
    }
  }

  private void change(RandomGenerator random) {
    switch (random.nextInt(4)) {
      case 0 -> fixture.control().reorg(1 + random.nextInt(64), List.of());
      case 1 -> fixture.control().reorg(1 + random.nextInt(3), List.of());
      case 2 -> fixture.control().mine(1 + random.nextInt(20));
      default -> fixture.control().mine(1);
    }
  }
}

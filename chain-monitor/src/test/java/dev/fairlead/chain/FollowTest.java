package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.ChainControl.Reincluded;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FollowTest {
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
  void startsWithTheHeadAndFollowsEveryBlock() throws InterruptedException {
    fixture.control().mine(3);
    EvmChain chain = fixture.open(AnvilFixture.confirmations(2));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      assertThat(reader.nextBlock().ref()).isEqualTo(chain.head());
      SignedTransaction sent = fixture.logging(0, AnvilFixture.word(42));
      assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
      Block block = reader.nextBlock();
      assertThat(block.ref().number().value()).isEqualTo(4);
      Receipt receipt = block.receipts().getFirst();
      assertThat(block.receipts()).hasSize(1);
      assertThat(receipt.hash()).isEqualTo(sent.hash());
      assertThat(receipt.from()).isEqualTo(AnvilFixture.WALLET.address());
      assertThat(receipt.succeeded()).isTrue();
      assertThat(receipt.gasPrice()).isEqualTo(block.baseFee().plus(AnvilFixture.GWEI));
      assertThat(receipt.logs()).hasSize(1);
      assertThat(receipt.logs().getFirst().data()).isEqualTo(AnvilFixture.word(42));
      assertThat(reader.readToFinal(2).number().value()).isEqualTo(2);
    }
  }

  @Test
  void followsByPollingAloneWhereThereIsNoWebSocket() throws InterruptedException {
    EvmChain chain =
        fixture.open(
            AnvilFixture.confirmations(2),
            RpcEndpoint.of(fixture.anvil().http(), Optional.empty()),
            ChainObserver.none());
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      fixture.control().mine(5);
      reader.readToNumber(5);
    }
  }

  @Test
  @DisplayName("failures #76: a jump of 500 blocks is filled in order")
  void fillsAGapInOrder() throws InterruptedException {
    EvmChain chain = fixture.open(AnvilFixture.confirmations(2));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      fixture.control().mine(500);
      reader.readToNumber(500);
      assertThat(reader.chain()).hasSize(501);
      assertThat(reader.readToFinal(498)).isEqualTo(reader.chain().get(498));
    }
  }

  @Test
  @DisplayName("failures #65: a reorg of one block puts the transaction into another block")
  void movesATransactionToAnotherBlock() throws InterruptedException {
    EvmChain chain = fixture.open(AnvilFixture.confirmations(10));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      SignedTransaction sent = fixture.logging(0, AnvilFixture.word(1));
      assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
      reader.readToNumber(1);
      BlockRef before = chain.inclusion(sent.hash()).orElseThrow().block();

      fixture.control().reorg(1, List.of(new Reincluded(sent.raw(), 0)));
      while (reader.retracted().isEmpty()) {
        reader.readOne();
      }
      reader.readToNumber(1);
      assertThat(reader.retracted()).containsExactly(before);
      BlockRef after = chain.inclusion(sent.hash()).orElseThrow().block();
      assertThat(after).isNotEqualTo(before).isEqualTo(reader.chain().getLast());
    }
  }

  @Test
  @DisplayName(
      "failures #66, #84: a transaction that a reorg dropped is nowhere, which is not failed")
  void forgetsADroppedTransaction() throws InterruptedException {
    EvmChain chain = fixture.open(AnvilFixture.confirmations(10));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      SignedTransaction sent = fixture.logging(0, AnvilFixture.word(1));
      assertThat(chain.inclusion(sent.hash())).isEmpty();
      assertThat(chain.send(sent)).isEqualTo(new SubmissionOutcome.Sent());
      reader.readToNumber(1);
      assertThat(chain.inclusion(sent.hash())).isPresent();
      fixture.control().reorg(1, List.of());
      while (reader.retracted().isEmpty()) {
        reader.readOne();
      }
      reader.readToNumber(1);
      assertThat(chain.inclusion(sent.hash())).isEmpty();
    }
  }

  @Test
  @DisplayName("failures #70: two reorgs in a row converge, newest block retracted first")
  void convergesAfterTwoReorgs() throws InterruptedException {
    fixture.control().mine(20);
    EvmChain chain = fixture.open(AnvilFixture.confirmations(19));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readToNumber(20);
      fixture.control().reorg(7, List.of());
      fixture.control().reorg(3, List.of());
      reader.readTo(fixture.head());
      assertThat(reader.retracted().size()).isBetween(1, 10);
    }
  }

  @Test
  void tellsOfAReorgBeforeAnyBlockIsRetracted() throws InterruptedException {
    fixture.control().mine(20);
    List<Reorg> told = new CopyOnWriteArrayList<>();
    EvmChain chain =
        fixture.open(
            AnvilFixture.profile(new ChainProfile.Finality.Confirmations(10)),
            fixture.endpoint(),
            new ChainObserver() {
              @Override
              public void reorganised(ChainId id, Reorg reorg) {
                told.add(reorg);
              }
            });
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readToNumber(20);
      BlockRef before = fixture.head();
      fixture.control().reorg(3, List.of());
      while (reader.retracted().isEmpty()) {
        reader.readOne();
      }
      Reorg reorg = told.getFirst();
      reader.readTo(fixture.head());

      assertThat(told).hasSize(1);
      assertThat(reorg.depth()).isEqualTo(3);
      assertThat(reorg.ancestor().number().value()).isEqualTo(17);
      assertThat(reorg.abandoned().getLast()).isEqualTo(before);
      assertThat(reorg.abandoned().reversed()).isEqualTo(reader.retracted());
      assertThat(reader.chain()).contains(reorg.head());
    }
  }

  @Test
  @DisplayName("failures #72: a reorg past a final block halts the chain, and stops its sends")
  void haltsOnAReorgPastFinality() throws InterruptedException {
    fixture.control().mine(10);
    EvmChain chain = fixture.open(AnvilFixture.confirmations(3));
    try (AnvilFixture other = new AnvilFixture();
        BlockFeed feed = chain.follow()) {
      EvmChain unharmed = other.open(AnvilFixture.confirmations(3));
      FeedReader reader = new FeedReader(feed);
      assertThat(reader.nextBlock().ref().number().value()).isEqualTo(10);
      fixture.control().reorg(5, List.of());
      assertThat(reader.readToHalt()).contains("passes the final block 7");
      assertThat(reader.retracted()).isEmpty();
      assertThat(chain.send(fixture.logging(0, AnvilFixture.word(1))))
          .isInstanceOfSatisfying(
              SubmissionOutcome.Refused.class,
              refused -> assertThat(refused.reason()).contains("halted"));
      try (BlockFeed late = chain.follow()) {
        assertThat(new FeedReader(late).readToHalt()).contains("passes the final block 7");
      }
      try (BlockFeed feedOfOther = unharmed.follow()) {
        other.control().mine(2);
        new FeedReader(feedOfOther).readToNumber(2);
      }
    }
  }

  @Test
  @DisplayName("failures #72: a reorg below all that is known halts the chain")
  void haltsOnAReorgBelowTheWindow() throws InterruptedException {
    try (AnvilFixture slow =
        new AnvilFixture(
            new AnvilSettings(
                AnvilFixture.ID,
                0,
                Duration.ZERO,
                false,
                500,
                null,
                0,
                AnvilSettings.Family.ETHEREUM))) {
      slow.control().mine(400);
      EvmChain chain = slow.open(AnvilFixture.finalizedTag());
      try (BlockFeed feed = chain.follow()) {
        FeedReader reader = new FeedReader(feed);
        reader.readToNumber(400);
        slow.control().rollBack(300);
        slow.control().setTime(4_000_000_000L);
        slow.control().mine(310);
        assertThat(reader.readToHalt()).contains("goes below block 144, the lowest that is known");
        assertThat(reader.retracted()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName(
      "failures #74, #75: a head that goes back is waited for; a shorter branch is a reorg")
  void tellsALaggingHeadFromAShorterBranch() throws InterruptedException {
    fixture.control().mine(10);
    EvmChain chain = fixture.open(AnvilFixture.confirmations(9));
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      reader.readToNumber(10);
      BlockRef top = chain.head();
      fixture.control().rollBack(4);
      while (reader.next(Duration.ofMillis(500)).isPresent()) {
        assertThat(reader.retracted()).isEmpty();
      }
      assertThat(chain.head()).isEqualTo(top);

      fixture.control().setTime(4_000_000_000L);
      fixture.control().mine(1);
      reader.readTo(fixture.head());
      assertThat(chain.head().number().value()).isEqualTo(7);
      assertThat(reader.retracted()).hasSize(4).first().isEqualTo(top);
    }
  }

  @Test
  void takesFinalityFromTheTagWhereTheProfileSaysSo() throws InterruptedException {
    fixture.control().mine(8);
    EvmChain chain = fixture.open(AnvilFixture.finalizedTag());
    assertThat(chain.finalized().number().value()).isEqualTo(6);
    try (BlockFeed feed = chain.follow()) {
      FeedReader reader = new FeedReader(feed);
      fixture.control().mine(4);
      assertThat(reader.readToFinal(10).number().value()).isEqualTo(10);
      assertThat(chain.finalized().number().value()).isEqualTo(10);
    }
  }

  @Test
  void aReaderThatStaysBehindIsCutAndTheOthersGoOn() throws InterruptedException {
    EvmChain chain = fixture.open(AnvilFixture.confirmations(2));
    try (BlockFeed slow = chain.follow();
        BlockFeed fast = chain.follow()) {
      FeedReader reader = new FeedReader(fast);
      int blocks = LiveFeed.CAPACITY + 100;
      for (int mined = 0; mined < blocks; mined += 100) {
        fixture.control().mine(100);
        reader.readToNumber(mined + 100);
      }
      FeedReader behind = new FeedReader(slow);
      assertThatThrownBy(() -> behind.readToNumber(blocks + 100))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("stayed behind");
      List<BlockRef> known = behind.chain();
      try (BlockFeed again = chain.resume(known)) {
        FeedReader resumed = new FeedReader(again, known);
        resumed.readTo(chain.head());
        assertThat(resumed.chain()).isEqualTo(reader.chain());
      }
    }
  }

  @Test
  @DisplayName("failures #88: an endpoint of another chain is refused, and one that changes halts")
  void refusesAnotherChain() throws InterruptedException {
    EvmChain chain = fixture.open(AnvilFixture.confirmations(2));
    try (BlockFeed feed = chain.follow()) {
      fixture.anvil().rpc().call("anvil_setChainId", 10);
      assertThat(new FeedReader(feed).readToHalt()).contains("serves chain 10 instead of chain 1");
    }
    assertThatThrownBy(() -> fixture.open(AnvilFixture.confirmations(2)))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.FATAL))
        .hasMessageContaining("serves chain 10 instead of chain 1");
  }
}

package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
      assertThat(chain.send(sent)).isInstanceOf(SubmissionOutcome.Sent.class);
      Block block = reader.nextBlock();
      assertThat(block.ref().number().value()).isEqualTo(4);
      assertThat(block.receipts()).hasSize(1);
      Receipt receipt = block.receipts().getFirst();
      assertThat(receipt.hash()).isEqualTo(sent.hash());
      assertThat(receipt.logs().getFirst().data()).isEqualTo(AnvilFixture.word(42));
      assertThat(reader.readToFinal(2).number().value()).isEqualTo(2);
    }
  }
}

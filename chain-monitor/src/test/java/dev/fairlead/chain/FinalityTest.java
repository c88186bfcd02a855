package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FinalityTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final BlockingQueue<BlockRef> stalls = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> mistrusts = new LinkedBlockingQueue<>();
  private final ChainObserver observer =
      new ChainObserver() {
        @Override
        public void finalityStalled(ChainId chain, BlockRef last, Duration still) {
          stalls.add(last);
        }

        @Override
        public void mistrusted(ChainId chain, String what) {
          mistrusts.add(what);
        }
      };

  @Test
  void settlesByTheSafeTagWhereTheProfileSaysSo() throws InterruptedException {
    try (AnvilFixture fixture = new AnvilFixture()) {
      fixture.control().mine(8);
      EvmChain chain = open(fixture, Finality.Tag.SAFE, LONG);
      assertThat(chain.finalized()).isEqualTo(fixture.block("safe"));
      try (BlockFeed feed = chain.follow()) {
        fixture.control().mine(4);
        assertThat(new FeedReader(feed).readToFinal(11)).isEqualTo(fixture.block("0xb"));
      }
    }
  }

  @Test
  @DisplayName("failures #77: finality that stands still is told of once and waited for")
  void waitsForATagThatStandsStill() throws InterruptedException {
    try (AnvilFixture fixture =
        new AnvilFixture(
            new AnvilSettings(
                AnvilFixture.ID,
                0,
                Duration.ZERO,
                false,
                100,
                null,
                0,
                AnvilSettings.Family.ETHEREUM))) {
      EvmChain chain = open(fixture, Finality.Tag.FINALIZED, Duration.ofMillis(300));
      try (BlockFeed feed = chain.follow()) {
        FeedReader reader = new FeedReader(feed);
        fixture.control().mine(100);
        reader.readToNumber(100);
        assertThat(stalls.poll(20, TimeUnit.SECONDS)).isEqualTo(fixture.block("0x0"));
        fixture.control().mine(50);
        reader.readToNumber(150);
        assertThat(chain.finalized()).isEqualTo(fixture.block("0x0"));
        assertThat(stalls).isEmpty();

        fixture.control().mine(60);
        reader.readToNumber(210);
        assertThat(reader.readToFinal(10)).isEqualTo(fixture.block("0xa"));
        assertThat(stalls.poll(20, TimeUnit.SECONDS)).isEqualTo(fixture.block("0xa"));
      }
    }
  }

  @Test
  @DisplayName("failures #78: a finalized tag that goes back is not believed, and told of")
  void ignoresATagThatGoesBack() throws InterruptedException {
    try (AnvilFixture fixture = new AnvilFixture()) {
      fixture.control().mine(20);
      EvmChain chain = open(fixture, Finality.Tag.FINALIZED, LONG);
      BlockRef last = fixture.block("0x12");
      assertThat(chain.finalized()).isEqualTo(last);
      fixture.control().rollBack(2);
      assertThat(mistrusts.poll(20, TimeUnit.SECONDS))
          .startsWith("the finalized tag names 16 ")
          .endsWith("after " + last + " was final");
      assertThat(chain.finalized()).isEqualTo(last);

      fixture.control().mine(3);
      try (BlockFeed feed = chain.follow()) {
        assertThat(new FeedReader(feed).readToFinal(19)).isEqualTo(fixture.block("0x13"));
      }
    }
  }

  private EvmChain open(AnvilFixture fixture, Finality.Tag tag, Duration patience) {
    return fixture.open(
        AnvilFixture.profile(new Finality.Tagged(tag, patience)), fixture.endpoint(), observer);
  }
}

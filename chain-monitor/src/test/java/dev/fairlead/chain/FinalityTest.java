package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.RpcServer;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class FinalityTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final BlockingQueue<BlockRef> stalls = new LinkedBlockingQueue<>();
  private final BlockingQueue<BlockRef> safes = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> mistrusts = new LinkedBlockingQueue<>();
  private final ChainObserver observer =
      new ChainObserver() {
        @Override
        public void finalityStalled(ChainId chain, BlockRef last, Duration still) {
          stalls.add(last);
        }

        @Override
        public void safe(ChainId chain, BlockRef block) {
          safes.add(block);
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
        assertThat(chain.levels().stalled().orElseThrow()).isGreaterThan(Duration.ofMillis(300));
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

  @Test
  void tellsEachLevelOfItsBlocksAtOnce() throws InterruptedException {
    try (AnvilFixture fixture = new AnvilFixture()) {
      fixture.control().mine(20);
      EvmChain chain = open(fixture, Finality.Tag.FINALIZED, LONG);
      assertThat(safes.poll(20, TimeUnit.SECONDS)).isEqualTo(fixture.block("safe"));
      FinalityLevels levels = chain.levels();
      assertThat(levels)
          .isEqualTo(
              new FinalityLevels(
                  fixture.head(),
                  Optional.of(fixture.block("safe")),
                  fixture.block("finalized"),
                  Optional.empty()));
      assertThat(levels.head().number()).isGreaterThan(levels.safe().orElseThrow().number());
      assertThat(levels.safe().orElseThrow().number()).isGreaterThan(levels.finalized().number());
      assertThat(chain.health().levels()).isEqualTo(levels);
      try (BlockFeed feed = chain.follow()) {
        fixture.control().mine(1);
        assertThat(safes.poll(20, TimeUnit.SECONDS)).isEqualTo(fixture.block("safe"));
        var _ = new FeedReader(feed).readToFinal(19);
      }
    }
  }

  @Test
  void goesOnWithoutASafeTag() throws InterruptedException {
    try (AnvilFixture fixture = new AnvilFixture();
        FaultProxy proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty())) {
      fixture.control().mine(20);
      proxy.commit(
          new Fault() {
            @Override
            public ObjectNode answer(ObjectNode request, RpcServer behind) {
              ObjectNode answer = behind.ask(request);
              if (request.path("params").path(0).asString("").equals("safe")) {
                answer.remove("result");
                var _ = answer.putObject("error").put("code", -39001).put("message", "not found");
              }
              return answer;
            }
          });
      EvmChain chain =
          fixture.open(
              AnvilFixture.profile(new Finality.Tagged(Finality.Tag.FINALIZED, LONG)),
              RpcEndpoint.of(proxy.http(), Optional.empty()),
              observer);
      try (BlockFeed feed = chain.follow()) {
        fixture.control().mine(3);
        assertThat(new FeedReader(feed).readToFinal(21)).isEqualTo(fixture.block("0x15"));
      }
      assertThat(chain.levels().safe()).isEmpty();
      assertThat(mistrusts).isEmpty();
    }
  }

  private EvmChain open(AnvilFixture fixture, Finality.Tag tag, Duration patience) {
    return fixture.open(
        AnvilFixture.profile(new Finality.Tagged(tag, patience)), fixture.endpoint(), observer);
  }
}

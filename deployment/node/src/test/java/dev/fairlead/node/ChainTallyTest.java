package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.ChainActivity;
import dev.fairlead.api.v1.EndpointCondition;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Reorg;
import dev.fairlead.event.codec.Values;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainTallyTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

  private final ChainTally tally = new ChainTally(() -> NOW);

  private static BlockRef block(long number) {
    return new BlockRef(new BlockNumber(number), new BlockHash(Bytes32.ZERO));
  }

  @Test
  void countsBlocksAndKeepsTheDeepestReorg() {
    assertThat(tally.of(CHAIN))
        .isEqualTo(ChainActivity.newBuilder().setSince(Values.timestamp(NOW)).build());
    tally.extended(CHAIN, block(5), Duration.ZERO);
    tally.reorganised(CHAIN, new Reorg(block(3), List.of(block(4), block(5)), block(5)));
    tally.reorganised(CHAIN, new Reorg(block(4), List.of(block(5)), block(5)));
    tally.extended(new ChainId(10), block(1), Duration.ZERO);
    assertThat(tally.of(CHAIN))
        .isEqualTo(
            ChainActivity.newBuilder()
                .setSince(Values.timestamp(NOW))
                .setBlocks(1)
                .setReorgs(2)
                .setDeepestReorg(2)
                .setLastReorg(Values.timestamp(NOW))
                .build());
  }

  @Test
  void countsWhatEachEndpointWasAsked() {
    tally.endpointAnswered(CHAIN, "own", Duration.ZERO);
    tally.endpointAnswered(CHAIN, "own", Duration.ZERO);
    tally.endpointFailed(CHAIN, "own", ChainException.Fault.NO_ANSWER, "silent");
    tally.hedged(CHAIN, "own");
    tally.rateLimited(CHAIN, "own", Duration.ZERO);
    tally.endpointAnswered(CHAIN, "other", Duration.ZERO);
    EndpointCondition.Builder condition = EndpointCondition.newBuilder().setName("own");
    tally.write(CHAIN, condition);
    assertThat(condition.build())
        .isEqualTo(
            EndpointCondition.newBuilder()
                .setName("own")
                .setAnswers(2)
                .setFailures(1)
                .setHedges(1)
                .setRateLimits(1)
                .build());
  }
}

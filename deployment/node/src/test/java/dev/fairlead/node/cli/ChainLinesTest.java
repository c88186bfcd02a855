package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.ChainActivity;
import dev.fairlead.api.v1.ChainCondition;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.EndpointCondition;
import dev.fairlead.api.v1.EndpointRole;
import dev.fairlead.api.v1.EndpointState;
import dev.fairlead.api.v1.GetChainsResponse;
import dev.fairlead.api.v1.NewBlock;
import dev.fairlead.api.v1.SoftConfirmation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ChainLinesTest {
  private static final Rates NO_RATES =
      Rates.since(GetChainsResponse.getDefaultInstance(), Duration.ofSeconds(1));

  @Test
  void showsAChainAndWhyAnEndpointIsOut() {
    GetChainsResponse chains =
        GetChainsResponse.newBuilder()
            .addChains(
                ChainCondition.newBuilder()
                    .setChainId(1)
                    .setName("ethereum")
                    .setHead(block(100))
                    .setFinalized(block(36))
                    .setQuorum(2)
                    .setLacksQuorum(true)
                    .addEndpoints(
                        EndpointCondition.newBuilder()
                            .setName("second")
                            .addRoles(EndpointRole.ENDPOINT_ROLE_READ)
                            .addRoles(EndpointRole.ENDPOINT_ROLE_QUORUM)
                            .setState(EndpointState.ENDPOINT_STATE_WRONG_CHAIN)
                            .setReason("it serves chain 10")
                            .setSince(Timestamps.fromSeconds(1_800_000_000))
                            .setHead(90)
                            .setP50(Durations.fromMicros(1_500))
                            .setP95(Durations.fromMillis(20))
                            .setAsked(128)
                            .setFailed(3)))
            .build();
    assertThat(ChainLines.of(chains, NO_RATES))
        .isEqualToNormalizingNewlines(
            """
            chain 1 ethereum  head 100, final 36 (64 below), quorum 2, LACKS QUORUM
              0 blocks, 0 reorgs since 1970-01-01T00:00:00Z
              wrong-chain  second  since 2027-01-15T08:00:00Z  head 90 (10 behind)  p50 1.5 ms, p95 20.0 ms, 3 of 128 failed  [read,quorum]  it serves chain 10
            """);
  }

  @Test
  void showsHowSureAChainsBlocksAre() {
    ChainCondition.Builder base =
        ChainCondition.newBuilder()
            .setChainId(8453)
            .setName("base")
            .setHead(block(100))
            .setSafe(block(60))
            .setFinalized(block(20))
            .setQuorum(2)
            .setSoftConfirmation(SoftConfirmation.SOFT_CONFIRMATION_PENDING_BLOCK)
            .setBrokenPromises(3)
            .setFinalityStalled(Durations.fromMinutes(90));
    ChainCondition.Builder arbitrum =
        ChainCondition.newBuilder()
            .setChainId(42161)
            .setName("arbitrum")
            .setHead(block(9))
            .setFinalized(block(7))
            .setQuorum(1)
            .setSoftConfirmation(SoftConfirmation.SOFT_CONFIRMATION_BY_ARRIVAL);
    assertThat(
            ChainLines.of(
                GetChainsResponse.newBuilder().addChains(base).addChains(arbitrum).build(),
                NO_RATES))
        .isEqualToNormalizingNewlines(
            """
            chain 8453 base  head 100 (the sequencer's word, pre-confirmed; 3 promises broken), safe 60, final 20 (80 below), STANDS STILL for 5400 s, quorum 2
              0 blocks, 0 reorgs since 1970-01-01T00:00:00Z
            chain 42161 arbitrum  head 9 (the sequencer's word), final 7 (2 below), quorum 1
              0 blocks, 0 reorgs since 1970-01-01T00:00:00Z
            """);
  }

  @Test
  void showsReorgsAndWhatHappenedSinceTheLastLook() {
    GetChainsResponse before = looked(100, 7, 1_000);
    GetChainsResponse now = looked(101, 8, 1_024);
    assertThat(ChainLines.of(now, Rates.since(before, Duration.ofSeconds(2))))
        .isEqualToNormalizingNewlines(
            """
            chain 1 ethereum  head 101, final 0 (101 below), quorum 1
              8 blocks, 2 reorgs since 2027-01-15T08:00:00Z, deepest 5, last 2027-01-15T08:01:40Z, 30.0 blocks/min now
              healthy      own  since 2027-01-15T08:00:00Z  head 101  p50 0.0 ms, p95 0.0 ms, 0 of 0 failed  12.0 calls/s, asked besides 3 times, rate-limited 1 times  []
            """);
  }

  private static GetChainsResponse looked(long head, long blocks, long answers) {
    return GetChainsResponse.newBuilder()
        .addChains(
            ChainCondition.newBuilder()
                .setChainId(1)
                .setName("ethereum")
                .setHead(block(head))
                .setQuorum(1)
                .setActivity(
                    ChainActivity.newBuilder()
                        .setSince(Timestamps.fromSeconds(1_800_000_000))
                        .setBlocks(blocks)
                        .setReorgs(2)
                        .setDeepestReorg(5)
                        .setLastReorg(Timestamps.fromSeconds(1_800_000_100)))
                .addEndpoints(
                    EndpointCondition.newBuilder()
                        .setName("own")
                        .setState(EndpointState.ENDPOINT_STATE_HEALTHY)
                        .setSince(Timestamps.fromSeconds(1_800_000_000))
                        .setHead(head)
                        .setAnswers(answers)
                        .setHedges(3)
                        .setRateLimits(1)))
        .build();
  }

  @Test
  void showsEachStep() {
    assertThat(
            ChainLines.of(
                ChainStep.newBuilder()
                    .setExtended(
                        NewBlock.newBuilder()
                            .setBlock(block(7))
                            .setTimestamp(Timestamps.fromSeconds(1_800_000_000))
                            .setTransactions(2)
                            .setLogs(5)
                            .setGasUsed(42_000)
                            .setBaseFee("7"))
                    .build()))
        .isEqualTo(
            "extended   7 0x07  2027-01-15T08:00:00Z  2 transactions, 5 logs, 42000 gas, base fee 7 wei");
    assertThat(ChainLines.of(ChainStep.newBuilder().setRetracted(block(7)).build()))
        .isEqualTo("retracted  7 0x07");
    assertThat(ChainLines.of(ChainStep.newBuilder().setFinalized(block(6)).build()))
        .isEqualTo("finalized  6 0x06");
    assertThat(ChainLines.of(ChainStep.newBuilder().setHalted("a reorg").build()))
        .isEqualTo("halted     a reorg");
  }

  private static BlockRef block(long number) {
    return BlockRef.newBuilder()
        .setChainId(1)
        .setNumber(number)
        .setHash("0x%02x".formatted(number))
        .build();
  }
}

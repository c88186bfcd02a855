package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.ChainCondition;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.EndpointCondition;
import dev.fairlead.api.v1.EndpointRole;
import dev.fairlead.api.v1.EndpointState;
import dev.fairlead.api.v1.GetChainsResponse;
import dev.fairlead.api.v1.NewBlock;
import dev.fairlead.api.v1.SoftConfirmation;
import org.junit.jupiter.api.Test;

final class ChainLinesTest {
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
    assertThat(ChainLines.of(chains))
        .isEqualToNormalizingNewlines(
            """
            chain 1 ethereum  head 100, final 36 (64 below), quorum 2, LACKS QUORUM
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
                GetChainsResponse.newBuilder().addChains(base).addChains(arbitrum).build()))
        .isEqualToNormalizingNewlines(
            """
            chain 8453 base  head 100 (the sequencer's word, pre-confirmed; 3 promises broken), safe 60, final 20 (80 below), STANDS STILL for 5400 s, quorum 2
            chain 42161 arbitrum  head 9 (the sequencer's word), final 7 (2 below), quorum 1
            """);
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

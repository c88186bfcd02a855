package dev.fairlead.node;

import com.google.protobuf.Duration;
import dev.fairlead.api.v1.ChainCondition;
import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.EndpointCondition;
import dev.fairlead.api.v1.EndpointRole;
import dev.fairlead.api.v1.EndpointState;
import dev.fairlead.api.v1.NewBlock;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainHealth;
import dev.fairlead.chain.ChainUpdate;
import dev.fairlead.chain.FinalityLevels;
import dev.fairlead.chain.SoftConfirmation;
import dev.fairlead.chain.endpoint.EndpointHealth;
import dev.fairlead.event.codec.Values;
import dev.fairlead.grpc.ChainSource;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The node's chains in the words of the API. */
final class ChainReports implements ChainSource {
  private final Supplier<List<Chain>> chains;
  private final ChainTally tally;
  private final InstantSource clock;

  ChainReports(Supplier<List<Chain>> chains, ChainTally tally, InstantSource clock) {
    this.chains = chains;
    this.tally = tally;
    this.clock = clock;
  }

  @Override
  public List<ChainCondition> conditions() {
    return chains.get().stream().map(Chain::health).map(this::condition).toList();
  }

  @Override
  public List<ChainFees> fees() {
    return chains.get().stream().map(FeeReports::of).toList();
  }

  @Override
  public Optional<ChainFees> fees(ChainId chain) {
    return known(chain).map(FeeReports::of);
  }

  @Override
  public Optional<Steps> follow(ChainId chain) {
    return known(chain).map(each -> new FeedSteps(chain, each.follow()));
  }

  @Override
  public OptionalLong preconfirmed(ChainId chain, TxHash transaction) {
    return known(chain).flatMap(each -> each.preconfirmation(transaction)).stream()
        .mapToLong(promise -> promise.number().value())
        .findFirst();
  }

  private Optional<Chain> known(ChainId chain) {
    return chains.get().stream().filter(each -> each.id().equals(chain)).findFirst();
  }

  private ChainCondition condition(ChainHealth health) {
    ChainCondition.Builder condition =
        ChainCondition.newBuilder()
            .setChainId(health.chain().value())
            .setName(health.name())
            .setHead(block(health.chain(), health.levels().head()))
            .setFinalized(block(health.chain(), health.levels().finalized()))
            .setSoftConfirmation(soft(health.soft()))
            .setBrokenPromises(health.brokenPromises())
            .setHalted(health.halted().orElse(""))
            .setQuorum(health.quorum())
            .setLacksQuorum(health.lacksQuorum())
            .setActivity(tally.of(health.chain()));
    FinalityLevels levels = health.levels();
    levels.safe().ifPresent(safe -> condition.setSafe(block(health.chain(), safe)));
    levels.stalled().ifPresent(still -> condition.setFinalityStalled(duration(still)));
    health
        .endpoints()
        .forEach(endpoint -> condition.addEndpoints(endpoint(health.chain(), endpoint)));
    return condition.build();
  }

  private static dev.fairlead.api.v1.SoftConfirmation soft(SoftConfirmation soft) {
    return switch (soft) {
      case SoftConfirmation.None _ -> dev.fairlead.api.v1.SoftConfirmation.SOFT_CONFIRMATION_NONE;
      case SoftConfirmation.ByArrival _ ->
          dev.fairlead.api.v1.SoftConfirmation.SOFT_CONFIRMATION_BY_ARRIVAL;
      case SoftConfirmation.Pending _ ->
          dev.fairlead.api.v1.SoftConfirmation.SOFT_CONFIRMATION_PENDING_BLOCK;
    };
  }

  private EndpointCondition endpoint(ChainId chain, EndpointHealth health) {
    EndpointCondition.Builder condition =
        EndpointCondition.newBuilder()
            .setName(health.name())
            .setState(EndpointState.valueOf("ENDPOINT_STATE_" + health.state().name()))
            .setReason(health.reason())
            .setSince(Values.timestamp(clock.instant().minus(health.since())))
            .setP50(duration(health.p50()))
            .setP95(duration(health.p95()))
            .setAsked(health.asked())
            .setFailed(health.failed());
    health.roles().stream()
        .sorted()
        .forEach(role -> condition.addRoles(EndpointRole.valueOf("ENDPOINT_ROLE_" + role.name())));
    health.head().ifPresent(head -> condition.setHead(head.value()));
    tally.write(chain, condition);
    return condition.build();
  }

  private static Duration duration(java.time.Duration duration) {
    return Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  private static dev.fairlead.api.v1.BlockRef block(ChainId chain, BlockRef block) {
    return Values.block(chain, block);
  }

  /** A feed's updates as messages. */
  private record FeedSteps(ChainId chain, BlockFeed feed) implements Steps {
    @Override
    public Optional<ChainStep> poll(java.time.Duration wait) throws InterruptedException {
      try {
        return feed.poll(wait).map(this::step);
      } catch (ChainException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    private ChainStep step(ChainUpdate update) {
      ChainStep.Builder step = ChainStep.newBuilder();
      switch (update) {
        case ChainUpdate.Extended(Block block) -> step.setExtended(extended(block));
        case ChainUpdate.Retracted(BlockRef ref) -> step.setRetracted(block(chain, ref));
        case ChainUpdate.Finalized(BlockRef ref) -> step.setFinalized(block(chain, ref));
        case ChainUpdate.Halted(String reason) -> step.setHalted(reason);
      }
      return step.build();
    }

    private NewBlock extended(Block block) {
      return NewBlock.newBuilder()
          .setBlock(block(chain, block.ref()))
          .setTimestamp(Values.timestamp(block.timestamp()))
          .setTransactions(block.receipts().size())
          .setLogs(block.receipts().stream().mapToInt(receipt -> receipt.logs().size()).sum())
          .setGasUsed(block.gasUsed().value())
          .setBaseFee(block.baseFee().wei().toString())
          .build();
    }

    @Override
    public void close() {
      feed.close();
    }
  }
}

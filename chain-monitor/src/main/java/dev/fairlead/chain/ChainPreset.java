package dev.fairlead.chain;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.fee.BlobFeeRule;
import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.fee.FeeTerms.DataFeeRule;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of well-known chains, before anybody configures anything. */
public enum ChainPreset {
  /** Finality moves once an epoch of 6.4 minutes, two to three epochs behind the head. */
  ETHEREUM(1, Duration.ofSeconds(12), Duration.ofSeconds(1)),
  /** The sequencer's word is soft; final is what a final block of Ethereum holds. */
  ARBITRUM(42_161, Duration.ofMillis(250), Duration.ofMillis(500)),
  /** As Optimism; and what the sequencer took is told every 200 ms by the pending block. */
  BASE(8_453, Duration.ofSeconds(2), Duration.ofSeconds(1)),
  /** Milestones make blocks final within a minute or so; they have stood still for 15 minutes. */
  POLYGON(137, Duration.ofSeconds(2), Duration.ofSeconds(1)),
  /** Safe is what was published on Ethereum, final what a final block of it holds. */
  OPTIMISM(10, Duration.ofSeconds(2), Duration.ofSeconds(1)),
  /** A local chain for trying things. */
  DEV(31_337, Duration.ofSeconds(1), Duration.ofMillis(250));

  /** What a transaction there may use at most, its share of the chain below included. */
  private static final Gas ARBITRUM_GAS_CAP = new Gas(32_000_000);

  private final long id;
  private final Duration blockTime;
  private final Duration pollInterval;

  ChainPreset(long id, Duration blockTime, Duration pollInterval) {
    this.id = id;
    this.blockTime = blockTime;
    this.pollInterval = pollInterval;
  }

  /** The chain that has this id, if it is one of these. */
  public static Optional<ChainPreset> of(ChainId id) {
    return Stream.of(values()).filter(preset -> preset.id == id.value()).findFirst();
  }

  /** The usual time between two blocks. */
  public Duration blockTime() {
    return blockTime;
  }

  /** How often the head is asked for, besides subscriptions. */
  public Duration pollInterval() {
    return pollInterval;
  }

  /** When a block counts as final; a tag's patience is well above the longest that is usual. */
  public Finality finality() {
    return switch (this) {
      case ETHEREUM -> finalized(Duration.ofMinutes(20));
      case ARBITRUM -> finalized(Duration.ofMinutes(45));
      case BASE, OPTIMISM -> finalized(Duration.ofHours(1));
      case POLYGON -> finalized(Duration.ofMinutes(5));
      case DEV -> new Finality.Confirmations(2);
    };
  }

  /** What is promised before a block is safe. */
  public SoftConfirmation soft() {
    return switch (this) {
      case ETHEREUM, POLYGON, DEV -> new SoftConfirmation.None();
      case ARBITRUM, OPTIMISM -> new SoftConfirmation.ByArrival();
      case BASE -> new SoftConfirmation.Pending(Duration.ofMillis(200));
    };
  }

  /** What the next block's base fee will be. */
  public BaseFeeRule baseFeeRule() {
    return switch (this) {
      case ETHEREUM, DEV -> BaseFeeRule.Eip1559.ETHEREUM;
      case BASE, OPTIMISM -> BaseFeeRule.OpStack.STANDARD;
      case POLYGON -> BaseFeeRule.Polygon.STANDARD;
      case ARBITRUM -> new BaseFeeRule.Arbitrum();
    };
  }

  /** What holds for transactions beside the price of their gas. */
  public FeeTerms terms() {
    return switch (this) {
      case ETHEREUM ->
          new FeeTerms(
              DataFeeRule.NONE, Optional.of(BlobFeeRule.ETHEREUM), FeeTerms.ETHEREUM_GAS_CAP);
      case BASE, OPTIMISM ->
          new FeeTerms(DataFeeRule.OP_STACK, Optional.empty(), FeeTerms.ETHEREUM_GAS_CAP);
      case ARBITRUM -> new FeeTerms(DataFeeRule.ARBITRUM, Optional.empty(), ARBITRUM_GAS_CAP);
      case POLYGON, DEV -> FeeTerms.PLAIN;
    };
  }

  private static Finality finalized(Duration patience) {
    return new Finality.Tagged(Finality.Tag.FINALIZED, patience);
  }
}

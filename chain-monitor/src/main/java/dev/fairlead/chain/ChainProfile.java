package dev.fairlead.chain;

import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.proof.ProofRule;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import java.time.Duration;
import java.util.Locale;

/**
 * What the node assumes of one chain.
 *
 * @param name for logs and metrics, such as {@code ethereum}
 * @param wrappedNative the token contract that wraps the native coin
 * @param blockTime the usual time between two blocks
 * @param pollInterval how often the head is asked for, besides subscriptions
 * @param finality when a block counts as final
 * @param baseFeeRule what the next block's base fee will be
 * @param minPriorityFee no transaction offers less
 * @param maxPriorityFee no transaction offers more, whatever an endpoint suggests
 * @param maxBaseFee above this, an endpoint's base fee is not believed
 * @param proof what its blocks must prove
 * @param soft what is promised before a block is final
 * @param terms what holds for transactions beside the price of their gas
 */
public record ChainProfile(
    ChainId id,
    String name,
    Address wrappedNative,
    Duration blockTime,
    Duration pollInterval,
    Finality finality,
    BaseFeeRule baseFeeRule,
    FeePerGas minPriorityFee,
    FeePerGas maxPriorityFee,
    FeePerGas maxBaseFee,
    ProofRule proof,
    SoftConfirmation soft,
    FeeTerms terms) {
  /** With the rules for its blocks and transactions that follow from its id, without promises. */
  public ChainProfile(
      ChainId id,
      String name,
      Address wrappedNative,
      Duration blockTime,
      Duration pollInterval,
      Finality finality,
      BaseFeeRule baseFeeRule,
      FeePerGas minPriorityFee,
      FeePerGas maxPriorityFee,
      FeePerGas maxBaseFee) {
    this(
        id,
        name,
        wrappedNative,
        blockTime,
        pollInterval,
        finality,
        baseFeeRule,
        minPriorityFee,
        maxPriorityFee,
        maxBaseFee,
        ProofRule.of(id),
        new SoftConfirmation.None(),
        ChainPreset.of(id).map(ChainPreset::terms).orElse(FeeTerms.PLAIN));
  }

  public ChainProfile {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    if (!blockTime.isPositive()) {
      throw new IllegalArgumentException("blockTime must be positive but is " + blockTime);
    }
    if (!pollInterval.isPositive()) {
      throw new IllegalArgumentException("pollInterval must be positive but is " + pollInterval);
    }
    if (minPriorityFee.compareTo(maxPriorityFee) > 0) {
      throw new IllegalArgumentException(
          "minPriorityFee " + minPriorityFee + " is above maxPriorityFee " + maxPriorityFee);
    }
  }

  /** When a block counts as final. */
  public sealed interface Finality {
    /** At least {@code blocks} blocks are above it, at most {@link ChainProfile#WINDOW}. */
    record Confirmations(int blocks) implements Finality {
      public Confirmations {
        if (blocks < 1 || blocks > WINDOW) {
          throw new IllegalArgumentException(
              "confirmations are between 1 and " + WINDOW + " but found " + blocks);
        }
      }
    }

    /**
     * The chain itself says so by a tag.
     *
     * @param patience a tag that does not move for longer is told of, and waited for
     */
    record Tagged(Tag tag, Duration patience) implements Finality {
      public Tagged {
        if (!patience.isPositive()) {
          throw new IllegalArgumentException("patience must be positive but is " + patience);
        }
      }
    }

    /** What a chain says of its older blocks. */
    enum Tag {
      /** Unlikely to be reorganised; on a rollup: published on the chain below. */
      SAFE,
      /** Never reorganised; on a rollup: published in a final block of the chain below. */
      FINALIZED;

      /** The tag as a block is asked for by it. */
      String words() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** The least number of hashes below the head that are kept. */
  public static final int WINDOW = 256;

  private static final int LARGEST_WINDOW = 16_384;

  /**
   * How many hashes below the head are kept; a deeper reorg halts the chain. Where a tag says what
   * is final, as many as the chain makes until it is told that the tag stands still.
   */
  public int window() {
    return switch (finality) {
      case Finality.Confirmations _ -> WINDOW;
      case Finality.Tagged(_, Duration patience) ->
          Math.clamp(
              patience.toMillis() / Math.max(1, blockTime.toMillis()), WINDOW, LARGEST_WINDOW);
    };
  }
}

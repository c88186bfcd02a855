package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where is this trade cheapest now?
 *
 * @param sell what is sold, by the symbol or the address that the configuration has
 * @param buy what is bought, likewise
 * @param given how much of one of them
 * @param sides the chains that are asked; empty for all that have both tokens
 */
public record ComparisonRequest(String sell, String buy, Given given, List<Side> sides) {
  public ComparisonRequest {
    sides = List.copyOf(sides);
  }

  /** The amount that is exact, in whole tokens. */
  public sealed interface Given {
    BigDecimal amount();

    record Sold(BigDecimal amount) implements Given {}

    record Bought(BigDecimal amount) implements Given {}
  }

  /**
   * A chain that is asked.
   *
   * @param sell what is sold there, where it has another name there; null for the usual
   * @param buy what is bought there, likewise
   */
  public record Side(ChainId chain, @Nullable String sell, @Nullable String buy, Purse purse) {}

  /** How much may be spent on a chain. */
  public sealed interface Purse {
    /** As much as it takes. */
    record Unbounded() implements Purse {}

    /** So many whole tokens. */
    record Holding(BigDecimal amount) implements Purse {}

    /** What an account holds at the block at which the market is priced. */
    record Of(Address account) implements Purse {}
  }
}

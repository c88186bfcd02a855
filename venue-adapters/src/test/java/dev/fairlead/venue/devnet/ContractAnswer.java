package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import java.util.Optional;

/** What a contract says to a trade, held against the quote: the other side, or nothing. */
final class ContractAnswer {
  private ContractAnswer() {}

  /** Whether the quote is filled; a refusal must have its reason where the contract reverts. */
  static boolean isFilled(Quote quote, boolean exactIn, Optional<Uint256> answer, String told) {
    return switch (quote) {
      case Quote.Filled(Uint256 amountIn, Uint256 amountOut, Pool _) -> {
        assertThat(answer).as("%s", told).contains(exactIn ? amountOut : amountIn);
        yield true;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        switch (reason) {
          case AMOUNT_TOO_SMALL ->
              assertThat(answer.orElse(Uint256.ZERO)).as("%s", told).isEqualTo(Uint256.ZERO);
          case EXCEEDS_DEPTH, OVERFLOW, NO_CONVERGENCE, NO_LIQUIDITY ->
              assertThat(answer).as("%s %s", reason, told).isEmpty();
          default -> throw new AssertionError(told + " was refused: " + reason);
        }
        yield false;
      }
    };
  }
}

package dev.fairlead.node.cli;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.LimitPrice;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Up to which price is sold, from the command line. */
final class LimitPriceOption {
  private static final int MOST_DIGITS = 36;

  @Option(
      names = "--limit-price",
      paramLabel = "PRICE",
      description = {
        "Sell only the part that gets this much of --out for each whole --in, on average over",
        "the part."
      })
  private @Nullable BigDecimal price;

  boolean isGiven() {
    return price != null;
  }

  /** In base units of these tokens; null where none is given. */
  @Nullable LimitPrice of(Token sell, Token buy) {
    if (price == null) {
      return null;
    }
    BigDecimal plain = price.stripTrailingZeros();
    if (plain.signum() <= 0
        || plain.precision() > MOST_DIGITS
        || Math.abs(plain.scale()) > MOST_DIGITS) {
      throw new IllegalArgumentException("not a price: " + price);
    }
    int places = Math.max(0, plain.scale());
    BigInteger sold = BigInteger.TEN.pow(places + sell.decimals());
    BigInteger bought = plain.movePointRight(places + buy.decimals()).toBigIntegerExact();
    BigInteger common = sold.gcd(bought);
    return new LimitPrice(Uint256.of(sold.divide(common)), Uint256.of(bought.divide(common)), true);
  }
}

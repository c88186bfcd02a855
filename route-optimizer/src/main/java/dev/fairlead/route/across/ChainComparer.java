package dev.fairlead.route.across;

import dev.fairlead.model.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Says where one trade is cheapest now, when the same two assets are to be had on several chains:
 * what each chain gives for the whole amount, and how to lay it out over all of them. Pure.
 *
 * <p>Assets count the same on each chain, and what it would take to bring them from one to another
 * is not weighed. Amounts are compared net of gas, in the asset whose amount is open.
 */
public final class ChainComparer {
  /** As many chains as one question may be about. */
  public static final int MOST_STANDS = 16;

  private final List<Asked> stands = new ArrayList<>();
  private final BigInteger amount;
  private final int exactScale;
  private final int openScale;

  private ChainComparer(List<Stand> order, Exact exact, BigDecimal amount) {
    Function<Stand, Token> exactToken = exact == Exact.IN ? Stand::sell : Stand::buy;
    Function<Stand, Token> openToken = exact == Exact.IN ? Stand::buy : Stand::sell;
    this.exactScale = Math.max(Math.max(0, amount.scale()), decimals(order, exactToken));
    this.openScale = decimals(order, openToken);
    this.amount = amount.setScale(exactScale).unscaledValue();
    order.forEach(stand -> stands.add(new Asked(stand, exact, exactScale, openScale)));
  }

  private static int decimals(List<Stand> stands, Function<Stand, Token> token) {
    return stands.stream().map(token).mapToInt(Token::decimals).max().orElse(0);
  }

  /** Compares the chains for an amount of the exact side in whole tokens. */
  public static Comparison compare(List<Stand> stands, Exact exact, BigDecimal amount) {
    if (stands.isEmpty() || stands.size() > MOST_STANDS) {
      throw new IllegalArgumentException(
          "a comparison is of 1 to " + MOST_STANDS + " chains but found " + stands.size());
    }
    Set<Token> sold = new HashSet<>();
    for (Stand stand : stands) {
      if (!sold.add(stand.sell())) {
        throw new IllegalArgumentException(
            "chain " + stand.chain() + " would spend its " + stand.sell() + " twice");
      }
    }
    if (amount.signum() <= 0) {
      throw new IllegalArgumentException("an amount is above zero but found " + amount);
    }
    return new ChainComparer(stands, exact, amount.stripTrailingZeros()).comparison();
  }

  private Comparison comparison() {
    List<Offer> offers =
        stands.stream()
            .sorted(Comparator.comparingInt(this::rank).thenComparing(this::cost))
            .map(stand -> stand.offer(amount))
            .toList();
    return new Comparison(offers, combination());
  }

  private int rank(Asked stand) {
    return switch (stand.offer(amount)) {
      case Offer.Made made -> made.isCovered() ? 0 : 1;
      case Offer.None _ -> 2;
    };
  }

  private BigInteger cost(Asked stand) {
    return stand.offer(amount) instanceof Offer.Made made
        ? stand.value(made).negate()
        : BigInteger.ZERO;
  }

  private Combination combination() {
    Layout layout = new Layout(stands, amount);
    layout.run();
    List<Offer.Made> shares = new ArrayList<>();
    BigInteger open = BigInteger.ZERO;
    BigInteger gas = BigInteger.ZERO;
    for (int i = 0; i < stands.size(); i++) {
      BigInteger part = layout.parts().get(i);
      if (part.signum() > 0 && stands.get(i).offer(part) instanceof Offer.Made made) {
        shares.add(made);
        open = open.add(stands.get(i).openSide(made));
        gas = gas.add(stands.get(i).gasSide(made));
      }
    }
    return new Combination(
        shares,
        new BigDecimal(amount.subtract(layout.left()), exactScale),
        new BigDecimal(open, openScale),
        new BigDecimal(gas, openScale));
  }
}

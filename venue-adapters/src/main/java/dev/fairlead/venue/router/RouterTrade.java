package dev.fairlead.venue.router;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A trade as a venue's own router runs it: exactly {@code amountIn} along one path, at least {@code
 * minAmountOut} for it, no later than {@code deadline}, paid and taken by the one account that
 * calls.
 *
 * <p>All hops are of one kind, each takes what the one before gives, and no token comes twice. A
 * token of zero is the chain's own coin.
 *
 * @param deadline in whole seconds, as blocks have them
 */
public record RouterTrade(
    Instant deadline,
    Address account,
    Uint256 amountIn,
    Uint256 minAmountOut,
    List<RouterHop> hops) {
  /** Balancer's limits are signed, and no venue moves more than this. */
  private static final int AMOUNT_BITS = 127;

  public RouterTrade {
    hops = List.copyOf(hops);
    if (deadline.getNano() != 0
        || deadline.getEpochSecond() < 0
        || deadline.getEpochSecond() > Seconds.LAST) {
      throw new IllegalArgumentException("a deadline has whole seconds but found " + deadline);
    }
    if (account.isZero()) {
      throw new IllegalArgumentException("a trade is for an account");
    }
    checkAmount("amountIn", amountIn);
    checkAmount("minAmountOut", minAmountOut);
    checkPath(hops);
  }

  private static void checkAmount(String what, Uint256 amount) {
    if (amount.isZero() || amount.bitLength() > AMOUNT_BITS) {
      throw new IllegalArgumentException(
          what + " is positive and less than 2^127 but found " + amount);
    }
  }

  private static void checkPath(List<RouterHop> hops) {
    if (hops.isEmpty()) {
      throw new IllegalArgumentException("a trade has at least one hop");
    }
    for (int i = 1; i < hops.size(); i++) {
      RouterHop before = hops.get(i - 1);
      RouterHop hop = hops.get(i);
      if (!hop.getClass().equals(before.getClass())) {
        throw new IllegalArgumentException("hop " + i + " is of another venue");
      }
      if (!hop.tokenIn().equals(before.tokenOut())) {
        throw new IllegalArgumentException("hop " + i + " does not take what the hop before gives");
      }
    }
    if (!(hops.getFirst() instanceof RouterHop.UniswapV4)
        && tokens(hops).stream().anyMatch(Address::isZero)) {
      throw new IllegalArgumentException("only V4 has pools of the coin itself");
    }
    if (comesBack(hops)) {
      throw new IllegalArgumentException("a token comes twice in " + tokens(hops));
    }
  }

  /** Whether a token comes twice. */
  static boolean comesBack(List<RouterHop> hops) {
    return new HashSet<>(tokens(hops)).size() <= hops.size();
  }

  private static List<Address> tokens(List<RouterHop> hops) {
    List<Address> tokens = new ArrayList<>();
    tokens.add(hops.getFirst().tokenIn());
    hops.forEach(hop -> tokens.add(hop.tokenOut()));
    return List.copyOf(tokens);
  }

  /** What the call must carry: the input where that is the coin, else nothing. */
  public Wei value() {
    return tokens().getFirst().isZero() ? new Wei(amountIn) : Wei.ZERO;
  }

  /** From what is sold to what is bought. */
  public List<Address> tokens() {
    return tokens(hops);
  }
}

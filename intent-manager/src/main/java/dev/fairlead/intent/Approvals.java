package dev.fairlead.intent;

import dev.fairlead.chain.Call;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.venue.router.Permit2;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lets a plan's contract take exactly what the plan sells, once, and nothing else: an approval
 * of it, or of Permit2 and then by Permit2, until the trade's deadline. Pure.
 *
 * @param spender whom the token is approved for
 * @param by who takes by Permit2; null where the spender takes itself
 */
record Approvals(TokenAmount sold, Address spender, @Nullable Address by, Instant deadline) {
  /** The approval of the token. */
  TradeCall exact() {
    return new TradeCall(token().address(), Wei.ZERO, Erc20.approve(spender, sold.units()));
  }

  /** Takes back what is approved, for tokens that refuse to change it otherwise. */
  TradeCall reset() {
    return new TradeCall(token().address(), Wei.ZERO, Erc20.approve(spender, Uint256.ZERO));
  }

  /** What Permit2 has to be told besides. */
  Optional<TradeCall> permit() {
    return Optional.ofNullable(by)
        .map(taker ->
            new TradeCall(
                spender,
                Wei.ZERO,
                Permit2.approve(token().address(), taker, sold.units(), deadline)));
  }

  /** Whether a call is one of these. */
  boolean contain(TradeCall call) {
    return call.equals(exact())
        || call.equals(reset())
        || permit().filter(call::equals).isPresent();
  }

  /** Asks for what an account has approved before. */
  Call allowance(Address account) {
    return Erc20.allowance(token(), account, spender);
  }

  /** Asks for what Permit2 was told before. */
  Optional<Call> permitted(Address account) {
    return Optional.ofNullable(by)
        .map(taker -> Permit2.allowance(spender, account, token().address(), taker));
  }

  /** Whether what Permit2 was told before is enough. */
  boolean isCoveredBy(Permit2.Allowance known) {
    return known.covers(sold.units(), deadline);
  }

  private Token token() {
    return sold.token();
  }
}

package dev.fairlead.model.intent;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;

/** What is to be exchanged for what, with one side exact. Both sides are on one chain. */
public sealed interface Trade {
  Token sell();

  Token buy();

  default ChainId chain() {
    return sell().chain();
  }

  /** Sell exactly this much, for as much as the market gives. */
  record ExactIn(TokenAmount sellAmount, Token buy) implements Trade {
    public ExactIn {
      checkPair(sellAmount.token(), buy);
      checkAmount(sellAmount);
    }

    @Override
    public Token sell() {
      return sellAmount.token();
    }
  }

  /** Buy at least this much, for as little as the market takes. */
  record ExactOut(Token sell, TokenAmount buyAmount) implements Trade {
    public ExactOut {
      checkPair(sell, buyAmount.token());
      checkAmount(buyAmount);
    }

    @Override
    public Token buy() {
      return buyAmount.token();
    }
  }

  private static void checkPair(Token sell, Token buy) {
    if (!sell.chain().equals(buy.chain())) {
      throw new IllegalArgumentException(
          "both tokens must be on one chain but found " + sell.chain() + " and " + buy.chain());
    }
    if (sell.equals(buy)) {
      throw new IllegalArgumentException("a token cannot be exchanged for itself: " + sell);
    }
  }

  private static void checkAmount(TokenAmount amount) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("the amount of " + amount.token() + " is zero");
    }
  }
}

package dev.fairlead.route.basket;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Trades of one chain that all have one token in common, on the same side. The constructors throw
 * {@link IllegalArgumentException} for what says nothing sensible.
 */
public sealed interface Basket {
  /** As many parts as one basket has. */
  int MOST_PARTS = 8;

  /** The token that all parts have in common. */
  Token common();

  /** The parts as trades, in the order in which they were named. */
  List<Trade> parts();

  /** Many to one: sell exactly these amounts, for as much of one token as the market gives. */
  record SellMany(List<TokenAmount> sold, Token bought) implements Basket {
    public SellMany {
      sold = List.copyOf(sold);
      check(sold.stream().map(TokenAmount::token).toList());
      sold.forEach(amount -> new Trade.ExactIn(amount, bought));
    }

    @Override
    public Token common() {
      return bought;
    }

    @Override
    public List<Trade> parts() {
      return sold.stream().<Trade>map(amount -> new Trade.ExactIn(amount, bought)).toList();
    }
  }

  /** One to many: buy at least these amounts, for as little of one token as the market takes. */
  record BuyMany(Token sold, List<TokenAmount> bought) implements Basket {
    public BuyMany {
      bought = List.copyOf(bought);
      check(bought.stream().map(TokenAmount::token).toList());
      bought.forEach(amount -> new Trade.ExactOut(sold, amount));
    }

    @Override
    public Token common() {
      return sold;
    }

    @Override
    public List<Trade> parts() {
      return bought.stream().<Trade>map(amount -> new Trade.ExactOut(sold, amount)).toList();
    }
  }

  /**
   * One to many: spend exactly this amount, a share of it on each of several tokens. A part is
   * spent its share of the amount, rounded down to a unit; what rounding leaves goes to the first
   * of the largest shares. So what each part sells is known before anything is routed.
   */
  record SpendShares(TokenAmount sold, List<Share> shares) implements Basket {
    public SpendShares {
      shares = List.copyOf(shares);
      check(shares.stream().map(Share::bought).toList());
      long sum = shares.stream().mapToLong(share -> share.of().billionths()).sum();
      if (sum != Fraction.ONE_IN_BILLIONTHS) {
        throw new IllegalArgumentException(
            "the shares are 100 %% together but found %s %%"
                .formatted(BigDecimal.valueOf(sum, 7).stripTrailingZeros().toPlainString()));
      }
      trades(sold, shares);
    }

    @Override
    public Token common() {
      return sold.token();
    }

    @Override
    public List<Trade> parts() {
      return trades(sold, shares);
    }

    private static List<Trade> trades(TokenAmount sold, List<Share> shares) {
      int largest = 0;
      Uint256 left = sold.units();
      for (int i = 0; i < shares.size(); i++) {
        largest = shares.get(i).of().compareTo(shares.get(largest).of()) > 0 ? i : largest;
        left = left.minus(shares.get(i).of().ofDown(sold.units()));
      }
      List<Trade> trades = new ArrayList<>(shares.size());
      for (int i = 0; i < shares.size(); i++) {
        Uint256 part = shares.get(i).of().ofDown(sold.units());
        TokenAmount spent = sold.token().amount(i == largest ? part.plus(left) : part);
        trades.add(new Trade.ExactIn(spent, shares.get(i).bought()));
      }
      return trades;
    }
  }

  /** What share of the amount sold is spent on a token. */
  record Share(Token bought, Fraction of) {}

  private static void check(Collection<Token> tokens) {
    if (tokens.isEmpty() || tokens.size() > MOST_PARTS) {
      throw new IllegalArgumentException(
          "a basket has 1 to " + MOST_PARTS + " parts but found " + tokens.size());
    }
    Set<Token> named = new HashSet<>();
    for (Token token : tokens) {
      if (!named.add(token)) {
        throw new IllegalArgumentException(token + " is named twice");
      }
    }
  }
}

package dev.fairlead.route.basket;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.generated.GeneratedMarket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Generated baskets of each kind, of tokens and amounts that share pools. */
final class Baskets {
  private static final int KINDS = 3;

  private final GeneratedMarket market;
  private final Random random;

  Baskets(GeneratedMarket market, Random random) {
    this.market = market;
    this.random = random;
  }

  /** A basket of so many parts; each is worth up to so many dollars. */
  Basket next(int parts, double dollars) {
    return switch (random.nextInt(KINDS)) {
      case 0 -> sellMany(parts, dollars);
      case 1 -> buyMany(parts, dollars);
      default -> spendShares(parts, dollars);
    };
  }

  Basket.SellMany sellMany(int parts, double dollars) {
    List<Token> tokens = tokens(parts + 1);
    return new Basket.SellMany(amounts(tokens.subList(1, parts + 1), dollars), tokens.getFirst());
  }

  Basket.BuyMany buyMany(int parts, double dollars) {
    List<Token> tokens = tokens(parts + 1);
    return new Basket.BuyMany(tokens.getFirst(), amounts(tokens.subList(1, parts + 1), dollars));
  }

  Basket.SpendShares spendShares(int parts, double dollars) {
    List<Token> tokens = tokens(parts + 1);
    List<Basket.Share> shares = new ArrayList<>();
    long left = Fraction.ONE_IN_BILLIONTHS;
    for (int i = 1; i <= parts; i++) {
      long share = i == parts ? left : 1 + random.nextLong(left / 2);
      left -= share;
      shares.add(new Basket.Share(tokens.get(i), new Fraction(share)));
    }
    TokenAmount sold = amounts(tokens.subList(0, 1), dollars * parts).getFirst();
    return new Basket.SpendShares(sold, shares);
  }

  private List<Token> tokens(int count) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < market.tokenCount(); i++) {
      tokens.add(market.token(i));
    }
    Collections.shuffle(tokens, random);
    return tokens.subList(0, count);
  }

  private List<TokenAmount> amounts(List<Token> tokens, double dollars) {
    List<TokenAmount> amounts = new ArrayList<>();
    for (Token token : tokens) {
      Uint256 units = market.worth(token, dollars * Math.pow(10, -2 * random.nextDouble()));
      amounts.add(token.amount(units));
    }
    return amounts;
  }
}

package dev.fairlead.intent;

import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Fees;
import dev.fairlead.intent.ComparisonRequest.Given;
import dev.fairlead.intent.ComparisonRequest.Purse;
import dev.fairlead.intent.ComparisonRequest.Side;
import dev.fairlead.intent.ComparisonResult.Missing;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.Router;
import dev.fairlead.route.across.ChainComparer;
import dev.fairlead.route.across.Exact;
import dev.fairlead.route.across.Stand;
import dev.fairlead.venue.Market;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says on which of the node's chains a trade is cheapest now. Nothing of it is recorded, signed or
 * sent. Safe for use by many threads.
 */
public final class Comparisons {
  private final Map<ChainId, TradingChain> chains;
  private final TokenBook tokens;
  private final Router router;
  private final ExecutionPolicy policy;
  private final InstantSource clock;
  private final IntentObserver observer;

  Comparisons(Surroundings around, IntentSettings settings) {
    this.chains = new TreeMap<>(around.chains());
    this.tokens = settings.tokens();
    this.router = around.router();
    this.policy = settings.execution();
    this.clock = around.clock();
    this.observer = around.observer();
  }

  private record Pair(Token sell, Token buy, Purse purse) {}

  /** Asks the chains; those that don't answer are named. */
  public ComparisonResult compare(ComparisonRequest request) {
    Instant start = clock.instant();
    ComparisonResult result = compared(request);
    observer.compared(result, Duration.between(start, clock.instant()));
    return result;
  }

  private ComparisonResult compared(ComparisonRequest request) {
    List<Pair> pairs = new ArrayList<>();
    try {
      pairs.addAll(request.sides().isEmpty() ? everywhere(request) : named(request));
    } catch (IllegalArgumentException invalid) {
      return new ComparisonResult.Refused(
          new Rejection.Invalid("sides", String.valueOf(invalid.getMessage())));
    }
    List<Stand> stands = new ArrayList<>();
    List<Missing> missing = new ArrayList<>();
    for (Pair pair : pairs) {
      ChainId chain = pair.sell().chain();
      try {
        Optional<Stand> stand = stand(pair);
        stand.ifPresentOrElse(
            stands::add, () -> missing.add(new Missing(chain, "the market is being loaded")));
      } catch (ChainException silent) {
        missing.add(new Missing(chain, String.valueOf(silent.getMessage())));
      }
    }
    if (stands.isEmpty()) {
      return ComparisonResult.Compared.nothing(missing);
    }
    Exact exact =
        switch (request.given()) {
          case Given.Sold _ -> Exact.IN;
          case Given.Bought _ -> Exact.OUT;
        };
    return ComparisonResult.Compared.of(
        ChainComparer.compare(stands, exact, request.given().amount()), missing);
  }

  private List<Pair> everywhere(ComparisonRequest request) {
    List<Pair> pairs = new ArrayList<>();
    for (ChainId chain : chains.keySet()) {
      Optional<Token> sell = tokens.named(chain, request.sell());
      Optional<Token> buy = tokens.named(chain, request.buy());
      if (sell.isPresent() && buy.isPresent()) {
        pairs.add(pair(sell.get(), buy.get(), new Purse.Unbounded()));
      }
    }
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "no chain of this node has both %s and %s".formatted(request.sell(), request.buy()));
    }
    return limited(pairs);
  }

  private List<Pair> named(ComparisonRequest request) {
    List<Pair> pairs = new ArrayList<>();
    Set<ChainId> seen = new HashSet<>();
    for (Side side : request.sides()) {
      if (!chains.containsKey(side.chain())) {
        throw new IllegalArgumentException("this node has no chain " + side.chain());
      }
      if (!seen.add(side.chain())) {
        throw new IllegalArgumentException("chain " + side.chain() + " is named twice");
      }
      pairs.add(
          pair(
              token(side.chain(), side.sell(), request.sell()),
              token(side.chain(), side.buy(), request.buy()),
              side.purse()));
    }
    return limited(pairs);
  }

  private Token token(ChainId chain, @Nullable String there, String usual) {
    String name = there == null ? usual : there;
    return tokens
        .named(chain, name)
        .orElseThrow(
            () -> new IllegalArgumentException("chain %s has no token %s".formatted(chain, name)));
  }

  private static Pair pair(Token sell, Token buy, Purse purse) {
    if (sell.equals(buy)) {
      throw new IllegalArgumentException(sell + " can't be exchanged for itself");
    }
    return new Pair(sell, buy, purse);
  }

  private static List<Pair> limited(List<Pair> pairs) {
    if (pairs.size() > ChainComparer.MOST_STANDS) {
      throw new IllegalArgumentException(
          "at most %d chains are compared but found %d"
              .formatted(ChainComparer.MOST_STANDS, pairs.size()));
    }
    return pairs;
  }

  private Optional<Stand> stand(Pair pair) {
    TradingChain trading = chains.get(pair.sell().chain());
    if (trading == null) {
      return Optional.empty();
    }
    return trading
        .market()
        .market()
        .map(market ->
            new Stand(
                market,
                router,
                policy.limits(RouteTerms.OPEN, Selection.everything(), Selection.everything()),
                fee(trading),
                trading.wrappedNative(),
                pair.sell(),
                pair.buy(),
                balance(trading, market, pair)));
  }

  private static NetworkFee fee(TradingChain trading) {
    Fees fees = trading.chain().fees();
    return new NetworkFee(fees.nextGasPrice(), fees.dataFee());
  }

  private @Nullable TokenAmount balance(TradingChain trading, Market market, Pair pair) {
    return switch (pair.purse()) {
      case Purse.Unbounded _ -> null;
      case Purse.Holding(BigDecimal amount) -> whole(pair.sell(), amount);
      case Purse.Of(Address account) ->
          pair.sell().isCoin()
              ? spendable(trading, market, pair.sell(), account)
              : held(trading, market, pair.sell(), account);
    };
  }

  private static TokenAmount whole(Token token, BigDecimal amount) {
    BigInteger units =
        amount.movePointRight(token.decimals()).setScale(0, RoundingMode.DOWN).toBigIntegerExact();
    return token.amount(units.bitLength() > 256 ? Uint256.MAX_VALUE : Uint256.of(units));
  }

  /** Of the coin, what is kept for gas is not there to be sold. */
  private TokenAmount spendable(TradingChain trading, Market market, Token coin, Address account) {
    Uint256 held = trading.chain().agreedBalance(account, market.block()).value();
    return coin.amount(held.minus(held.min(policy.coinReserve().value())));
  }

  private static TokenAmount held(
      TradingChain trading, Market market, Token token, Address account) {
    CallResult answer =
        trading.chain().call(market.block(), List.of(Erc20.balanceOf(token, account))).getFirst();
    if (answer instanceof CallResult.Returned(var data) && data.length() == Bytes32.LENGTH) {
      return token.amount(data.uint256At(0));
    }
    throw new ChainException(
        ChainException.Kind.RETRYABLE, token + " does not tell the balance of " + account);
  }
}

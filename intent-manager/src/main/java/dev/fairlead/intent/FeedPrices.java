package dev.fairlead.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.venue.feed.FeedAnswer;
import dev.fairlead.venue.feed.FeedReader;
import dev.fairlead.venue.feed.PriceFeed;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What feeds say of pairs; each feed is asked once a block. Safe for use by many threads. */
final class FeedPrices {
  private final FeedReader reader;
  private final Map<Token, PriceFeed> feeds;
  private final InstantSource clock;
  private final Map<Token, Reading> newest = new ConcurrentHashMap<>();

  private record Reading(BlockRef at, FeedAnswer answer) {}

  FeedPrices(FeedReader reader, Map<Token, PriceFeed> feeds, InstantSource clock) {
    this.reader = reader;
    this.feeds = Map.copyOf(feeds);
    this.clock = clock;
  }

  /** Whether both tokens have a feed. */
  boolean knows(Token sell, Token buy) {
    return feeds.containsKey(sell) && feeds.containsKey(buy);
  }

  /** What an amount is worth by the feeds as they stand at a block, or why nobody knows. */
  Reference worth(TokenAmount amount, Token buy, BlockRef at) {
    FeedAnswer sold = answer(amount.token(), at);
    FeedAnswer bought = answer(buy, at);
    if (sold instanceof FeedAnswer.Unusable(String why)) {
      return new Reference.Missing(why);
    }
    if (bought instanceof FeedAnswer.Unusable(String why)) {
      return new Reference.Missing(why);
    }
    return worth(amount, buy, (FeedAnswer.Told) sold, (FeedAnswer.Told) bought);
  }

  private static Reference worth(
      TokenAmount amount, Token buy, FeedAnswer.Told sold, FeedAnswer.Told bought) {
    BigInteger up =
        amount
            .units()
            .toBigInteger()
            .multiply(sold.answer().toBigInteger())
            .multiply(BigInteger.TEN.pow(bought.decimals() + buy.decimals()));
    BigInteger down =
        bought
            .answer()
            .toBigInteger()
            .multiply(BigInteger.TEN.pow(sold.decimals() + amount.token().decimals()));
    return Reference.of(buy, up.divide(down));
  }

  private FeedAnswer answer(Token token, BlockRef at) {
    PriceFeed feed = feeds.get(token);
    if (feed == null) {
      return new FeedAnswer.Unusable(token + " has no feed");
    }
    Reading known = newest.get(token);
    if (known != null && known.at().equals(at)) {
      return known.answer();
    }
    FeedAnswer answer = reader.read(feed, at, clock.instant());
    newest.put(token, new Reading(at, answer));
    return answer;
  }
}

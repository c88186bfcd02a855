package dev.fairlead.venue.feed;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads feeds at a block, as many endpoints agreeing as must where money depends on it.
 *
 * <p>Whatever a feed says that is no price (zero, negative, never updated, too old, from the future
 * by more than a feed's clock may differ, a revert) is {@link FeedAnswer.Unusable}, and so is a
 * chain that does not answer.
 */
public final class FeedReader {
  private static final Signature LATEST = Signature.of("latestRoundData()");
  private static final Signature DECIMALS = Signature.of("decimals()");
  private static final int MOST_DECIMALS = 36;

  /** Blocks may be stamped a little ahead of the time. */
  private static final Duration AHEAD = Duration.ofMinutes(15);

  private final Chain chain;

  public FeedReader(Chain chain) {
    this.chain = chain;
  }

  public FeedAnswer read(PriceFeed feed, BlockRef at, Instant now) {
    try {
      AbiReader round = AbiReader.of(ask(feed.aggregator(), LATEST, at)).skip(1);
      Uint256 answer = round.uint();
      long updatedAt = round.skip(1).uintAsLong();
      long decimals = AbiReader.of(ask(feed.aggregator(), DECIMALS, at)).uintAsLong();
      return judge(feed, answer, updatedAt, decimals, now);
    } catch (ChainException | IllegalArgumentException e) {
      return new FeedAnswer.Unusable(
          "feed %s does not answer: %s".formatted(feed.aggregator(), e.getMessage()));
    }
  }

  private static FeedAnswer judge(
      PriceFeed feed, Uint256 answer, long updatedAt, long decimals, Instant now) {
    if (answer.isZero() || answer.isNegativeTwosComplement()) {
      return new FeedAnswer.Unusable("feed %s tells no price".formatted(feed.aggregator()));
    }
    if (decimals > MOST_DECIMALS || updatedAt > Instant.MAX.getEpochSecond()) {
      return new FeedAnswer.Unusable(
          "feed %s tells %d decimals and an update at %d"
              .formatted(feed.aggregator(), decimals, updatedAt));
    }
    Instant updated = Instant.ofEpochSecond(updatedAt);
    Duration age = Duration.between(updated, now);
    if (age.compareTo(feed.maxAge()) > 0 || age.compareTo(AHEAD.negated()) < 0) {
      return new FeedAnswer.Unusable(
          "feed %s was updated at %s, and may be %s old"
              .formatted(feed.aggregator(), updated, feed.maxAge()));
    }
    return new FeedAnswer.Told(answer, Math.toIntExact(decimals), updated);
  }

  private Bytes ask(Address aggregator, Signature what, BlockRef at) {
    return chain.agreedCall(at, Call.view(aggregator, AbiWriter.call(what).toBytes()));
  }
}

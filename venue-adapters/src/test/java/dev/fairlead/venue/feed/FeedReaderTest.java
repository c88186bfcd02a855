package dev.fairlead.venue.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.devnet.Playground;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Feeds that are real contracts, on a real chain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T11:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final BigInteger PRICE = BigInteger.valueOf(3_012_34567890L);

  private final Playground playground = new Playground();

  @AfterAll
  void close() {
    playground.close();
  }

  @Test
  void readsThePriceWithItsDecimalsAndItsTime() {
    Address feed = deploy(8);
    set(feed, PRICE, NOW.minus(HOUR));

    assertThat(read(feed)).isEqualTo(new FeedAnswer.Told(Uint256.of(PRICE), 8, NOW.minus(HOUR)));
  }

  @Test
  void readsThePriceOfTheAskedBlockAndNotANewerOne() {
    Address feed = deploy(18);
    set(feed, PRICE, NOW);
    var before = playground.newest();
    set(feed, PRICE.add(BigInteger.ONE), NOW);

    FeedReader reader = new FeedReader(playground.chain());
    assertThat(reader.read(new PriceFeed(feed, HOUR), before, NOW))
        .isEqualTo(new FeedAnswer.Told(Uint256.of(PRICE), 18, NOW));
  }

  @Test
  void takesNoPriceThatIsTooOldOrFromTheFuture() {
    Address feed = deploy(8);
    set(feed, PRICE, NOW.minus(HOUR).minusSeconds(1));
    assertThat(why(feed)).contains("was updated at 2026-11-20T09:59:59Z", "may be PT1H old");
    set(feed, PRICE, NOW.plus(HOUR));
    assertThat(why(feed)).contains("2026-11-20T12:00:00Z");
  }

  @Test
  void takesNothingThatIsNoPrice() {
    Address feed = deploy(8);
    assertThat(why(feed)).contains("does not answer");
    set(feed, BigInteger.ZERO, NOW);
    assertThat(why(feed)).contains("tells no price");
    set(feed, BigInteger.valueOf(-1), NOW);
    assertThat(why(feed)).contains("tells no price");
    assertThat(why(Wallet.named("nobody's feed").address())).contains("does not answer");
    Address strange = deploy(200);
    set(strange, PRICE, NOW);
    assertThat(why(strange)).contains("tells 200 decimals");
  }

  private FeedAnswer read(Address feed) {
    return new FeedReader(playground.chain())
        .read(new PriceFeed(feed, HOUR), playground.newest(), NOW);
  }

  private String why(Address feed) {
    FeedAnswer answer = read(feed);
    assertThat(answer).isInstanceOf(FeedAnswer.Unusable.class);
    return ((FeedAnswer.Unusable) answer).why();
  }

  private void set(Address feed, BigInteger answer, Instant updatedAt) {
    playground.send(
        feed, "set(int256,uint256)", answer, BigInteger.valueOf(updatedAt.getEpochSecond()));
  }

  private Address deploy(int decimals) {
    return playground.deploy(
        "PriceAggregator", "PriceAggregator", "(uint8)", BigInteger.valueOf(decimals));
  }
}

package dev.fairlead.venue.erc4626;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Erc4626PoolTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token ASSET = token(1);
  private static final Token SHARE = token(2);

  @Test
  void givesOneForOneWhileItIsEmptyAndCountsNothingExtra() {
    Pool pool = pool(0, 0, 0, Uint256.MAX_VALUE);

    assertThat(pool.quoteExactIn(ASSET, SHARE, Uint256.of(7)))
        .isInstanceOfSatisfying(
            Quote.Filled.class, quote -> assertThat(quote.amountOut()).isEqualTo(Uint256.of(7)));
  }

  @Test
  void roundsDepositsAndRedemptionsDown() {
    Pool pool = pool(10, 3, 0, Uint256.MAX_VALUE);

    assertThat(out(pool.quoteExactIn(ASSET, SHARE, Uint256.of(9)))).isEqualTo(Uint256.of(2));
    assertThat(out(pool.quoteExactIn(SHARE, ASSET, Uint256.of(2)))).isEqualTo(Uint256.of(6));
  }

  @Test
  void takesTheLeastInputThatCoversAWantedOutput() {
    Pool pool = pool(10, 3, 0, Uint256.MAX_VALUE);
    Quote.Filled shares = (Quote.Filled) pool.quoteExactOut(ASSET, SHARE, Uint256.of(2));
    Quote.Filled assets = (Quote.Filled) pool.quoteExactOut(SHARE, ASSET, Uint256.of(4));

    assertThat(shares.amountIn()).isEqualTo(Uint256.of(7));
    assertThat(shares.amountOut()).isEqualTo(Uint256.of(2));
    assertThat(assets.amountIn()).isEqualTo(Uint256.of(2));
    assertThat(assets.amountOut()).isEqualTo(Uint256.of(6));
  }

  @Test
  void takesNoMoreThanTheVaultDoes() {
    Pool pool = pool(100, 100, 1, Uint256.of(50));
    Quote.Filled first = (Quote.Filled) pool.quoteExactIn(ASSET, SHARE, Uint256.of(30));

    assertThat(pool.quoteExactIn(ASSET, SHARE, Uint256.of(51)))
        .isEqualTo(Quote.refused(QuoteRefusal.EXCEEDS_DEPTH));
    assertThat(first.after().quoteExactIn(ASSET, SHARE, Uint256.of(21)))
        .isEqualTo(Quote.refused(QuoteRefusal.EXCEEDS_DEPTH));
  }

  @Test
  void redeemsNoMoreThanThereIs() {
    assertThat(pool(100, 90, 1, Uint256.MAX_VALUE).quoteExactIn(SHARE, ASSET, Uint256.of(91)))
        .isEqualTo(Quote.refused(QuoteRefusal.EXCEEDS_DEPTH));
  }

  @Test
  void refusesFactsOfMoreThanTwoTokens() {
    PoolFacts facts =
        new PoolFacts(facts().id(), List.of(ASSET, SHARE, token(3)), new Gas(100_000));
    ShareRate rate = new ShareRate(Uint256.ONE, Uint256.ONE, Uint256.ZERO, Uint256.ZERO);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Erc4626Pool(facts, rate, Uint256.ONE))
        .withMessageContaining("has an asset and shares");
  }

  private static Uint256 out(Quote quote) {
    return ((Quote.Filled) quote).amountOut();
  }

  private static Pool pool(long assets, long supply, long counted, Uint256 most) {
    ShareRate rate =
        new ShareRate(
            Uint256.of(assets), Uint256.of(supply), Uint256.of(counted), Uint256.of(counted));
    return new Erc4626Pool(facts(), rate, most);
  }

  private static PoolFacts facts() {
    PoolId id = new PoolId(CHAIN, new VenueId("erc-4626"), Bytes.wrap(new byte[20]));
    return new PoolFacts(id, List.of(ASSET, SHARE), new Gas(100_000));
  }

  private static Token token(int number) {
    Address address = Address.of(Uint256.of(number).toBytes32(), 12, Address.LENGTH);
    return new Token(CHAIN, address, "T" + number, 18);
  }
}

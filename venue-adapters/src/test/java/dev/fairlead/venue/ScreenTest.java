package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final VenueId FIRST = new VenueId("first");
  private static final VenueId SECOND = new VenueId("second");

  @Test
  @DisplayName("failures #161: a kind of pools is switched off at once, everywhere")
  void silencesVenuesTokensAndPoolsWithTheReason() {
    Market market = Market.of(block(1), List.of(pool(FIRST, 0), pool(FIRST, 1), pool(SECOND, 5)));

    Market byVenue = new Screen(Exclusions.NONE.with(SECOND, "a bug")).screened(market, null);
    Market byToken =
        new Screen(Exclusions.NONE.with(token(1).address(), "paused")).screened(market, null);
    Market byPool =
        new Screen(Exclusions.NONE.with(market.pool(0).id(), "odd")).screened(market, null);

    assertThat(reasons(byVenue)).containsExactly("", "", "second: a bug");
    assertThat(reasons(byToken)).containsExactly("T1: paused", "T1: paused", "");
    assertThat(reasons(byPool)).containsExactly("odd", "", "");
    assertThat(byVenue.hasSamePoolsAs(market)).isTrue();
  }

  @Test
  void changesNothingForPoolsThatStayAsTheyAre() {
    Screen screen = new Screen(Exclusions.NONE.with(FIRST, "off"));
    Market market = Market.of(block(1), List.of(pool(FIRST, 0), pool(SECOND, 1)));
    Market shown = screen.screened(market, null);

    Market next = screen.screened(market.at(block(2), List.of(pool(SECOND, 1))), shown);
    Market after = screen.screened(market.at(block(3), List.of(pool(FIRST, 0))), next);

    assertThat(next.changedSince(shown)).containsExactly(1);
    assertThat(after.changedSince(next)).contains(0);
    assertThat(reasons(after)).containsExactly("first: off", "");
  }

  @Test
  void silencesPoolsThatAreAddedLater() {
    Screen screen = new Screen(Exclusions.NONE.with(FIRST, "off"));
    Market market = Market.of(block(1), List.of(pool(SECOND, 0)));
    Market shown = screen.screened(market, null);

    Market more = screen.screened(market.at(block(2), List.of(pool(FIRST, 1))), shown);

    assertThat(reasons(more)).containsExactly("", "first: off");
  }

  @Test
  void leavesAPoolOfUnknownStateWithItsOwnReason() {
    Market market = Market.of(block(1), List.of(SilencedPool.of(pool(FIRST, 0))));

    Market shown = new Screen(Exclusions.NONE.with(FIRST, "off")).screened(market, null);

    assertThat(reasons(shown)).containsExactly("its state at this block is not known");
  }

  @Test
  void takesBackWhatWasExcluded() {
    PoolId id = pool(FIRST, 0).id();
    Exclusions all = Exclusions.NONE.with(FIRST, "a").with(token(1).address(), "b").with(id, "c");

    assertThat(all.without(FIRST).without(token(1).address()).without(id))
        .isEqualTo(Exclusions.NONE);
    assertThat(all.why(pool(FIRST, 0))).contains("c");
  }

  private static List<String> reasons(Market market) {
    List<String> reasons = new ArrayList<>();
    for (Pool pool : market.pools()) {
      reasons.add(pool instanceof SilencedPool silenced ? silenced.why() : "");
    }
    return reasons;
  }

  private static BlockRef block(long height) {
    return new BlockRef(
        new BlockNumber(height), new BlockHash(Bytes32.wrap(Uint256.of(height).toBytes32())));
  }

  /** Pool i trades token i against token i + 1. */
  private static Pool pool(VenueId venue, int i) {
    PoolId id = new PoolId(CHAIN, venue, Bytes.wrap(token(i).address().toArray()));
    return new UniswapV2Pool(
        new PoolFacts(id, List.of(token(i), token(i + 1)), new Gas(1)),
        PairFee.ofBasisPoints(30),
        Uint256.of(1_000),
        Uint256.of(1_000));
  }

  private static Token token(int number) {
    Address address = Address.of(Uint256.of(number + 1L).toBytes32(), 12, Address.LENGTH);
    return new Token(CHAIN, address, "T" + number, 18);
  }
}

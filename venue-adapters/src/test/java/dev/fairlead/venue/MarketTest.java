package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;

class MarketTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final int MANY = 300;

  @Test
  void keepsTheIndexOfEveryPoolWhenPoolsAreAdded() {
    Market small = Market.of(block(1), pools(0, MANY, 1));

    Market large = small.at(block(2), pools(MANY, 2 * MANY, 1));

    assertThat(large.size()).isEqualTo(2 * MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(large.pool(i)).isSameAs(small.pool(i));
      assertThat(large.indexOf(small.pool(i).id())).isEqualTo(i);
    }
    assertThat(large.hasSamePoolsAs(small)).isFalse();
  }

  @Test
  void leavesEarlierMarketsAsTheyWere() {
    Market before = Market.of(block(1), pools(0, MANY, 1));
    Pool old = before.pool(7);

    Market after = before.at(block(2), pools(7, 8, 99));

    assertThat(before.pool(7)).isSameAs(old);
    assertThat(after.pool(7)).isNotSameAs(old);
    assertThat(after.block()).isEqualTo(block(2));
    assertThat(after.hasSamePoolsAs(before)).isTrue();
  }

  @Test
  void tellsWhatChangedInBothDirectionsOfTime() {
    Market first = Market.of(block(1), pools(0, MANY, 1));
    Market second = first.at(block(2), pools(5, 6, 2));
    Market third = second.at(block(3), pools(200, 202, 2));

    assertThat(third.changedSince(first)).containsExactly(5, 200, 201);
    assertThat(first.changedSince(third)).containsExactly(5, 200, 201);
    assertThat(third.changedSince(second)).containsExactly(200, 201);
    assertThat(third.changedSince(third)).isEmpty();
  }

  @Test
  void countsAddedPoolsAsChanged() {
    Market small = Market.of(block(1), pools(0, 3, 1));
    Market large = small.at(block(2), pools(3, 5, 1));

    assertThat(large.changedSince(small)).containsExactly(3, 4);
  }

  @Test
  void findsPoolsByTheirTokens() {
    Market market = Market.of(block(1), pools(0, 4, 1));

    assertThat(market.pools(token(1), token(2))).containsExactly(market.pool(1));
    assertThat(market.pools(token(1), token(3))).isEmpty();
    assertThat(market.indicesOf(token(2))).containsExactly(1, 2);
    assertThat(market.tokens()).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void refusesTwoPoolsOfOneIdentity() {
    List<Pool> twice = new ArrayList<>(pools(0, 2, 1));
    twice.addAll(pools(1, 2, 5));

    assertThatThrownBy(() -> Market.of(block(1), twice)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesToQuoteAPoolWhoseStateIsUnknown() {
    Pool known = pools(0, 1, 1_000_000).getFirst();

    SilencedPool silenced = SilencedPool.of(known);

    assertThat(silenced.quoteExactIn(token(0), token(1), Uint256.of(1000)))
        .isEqualTo(Quote.refused(QuoteRefusal.PAUSED));
    assertThat(silenced.quoteExactOut(token(0), token(1), Uint256.of(1000)))
        .isEqualTo(Quote.refused(QuoteRefusal.PAUSED));
    assertThat(silenced.spotPrice(token(0), token(1))).isZero();
    assertThat(SilencedPool.of(silenced)).isSameAs(silenced);
  }

  private static BlockRef block(long height) {
    return new BlockRef(
        new BlockNumber(height), new BlockHash(Bytes32.wrap(Uint256.of(height).toBytes32())));
  }

  /** Pool i trades token i against token i + 1. */
  private static List<Pool> pools(int from, int to, long reserve) {
    List<Pool> pools = new ArrayList<>();
    for (int i = from; i < to; i++) {
      PoolId id =
          new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.wrap(token(i).address().toArray()));
      pools.add(
          new UniswapV2Pool(
              new PoolFacts(id, List.of(token(i), token(i + 1)), new Gas(1)),
              PairFee.ofBasisPoints(30),
              Uint256.of(reserve),
              Uint256.of(reserve)));
    }
    return pools;
  }

  private static Token token(int number) {
    Address address = Address.of(Uint256.of(number + 1L).toBytes32(), 12, Address.LENGTH);
    return new Token(CHAIN, address, "T" + number, 18);
  }
}

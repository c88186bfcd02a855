package dev.fairlead.node.trust;

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
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final int POOLS = 7;

  private final Market market = market();

  @Test
  void comparesEveryPoolInTurn() {
    Quarantine quarantine = new Quarantine(3, 2);
    Set<Pool> seen = new HashSet<>();

    for (int round = 0; round < 3; round++) {
      List<Pool> sample = quarantine.sample(market);
      assertThat(sample).hasSize(3);
      seen.addAll(sample);
    }

    assertThat(seen).hasSize(POOLS);
  }

  @Test
  void comparesAPoolInQuarantineEveryTimeAndLetsItOutByProof() {
    Quarantine quarantine = new Quarantine(1, 2);
    PoolId last = market.pool(POOLS - 1).id();

    assertThat(quarantine.differed(last)).isTrue();
    assertThat(quarantine.differed(last)).isFalse();
    assertThat(quarantine.sample(market)).contains(market.pool(POOLS - 1)).hasSize(2);
    assertThat(quarantine.agreed(last)).isFalse();
    assertThat(quarantine.differed(last)).isFalse();
    assertThat(quarantine.agreed(last)).isFalse();
    assertThat(quarantine.agreed(last)).isTrue();
    assertThat(quarantine.sample(market)).doesNotContain(market.pool(POOLS - 1));
  }

  @Test
  void neverLetsAPoolOutByItselfWhereThatIsNotWanted() {
    Quarantine quarantine = new Quarantine(1, 0);
    PoolId first = market.pool(0).id();
    quarantine.differed(first);

    for (int i = 0; i < 100; i++) {
      assertThat(quarantine.agreed(first)).isFalse();
    }
    quarantine.keepOnly(Set.of());

    assertThat(quarantine.differed(first)).isTrue();
  }

  @Test
  void takesNoPoolTwiceInOneRound() {
    Quarantine quarantine = new Quarantine(100, 1);
    quarantine.differed(market.pool(2).id());

    assertThat(quarantine.sample(market)).hasSize(POOLS).doesNotHaveDuplicates();
  }

  private static Market market() {
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < POOLS; i++) {
      PoolId id = new PoolId(CHAIN, new VenueId("v"), Bytes.wrap(token(i).address().toArray()));
      pools.add(
          new UniswapV2Pool(
              new PoolFacts(id, List.of(token(i), token(i + 1)), new Gas(1)),
              PairFee.ofBasisPoints(30),
              Uint256.of(1_000),
              Uint256.of(1_000)));
    }
    BlockRef block = new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO));
    return Market.of(block, pools);
  }

  private static Token token(int number) {
    Address address = Address.of(Uint256.of(number + 1L).toBytes32(), 12, Address.LENGTH);
    return new Token(CHAIN, address, "T" + number, 18);
  }
}

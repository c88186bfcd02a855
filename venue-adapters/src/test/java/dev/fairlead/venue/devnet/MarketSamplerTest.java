package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.balancer.v2.VaultQuery;
import dev.fairlead.venue.curve.stableswap.CurveView;
import dev.fairlead.venue.sample.ChainQuoter;
import dev.fairlead.venue.sample.MarketSampler;
import dev.fairlead.venue.sample.Verdict;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.RouterQuoter;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.QuoterV2;
import dev.fairlead.venue.uniswap.v4.V4Quoter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pools of every venue against its own quoter, and a pool that is not what it should be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarketSamplerTest {
  private static final int ROUNDS = 10;

  private final Playground playground = new Playground();
  private final Market market = load();

  @AfterAll
  void close() {
    playground.close();
  }

  @Test
  void agreesWithEveryVenuesOwnContract() {
    MarketSampler sampler = sampler(quoters());
    Set<VenueId> compared = new HashSet<>();
    for (int i = 0; i < ROUNDS; i++) {
      for (Verdict verdict : sampler.compare(market, market.pools())) {
        assertThat(verdict).isInstanceOf(Verdict.Agrees.class);
        compared.add(verdict.pool().venue());
      }
    }
    assertThat(compared).isEqualTo(quoters().keySet());
  }

  @Test
  void tellsTheNumbersWhereAPoolIsNotAsOnTheChain() {
    Pool wrong = wrong(market);
    Market doubted = market.with(wrong);

    List<Verdict> verdicts = sampler(quoters()).compare(doubted, doubted.pools());

    assertThat(verdicts).filteredOn(verdict -> verdict.pool().equals(wrong.id())).hasSize(1);
    for (Verdict verdict : verdicts) {
      if (!verdict.pool().equals(wrong.id())) {
        assertThat(verdict).isInstanceOf(Verdict.Agrees.class);
      } else {
        Verdict.Differs differs = (Verdict.Differs) verdict;
        assertThat(differs.here()).isNotEqualTo(differs.onChain());
        assertThat(differs.words())
            .contains("at block " + market.block().number(), differs.here(), differs.onChain());
      }
    }
  }

  @Test
  void saysThatAPoolDiffersWhereTheChainWouldRevert() {
    Map<VenueId, ChainQuoter> misled =
        Map.of(new VenueId("uniswap-v2"), new RouterQuoter(playground.account()));
    Pool pair =
        market.pools().stream().filter(UniswapV2Pool.class::isInstance).findFirst().orElseThrow();

    // An account without code answers nothing: that says nothing about the pool.
    assertThat(sampler(misled).compare(market, List.of(pair)).getFirst())
        .isInstanceOf(Verdict.Unknown.class);
    Map<VenueId, ChainQuoter> reverting =
        Map.of(
            new VenueId("uniswap-v2"),
            new RouterQuoter(playground.deployment().uniswapV2().factory()));
    assertThat(sampler(reverting).compare(market, List.of(pair)).getFirst())
        .isInstanceOfSatisfying(
            Verdict.Differs.class, differs -> assertThat(differs.onChain()).startsWith("none ("));
  }

  @Test
  void comparesNothingWithoutAQuoter() {
    assertThat(sampler(Map.of()).compare(market, market.pools()))
        .hasSize(market.size())
        .allMatch(Verdict.Unknown.class::isInstance);
  }

  private MarketSampler sampler(Map<VenueId, ChainQuoter> quoters) {
    return new MarketSampler(playground.chain(), quoters, Cases.random(getClass()));
  }

  private Map<VenueId, ChainQuoter> quoters() {
    Deployment deployment = playground.deployment();
    return Map.of(
        new VenueId("uniswap-v2"), new RouterQuoter(deployment.uniswapV2().router()),
        new VenueId("uniswap-v3"), new QuoterV2(deployment.uniswapV3().quoter()),
        new VenueId("uniswap-v4"), new V4Quoter(deployment.uniswapV4().quoter()),
        new VenueId("curve-stableswap"), new CurveView(),
        new VenueId("balancer-v2"), new VaultQuery(deployment.balancerV2().vault()));
  }

  private Market load() {
    var at = playground.newest();
    List<Pool> pools = new ArrayList<>();
    for (VenueAdapter adapter : DevVenues.of(playground.dev()).all()) {
      pools.addAll(adapter.load(playground.chain(), at));
    }
    return Market.of(at, pools);
  }

  private static Pool wrong(Market market) {
    UniswapV2Pool pair =
        (UniswapV2Pool)
            market.pools().stream()
                .filter(UniswapV2Pool.class::isInstance)
                .findFirst()
                .orElseThrow();
    PoolFacts facts =
        new PoolFacts(
            pair.id(), pair.tokens(), pair.gas(pair.tokens().get(0), pair.tokens().get(1)));
    return new UniswapV2Pool(
        facts,
        PairFee.ofBasisPoints(30),
        pair.reserve0().plus(pair.reserve0().dividedBy(Uint256.of(100))),
        pair.reserve1());
  }
}

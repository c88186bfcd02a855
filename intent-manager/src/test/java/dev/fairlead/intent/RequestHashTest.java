package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.VenueId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RequestHashTest {
  private static final IntentRequest.AssetName USDC =
      new IntentRequest.AssetName(Samples.CHAIN, Samples.USDC.address(), "USDC", 6);
  private static final IntentRequest.AssetName WETH =
      new IntentRequest.AssetName(Samples.CHAIN, Samples.WETH.address(), null, null);

  private static final PoolId POOL = new PoolId(Samples.CHAIN, venue("a"), Bytes.of(new byte[20]));

  @Test
  @DisplayName("failures #140: a request from before routes had terms, or speeds, keeps its hash")
  void keepsTheHashOfARequestWithoutTermsForItsRouteOrSpeed() {
    assertThat(RequestHash.of(request(terms(Set.of()))))
        .hasToString("0xb32a166d80b5c43007fb7ae427f772f39987a2b5cfcfa3b82ea93894c4089a29");
  }

  @Test
  void isTheSameForTheSameRequest() {
    Set<VenueId> venues = new LinkedHashSet<>(List.of(venue("a"), venue("b"), venue("c")));
    Set<VenueId> reversed = new LinkedHashSet<>(List.of(venue("c"), venue("b"), venue("a")));
    assertThat(RequestHash.of(request(terms(venues))))
        .isEqualTo(RequestHash.of(request(terms(reversed))));
  }

  @Test
  @DisplayName("failures #121, #140: every field counts, and no two requests share their bytes")
  void differsWhenAnyFieldDiffers() {
    IntentRequest base = request(terms(Set.of()));
    IntentRequest.Terms t = base.terms();
    List<IntentRequest> others = new ArrayList<>();
    others.add(base);
    others.add(
        new IntentRequest(Samples.id(9), base.strategy(), base.type(), base.assets(), null, t));
    others.add(
        new IntentRequest(
            base.id(),
            StrategyId.parse("00000000-0000-0000-0000-000000000001"),
            base.type(),
            base.assets(),
            null,
            t));
    others.add(with(base, IntentType.ACQUIRE, base.assets(), null, t));
    others.add(with(base, base.type(), base.assets().reversed(), null, t));
    others.add(with(base, base.type(), base.assets().subList(0, 1), null, t));
    others.add(with(base, base.type(), base.assets(), USDC, t));
    others.add(with(base, base.type(), amount(WETH, 5, USDC), null, t));
    others.add(with(base, base.type(), amount(USDC, 6, WETH), null, t));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                null,
                t.timeWindow(),
                null,
                null,
                null,
                null,
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                Duration.ofSeconds(61),
                null,
                null,
                null,
                null,
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                null,
                Samples.START,
                Samples.DEADLINE,
                null,
                null,
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                null,
                null,
                Samples.DEADLINE,
                null,
                null,
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                new LimitPrice(Uint256.of(1), Uint256.of(23)),
                null,
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                new LimitPrice(Uint256.of(12), Uint256.of(3)),
                null,
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                new LimitPrice(Uint256.of(1), Uint256.of(23), true),
                null,
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                null,
                Wei.of(5),
                null,
                null,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                null,
                null,
                null,
                Privacy.PRIVATE,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                null,
                null,
                null,
                Privacy.PUBLIC,
                t.style(),
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                null,
                null,
                null,
                null,
                ExecutionStyle.IMMEDIATE,
                t.venues(),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                null,
                null,
                null,
                null,
                t.style(),
                new Selection<>(Set.of(venue("a")), Set.of()),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                null,
                null,
                null,
                null,
                t.style(),
                new Selection<>(Set.of(), Set.of(venue("a"))),
                t.tokens(),
                RouteTerms.OPEN)));
    others.add(
        terms(
            base,
            new IntentRequest.Terms(
                t.maxSlippage(),
                t.timeWindow(),
                null,
                null,
                null,
                null,
                null,
                null,
                t.style(),
                t.venues(),
                new Selection<>(Set.of(), Set.of(Samples.EXECUTOR)),
                RouteTerms.OPEN)));
    for (InclusionSpeed speed : InclusionSpeed.values()) {
      others.add(
          terms(
              base,
              new IntentRequest.Terms(
                  t.maxSlippage(),
                  t.timeWindow(),
                  null,
                  null,
                  null,
                  null,
                  speed,
                  null,
                  t.style(),
                  t.venues(),
                  t.tokens(),
                  RouteTerms.OPEN)));
    }
    for (RouteTerms route :
        List.of(
            new RouteTerms(Fraction.ZERO, null, null, null, Selection.everything()),
            new RouteTerms(null, 2, null, null, Selection.everything()),
            new RouteTerms(null, null, 2, null, Selection.everything()),
            new RouteTerms(null, null, null, new Gas(2), Selection.everything()),
            new RouteTerms(null, null, null, null, new Selection<>(Set.of(POOL), Set.of())),
            new RouteTerms(null, null, null, null, new Selection<>(Set.of(), Set.of(POOL))))) {
      others.add(
          terms(
              base,
              new IntentRequest.Terms(
                  t.maxSlippage(),
                  t.timeWindow(),
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  t.style(),
                  t.venues(),
                  t.tokens(),
                  route)));
    }
    Set<Bytes32> hashes = new HashSet<>();
    for (IntentRequest each : others) {
      assertThat(hashes.add(RequestHash.of(each))).as("%s", each).isTrue();
    }
  }

  private static IntentRequest request(IntentRequest.Terms terms) {
    return new IntentRequest(
        Samples.ID, Samples.STRATEGY, IntentType.SWAP, amount(USDC, 5, WETH), null, terms);
  }

  private static List<IntentRequest.Target> amount(
      IntentRequest.AssetName sold, long units, IntentRequest.AssetName bought) {
    return List.of(
        new IntentRequest.Target(sold, Uint256.of(units)), new IntentRequest.Target(bought, null));
  }

  private static IntentRequest.Terms terms(Set<VenueId> venues) {
    return new IntentRequest.Terms(
        Fraction.ofBasisPoints(50),
        Duration.ofSeconds(60),
        null,
        null,
        null,
        null,
        null,
        null,
        ExecutionStyle.ADAPTIVE,
        new Selection<>(venues, Set.of()),
        Selection.everything(),
        RouteTerms.OPEN);
  }

  private static IntentRequest with(
      IntentRequest base,
      IntentType type,
      List<IntentRequest.Target> assets,
      IntentRequest.@Nullable AssetName funding,
      IntentRequest.Terms terms) {
    return new IntentRequest(base.id(), base.strategy(), type, assets, funding, terms);
  }

  private static IntentRequest terms(IntentRequest base, IntentRequest.Terms terms) {
    return with(base, base.type(), base.assets(), null, terms);
  }

  private static VenueId venue(String name) {
    return new VenueId(name);
  }
}

package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.node.config.VenuesConfig.CurveFactoryKind;
import dev.fairlead.venue.balancer.buffer.BufferPreview;
import dev.fairlead.venue.balancer.v3.RouterQuery;
import dev.fairlead.venue.curve.crypto.CryptoView;
import dev.fairlead.venue.curve.stableswap.CurveView;
import dev.fairlead.venue.erc4626.VaultPreview;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.sample.ChainQuoter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VenueAssemblyTest {
  private static final Address SOME = Address.parse("0x00000000000000000000000000000000000000a1");
  private static final Address ROUTER = Address.parse("0x00000000000000000000000000000000000000b1");

  @Test
  void comparesCurvesFactoriesByWhatTheyMake() {
    Map<VenueId, ChainQuoter> quoters =
        VenueAssembly.quoters(
            venues(
                new VenuesConfig.Curve(
                    List.of(),
                    List.of(),
                    List.of(
                        factory("stable-ng", CurveFactoryKind.STABLE_NG),
                        factory("two", CurveFactoryKind.TWOCRYPTO_NG),
                        factory("three", CurveFactoryKind.TRICRYPTO_NG)),
                    1,
                    1),
                null));

    assertThat(quoters)
        .containsEntry(new VenueId("stable-ng"), new CurveView())
        .containsEntry(new VenueId("two"), new CryptoView())
        .containsEntry(new VenueId("three"), new CryptoView())
        .containsEntry(new VenueId("curve-stableswap"), new CurveView())
        .containsEntry(new VenueId("curve-crypto"), new CryptoView())
        .containsEntry(new VenueId("erc-4626"), new VaultPreview());
  }

  @Test
  void comparesBalancerV3sPoolsOnlyWhereItsRouterIsNamed() {
    VenueId pools = new VenueId("balancer-v3");
    VenueId buffers = new VenueId("balancer-v3-buffer");

    assertThat(VenueAssembly.quoters(venues(null, balancer(null))))
        .doesNotContainKey(pools)
        .containsEntry(buffers, new BufferPreview());
    assertThat(VenueAssembly.quoters(venues(null, balancer(ROUTER))))
        .containsEntry(pools, new RouterQuery(ROUTER));
  }

  private static VenuesConfig venues(
      VenuesConfig.@Nullable Curve curve, VenuesConfig.@Nullable BalancerV3 balancer) {
    return new VenuesConfig(
        false,
        List.of(),
        List.of(),
        null,
        curve,
        null,
        balancer,
        new VenuesConfig.Erc4626(List.of(SOME), 1));
  }

  private static VenuesConfig.BalancerV3 balancer(@Nullable Address router) {
    return new VenuesConfig.BalancerV3(
        SOME, router, Permit2.USUAL, List.of(), List.of(SOME), 0, 1, 1);
  }

  private static VenuesConfig.CurveFactory factory(String name, CurveFactoryKind kind) {
    return new VenuesConfig.CurveFactory(new VenueId(name), SOME, kind, List.of(), List.of(), 0, 1);
  }
}

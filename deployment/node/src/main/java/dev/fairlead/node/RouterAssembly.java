package dev.fairlead.node;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterProof;
import dev.fairlead.venue.router.VenueRouter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The venues' own routers as configured, each proven where it stands. */
final class RouterAssembly {
  private final String key;
  private final Chain chain;
  private final Map<VenueId, VenueRouter> routers = new HashMap<>();

  private RouterAssembly(String key, Chain chain) {
    this.key = key;
    this.chain = chain;
  }

  /**
   * By venue; venues without a router are left out. Throws {@link ChainException} when the chain
   * does not answer.
   *
   * @throws IllegalArgumentException if a router is not the venue's
   */
  static Map<VenueId, VenueRouter> proven(String name, VenuesConfig venues, Chain chain) {
    RouterAssembly assembly = new RouterAssembly("chains." + name + ".venues", chain);
    for (VenuesConfig.UniswapV2 venue : venues.uniswapV2()) {
      if (venue.router() != null) {
        assembly.add(
            venue.name(),
            new VenueRouter(
                RouterKind.UNISWAP_V2,
                venue.router(),
                pools(venue.factory(), venue.initCodeHash())),
            "uniswap-v2");
      }
    }
    for (VenuesConfig.UniswapV3 venue : venues.uniswapV3()) {
      if (venue.router() != null) {
        RouterKind kind =
            switch (venue.routerKind()) {
              case SWAP_ROUTER_02 -> RouterKind.SWAP_ROUTER_02;
              case SWAP_ROUTER -> RouterKind.SWAP_ROUTER;
            };
        assembly.add(
            venue.name(),
            new VenueRouter(kind, venue.router(), pools(venue.factory(), venue.initCodeHash())),
            "uniswap-v3");
      }
    }
    VenuesConfig.UniswapV4 fourth = venues.uniswapV4();
    if (fourth != null && fourth.router() != null) {
      assembly.add(
          VenueAssembly.UNISWAP_V4,
          new VenueRouter(
              RouterKind.UNIVERSAL_ROUTER,
              fourth.router(),
              new PoolRegistry.Vault(fourth.poolManager()),
              fourth.permit2()),
          "uniswap-v4");
    }
    if (venues.balancerV2() != null) {
      Address vault = venues.balancerV2().vault();
      assembly.add(
          VenueAssembly.BALANCER_V2,
          new VenueRouter(RouterKind.BALANCER_V2_VAULT, vault, new PoolRegistry.Vault(vault)),
          "balancer-v2");
    }
    VenuesConfig.BalancerV3 third = venues.balancerV3();
    if (third != null && third.router() != null) {
      assembly.add(
          VenueAssembly.BALANCER_V3,
          new VenueRouter(
              RouterKind.BALANCER_V3_ROUTER,
              third.router(),
              new PoolRegistry.Vault(third.vault()),
              third.permit2()),
          "balancer-v3");
    }
    return Map.copyOf(assembly.routers);
  }

  private static PoolRegistry pools(Address factory, Bytes32 initCodeHash) {
    return new PoolRegistry.Factory(new PoolFactory(factory, initCodeHash));
  }

  private void add(VenueId venue, VenueRouter router, String place) {
    Optional<String> objection = RouterProof.objection(chain, chain.head(), router);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(
          "%s.%s (%s).router: %s".formatted(key, place, venue, objection.get()));
    }
    routers.put(venue, router);
  }
}

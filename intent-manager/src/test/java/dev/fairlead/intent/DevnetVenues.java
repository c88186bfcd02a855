package dev.fairlead.intent;

import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.v2.BalancerFactory;
import dev.fairlead.venue.balancer.v2.BalancerV2Adapter;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapAdapter;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.VenueRouter;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Adapter;
import dev.fairlead.venue.uniswap.v3.UniswapV3Adapter;
import dev.fairlead.venue.uniswap.v4.UniswapV4Adapter;
import dev.fairlead.venue.wrapped.WrappedNativeAdapter;
import java.util.List;
import java.util.Map;

/** The venues of a devnet chain that the tests trade on. */
final class DevnetVenues {
  private static final Bytes32 PAIR_HASH =
      Bytes32.parse("0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f");
  private static final Bytes32 POOL_HASH =
      Bytes32.parse("0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54");

  private DevnetVenues() {}

  static List<VenueAdapter> of(DevChain chain) {
    Deployment deployment = chain.deployment();
    TokenDirectory tokens = new TokenDirectory(deployment.chain(), deployment.tokens().all());
    return List.of(
        new UniswapV2Adapter(
            settings("uniswap-v2", deployment.uniswapV2().factory(), 60_000),
            PAIR_HASH,
            PairFee.ofBasisPoints(30),
            tokens),
        new UniswapV3Adapter(
            settings("uniswap-v3", deployment.uniswapV3().factory(), 90_000), POOL_HASH, tokens),
        new UniswapV4Adapter(
            settings("uniswap-v4", deployment.uniswapV4().poolManager(), 80_000),
            deployment.tokens().weth().address(),
            Map.of(),
            tokens),
        new BalancerV2Adapter(
            settings("balancer-v2", deployment.balancerV2().vault(), 100_000),
            List.of(
                new BalancerFactory(
                    deployment.balancerV2().weightedFactory(), BalancerFactory.Kind.WEIGHTED),
                new BalancerFactory(
                    deployment.balancerV2().stableFactory(), BalancerFactory.Kind.STABLE_V1)),
            tokens),
        new CurveStableSwapAdapter(
            settings("curve-stableswap", deployment.curve().pool(), 110_000),
            List.of(
                new CurvePoolSettings(
                    deployment.curve().pool(), CurvePoolSettings.Generation.FIRST)),
            tokens),
        new WrappedNativeAdapter(
            settings("wrapped-native", deployment.tokens().weth().address(), 40_000),
            coin(chain),
            tokens));
  }

  /** The chain's own coin. */
  static Token coin(DevChain chain) {
    return new Token(chain.id(), Address.ZERO, "ETH", 18);
  }

  /** The venues' own routers. */
  static Map<VenueId, VenueRouter> routers(DevChain chain) {
    Deployment deployment = chain.deployment();
    return Map.of(
        new VenueId("uniswap-v2"),
        new VenueRouter(
            RouterKind.UNISWAP_V2,
            deployment.uniswapV2().router(),
            pools(deployment.uniswapV2().factory(), PAIR_HASH)),
        new VenueId("uniswap-v3"),
        new VenueRouter(
            RouterKind.SWAP_ROUTER_02,
            deployment.uniswapV3().router(),
            pools(deployment.uniswapV3().factory(), POOL_HASH)),
        new VenueId("uniswap-v4"),
        new VenueRouter(
            RouterKind.UNIVERSAL_ROUTER,
            deployment.uniswapV4().universalRouter(),
            new PoolRegistry.Vault(deployment.uniswapV4().poolManager()),
            deployment.permit2()),
        new VenueId("balancer-v2"),
        new VenueRouter(
            RouterKind.BALANCER_V2_VAULT,
            deployment.balancerV2().vault(),
            new PoolRegistry.Vault(deployment.balancerV2().vault())));
  }

  private static PoolRegistry pools(Address factory, Bytes32 initCodeHash) {
    return new PoolRegistry.Factory(new PoolFactory(factory, initCodeHash));
  }

  private static VenueSettings settings(String venue, Address registry, long gas) {
    return new VenueSettings(
        new VenueId(venue), registry, new BlockNumber(0), new Gas(gas), Selection.everything());
  }
}

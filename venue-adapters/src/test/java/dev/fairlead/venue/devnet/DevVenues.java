package dev.fairlead.venue.devnet;

import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.v2.BalancerFactory;
import dev.fairlead.venue.balancer.v2.BalancerV2Adapter;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapAdapter;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Adapter;
import dev.fairlead.venue.uniswap.v3.UniswapV3Adapter;
import dev.fairlead.venue.uniswap.v4.HookPromise;
import dev.fairlead.venue.uniswap.v4.UniswapV4Adapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adapters for all venues of a devnet chain. */
public record DevVenues(
    UniswapV2Adapter uniswapV2,
    UniswapV3Adapter uniswapV3,
    UniswapV4Adapter uniswapV4,
    BalancerV2Adapter balancerV2,
    CurveStableSwapAdapter curve) {
  private static final Bytes32 PAIR_HASH =
      Bytes32.parse("0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f");
  private static final Bytes32 POOL_HASH =
      Bytes32.parse("0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54");

  public static DevVenues of(DevChain chain) {
    Deployment deployment = chain.deployment();
    List<BalancerFactory> factories = factories(chain);
    TokenDirectory tokens = new TokenDirectory(deployment.chain(), List.of());
    return new DevVenues(
        new UniswapV2Adapter(
            settings("uniswap-v2", deployment.uniswapV2().factory(), 60_000),
            PAIR_HASH,
            PairFee.ofBasisPoints(30),
            tokens),
        new UniswapV3Adapter(
            settings("uniswap-v3", deployment.uniswapV3().factory(), 90_000), POOL_HASH, tokens),
        uniswapV4(chain, Map.of(), tokens),
        new BalancerV2Adapter(
            settings("balancer-v2", deployment.balancerV2().vault(), 100_000), factories, tokens),
        new CurveStableSwapAdapter(
            settings("curve-stableswap", deployment.curve().pool(), 110_000),
            List.of(
                new CurvePoolSettings(
                    deployment.curve().pool(), CurvePoolSettings.Generation.FIRST)),
            tokens));
  }

  /** Of the V4 pools with hooks that these promises are about, too. */
  static UniswapV4Adapter uniswapV4(DevChain chain, Map<Address, HookPromise> promises) {
    return uniswapV4(chain, promises, new TokenDirectory(chain.id(), List.of()));
  }

  private static UniswapV4Adapter uniswapV4(
      DevChain chain, Map<Address, HookPromise> promises, TokenDirectory tokens) {
    Deployment deployment = chain.deployment();
    return new UniswapV4Adapter(
        settings("uniswap-v4", deployment.uniswapV4().poolManager(), 80_000),
        deployment.tokens().weth().address(),
        promises,
        tokens);
  }

  /** The factories of the deployed pools, by what each announced. */
  static List<BalancerFactory> factories(DevChain chain) {
    Map<Address, BalancerFactory> factories = new LinkedHashMap<>();
    for (Deployment.BalancerV2.Pool pool : chain.deployment().balancerV2().pools()) {
      if (pool.kind() == Deployment.BalancerV2.Kind.COMPOSABLE_STABLE) {
        continue;
      }
      Address factory = factoryOf(chain, pool.address());
      BalancerFactory.Kind kind =
          pool.kind() == Deployment.BalancerV2.Kind.STABLE
              ? BalancerFactory.Kind.STABLE_V1
              : BalancerFactory.Kind.WEIGHTED;
      factories.put(factory, new BalancerFactory(factory, kind));
    }
    return List.copyOf(factories.values());
  }

  private static Address factoryOf(DevChain chain, Address pool) {
    Map<String, Object> filter =
        Map.of(
            "fromBlock",
            "earliest",
            "topics",
            List.of(
                Signature.of("PoolCreated(address)").topic().toString(),
                Bytes32.wrap(Uint256.fromBytes(pool.toArray()).toBytes32()).toString()));
    return Address.parse(
        chain.anvil().rpc().call("eth_getLogs", filter).path(0).path("address").asString());
  }

  public List<VenueAdapter> all() {
    return List.of(uniswapV2, uniswapV3, uniswapV4, balancerV2, curve);
  }

  private static VenueSettings settings(String venue, Address registry, long gas) {
    return new VenueSettings(
        new VenueId(venue), registry, new BlockNumber(0), new Gas(gas), Selection.everything());
  }
}

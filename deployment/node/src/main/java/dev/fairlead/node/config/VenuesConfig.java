package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.balancer.v2.BalancerFactory;
import dev.fairlead.venue.balancer.v3.BalancerV3Factory;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings;
import dev.fairlead.venue.uniswap.v4.HookPromise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where trades may be made on a chain. {@code since} is the block in which a contract was deployed;
 * {@code hop-gas} is what one hop through the executor costs. Quoters and V2's routers are asked to
 * check quotes; left out, nothing is compared. Trades within a venue may go through its router.
 *
 * @param builtIn whether Uniswap's own deployments on the chain are known without being named
 */
public record VenuesConfig(
    @Default("false") boolean builtIn,
    List<UniswapV2> uniswapV2,
    List<UniswapV3> uniswapV3,
    @Nullable UniswapV4 uniswapV4,
    @Nullable Curve curve,
    @Nullable BalancerV2 balancerV2,
    @Nullable BalancerV3 balancerV3,
    @Nullable Erc4626 erc4626) {
  /** Of Uniswap's own pairs. */
  public static final Bytes32 V2_INIT_CODE = Bytes32.parse(UniswapV2.INIT_CODE);

  /** Of Uniswap's own V3 pools. */
  public static final Bytes32 V3_INIT_CODE = Bytes32.parse(UniswapV3.INIT_CODE);

  public VenuesConfig {
    uniswapV2 = List.copyOf(uniswapV2);
    uniswapV3 = List.copyOf(uniswapV3);
  }

  /** These and, where they are wanted, what is built in for the chain. */
  VenuesConfig on(ChainId chain) {
    if (!builtIn) {
      return this;
    }
    BuiltInVenues known =
        BuiltInVenues.of(chain)
            .orElseThrow(() ->
                new ConfigException(
                    "venues.built-in", "nothing is built in for chain " + chain + "; name them"));
    List<UniswapV2> pairs = new ArrayList<>(uniswapV2);
    pairs.add(known.uniswapV2());
    List<UniswapV3> pools = new ArrayList<>(uniswapV3);
    pools.add(known.uniswapV3());
    return new VenuesConfig(
        false,
        pairs,
        pools,
        uniswapV4 == null ? known.uniswapV4() : uniswapV4,
        curve,
        balancerV2,
        balancerV3,
        erc4626);
  }

  /** Uniswap V2 or a fork of it, under a name of its own. */
  public record UniswapV2(
      @Default("uniswap-v2") VenueId name,
      Address factory,
      @Nullable Address router,
      @Default(UniswapV2.INIT_CODE) Bytes32 initCodeHash,
      @Default("30") int feeBasisPoints,
      @Default("0") long since,
      @Default("90000") long hopGas) {
    private static final String INIT_CODE =
        "0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f";
  }

  /** Uniswap V3 or a fork of it, under a name of its own. */
  public record UniswapV3(
      @Default("uniswap-v3") VenueId name,
      Address factory,
      @Nullable Address quoter,
      @Nullable Address router,
      @Default("swap-router-02") V3RouterKind routerKind,
      @Default(UniswapV3.INIT_CODE) Bytes32 initCodeHash,
      @Default("0") long since,
      @Default("120000") long hopGas) {
    private static final String INIT_CODE =
        "0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54";
  }

  /** Which of Uniswap V3's routers. */
  public enum V3RouterKind {
    SWAP_ROUTER_02,
    /** The first, which forks have. */
    SWAP_ROUTER
  }

  /**
   * Uniswap V4, with the hooks that may have a part in swaps.
   *
   * @param router a Universal Router
   * @param permit2 which takes for that router what is sold
   */
  public record UniswapV4(
      Address poolManager,
      @Nullable Address quoter,
      @Nullable Address router,
      @Default("0x000000000022D473030F116dDEE9F6B43aC78BA3") Address permit2,
      List<Hook> hooks,
      @Default("0") long since,
      @Default("130000") long hopGas) {
    public UniswapV4 {
      hooks = List.copyOf(hooks);
      if (hooks.stream().map(Hook::address).distinct().count() < hooks.size()) {
        throw new IllegalArgumentException("hooks name an address twice");
      }
    }
  }

  /** A hook of Uniswap V4 and what the operator vouches for. */
  public record Hook(Address address, HookPromise promise) {}

  /** Curve: pools that no factory made, one by one, and the factories whose pools are taken. */
  public record Curve(
      List<CurvePool> pools,
      List<Address> cryptoPools,
      List<CurveFactory> factories,
      @Default("120000") long hopGas,
      @Default("300000") long cryptoHopGas) {
    public Curve {
      pools = List.copyOf(pools);
      cryptoPools = List.copyOf(cryptoPools);
      factories = List.copyOf(factories);
      pools.forEach(CurvePool::settings);
    }
  }

  /** One pool of Curve. */
  public record CurvePool(Address address, CurvePoolSettings.Generation generation) {
    /** As a pool that no factory made. */
    public CurvePoolSettings settings() {
      return new CurvePoolSettings(address, generation);
    }
  }

  /** A factory of Curve, under a name of its own. */
  public record CurveFactory(
      VenueId name,
      Address address,
      CurveFactoryKind kind,
      List<CurvePool> implementations,
      List<CurvePool> basePools,
      @Default("0") long since,
      @Default("250000") long hopGas) {
    public CurveFactory {
      implementations = List.copyOf(implementations);
      basePools = List.copyOf(basePools);
      boolean stable = kind == CurveFactoryKind.STABLE || kind == CurveFactoryKind.STABLE_NG;
      if (!stable && (!implementations.isEmpty() || !basePools.isEmpty())) {
        throw new IllegalArgumentException(
            "factory " + name + " makes crypto pools: implementations and base pools are none");
      }
      if (kind == CurveFactoryKind.STABLE && implementations.isEmpty()) {
        throw new IllegalArgumentException(
            "factory " + name + " needs the implementations whose pools are taken");
      }
    }
  }

  /** What a factory of Curve makes. */
  public enum CurveFactoryKind {
    /** Plain pools and metapools, of the implementations that are named. */
    STABLE,
    STABLE_NG,
    TWOCRYPTO_NG,
    TRICRYPTO_NG
  }

  /** Balancer V2; composable stable pools only where {@code composable-stable} says so. */
  public record BalancerV2(
      Address vault,
      List<Factory> factories,
      @Default("0") long since,
      @Default("130000") long hopGas,
      @Default("false") boolean composableStable) {
    public BalancerV2 {
      factories = List.copyOf(factories);
      if (!composableStable
          && factories.stream().anyMatch(f -> f.kind() == BalancerFactory.Kind.COMPOSABLE_STABLE)) {
        throw new IllegalArgumentException(
            "factories name a composable stable one, whose pools lost their funds in November"
                + " 2025; set composableStable to true to trade in them all the same");
      }
    }
  }

  /** A factory of Balancer whose pools are taken. */
  public record Factory(Address address, BalancerFactory.Kind kind) {}

  /**
   * Balancer V3, and the ERC-4626 vaults whose buffers are taken.
   *
   * @param permit2 which takes for the router what is sold
   */
  public record BalancerV3(
      Address vault,
      @Nullable Address router,
      @Default("0x000000000022D473030F116dDEE9F6B43aC78BA3") Address permit2,
      List<V3FactoryConfig> factories,
      List<Address> buffers,
      @Default("0") long since,
      @Default("150000") long hopGas,
      @Default("90000") long bufferHopGas) {
    public BalancerV3 {
      factories = List.copyOf(factories);
      buffers = List.copyOf(buffers);
      if (buffers.stream().distinct().count() < buffers.size()) {
        throw new IllegalArgumentException("buffers name a vault twice");
      }
    }
  }

  /** A factory of Balancer V3 whose pools are taken. */
  public record V3FactoryConfig(Address address, BalancerV3Factory.Kind kind) {}

  /** ERC-4626 vaults, one by one. */
  public record Erc4626(List<Address> vaults, @Default("100000") long hopGas) {
    public Erc4626 {
      vaults = List.copyOf(vaults);
    }
  }
}

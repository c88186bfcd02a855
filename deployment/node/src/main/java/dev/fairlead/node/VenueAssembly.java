package dev.fairlead.node;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.cli.Version;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.buffer.BufferAdapter;
import dev.fairlead.venue.balancer.buffer.BufferPreview;
import dev.fairlead.venue.balancer.v2.BalancerFactory;
import dev.fairlead.venue.balancer.v2.BalancerV2Adapter;
import dev.fairlead.venue.balancer.v2.VaultQuery;
import dev.fairlead.venue.balancer.v3.BalancerV3Adapter;
import dev.fairlead.venue.balancer.v3.BalancerV3Factory;
import dev.fairlead.venue.balancer.v3.RouterQuery;
import dev.fairlead.venue.curve.crypto.CryptoView;
import dev.fairlead.venue.curve.crypto.CurveCryptoAdapter;
import dev.fairlead.venue.curve.stableswap.CurveFactorySettings;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapAdapter;
import dev.fairlead.venue.curve.stableswap.CurveView;
import dev.fairlead.venue.curve.stableswap.StableSwapFactoryAdapter;
import dev.fairlead.venue.erc4626.Erc4626Adapter;
import dev.fairlead.venue.erc4626.VaultPreview;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.sample.ChainQuoter;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.RouterQuoter;
import dev.fairlead.venue.uniswap.v2.UniswapV2Adapter;
import dev.fairlead.venue.uniswap.v3.QuoterV2;
import dev.fairlead.venue.uniswap.v3.UniswapV3Adapter;
import dev.fairlead.venue.uniswap.v4.UniswapV4Adapter;
import dev.fairlead.venue.uniswap.v4.V4Quoter;
import dev.fairlead.venue.wrapped.WrappedNativeAdapter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A chain's venue adapters as configured. Only pools of configured tokens are taken. */
final class VenueAssembly {
  static final VenueId UNISWAP_V4 = new VenueId("uniswap-v4");
  private static final VenueId CURVE = new VenueId("curve-stableswap");
  private static final VenueId CURVE_CRYPTO = new VenueId("curve-crypto");
  static final VenueId BALANCER_V2 = new VenueId("balancer-v2");
  static final VenueId BALANCER_V3 = new VenueId("balancer-v3");
  private static final VenueId BALANCER_V3_BUFFER = new VenueId("balancer-v3-buffer");
  private static final VenueId ERC4626 = new VenueId("erc-4626");
  private static final VenueId WRAPPED_NATIVE = new VenueId("wrapped-native");

  /** What wrapping or unwrapping adds to a trade at most, by the executor's table of gas. */
  private static final Gas WRAPPING = new Gas(15_000);

  private final ChainConfig chain;
  private final TokenDirectory tokens;
  private final Selection<Address> admitted;

  private VenueAssembly(ChainConfig chain, TokenDirectory tokens) {
    this.chain = chain;
    this.tokens = tokens;
    this.admitted =
        new Selection<>(
            SettingsAssembly.tokens(chain).stream().map(Token::address).collect(Collectors.toSet()),
            Set.of());
  }

  /** The tokens of a chain as configured, for all that reads its pools. */
  static TokenDirectory tokens(ChainConfig chain) {
    return new TokenDirectory(chain.id(), SettingsAssembly.tokens(chain));
  }

  static List<VenueAdapter> adapters(ChainConfig chain, TokenDirectory tokens) {
    return new VenueAssembly(chain, tokens).adapters();
  }

  /** Stands for all that decides which pools are found, and as what: the program too. */
  static Bytes32 terms(ChainConfig chain) {
    String words =
        String.join(
            "\n",
            Version.text(),
            chain.venues().toString(),
            chain.tokens().toString(),
            chain.wrappedNative().toString());
    return Bytes.wrap(words.getBytes(StandardCharsets.UTF_8)).keccak256();
  }

  /** Whom to ask what a venue's pools would give, by venue. */
  static Map<VenueId, ChainQuoter> quoters(VenuesConfig venues) {
    Map<VenueId, ChainQuoter> quoters = new HashMap<>();
    for (VenuesConfig.UniswapV2 venue : venues.uniswapV2()) {
      if (venue.router() != null) {
        quoters.put(venue.name(), new RouterQuoter(venue.router()));
      }
    }
    for (VenuesConfig.UniswapV3 venue : venues.uniswapV3()) {
      if (venue.quoter() != null) {
        quoters.put(venue.name(), new QuoterV2(venue.quoter()));
      }
    }
    if (venues.uniswapV4() != null && venues.uniswapV4().quoter() != null) {
      quoters.put(UNISWAP_V4, new V4Quoter(venues.uniswapV4().quoter()));
    }
    if (venues.curve() != null) {
      quoters.put(CURVE, new CurveView());
      quoters.put(CURVE_CRYPTO, new CryptoView());
      for (VenuesConfig.CurveFactory factory : venues.curve().factories()) {
        quoters.put(factory.name(), quoter(factory.kind()));
      }
    }
    if (venues.balancerV2() != null) {
      quoters.put(BALANCER_V2, new VaultQuery(venues.balancerV2().vault()));
    }
    if (venues.balancerV3() != null) {
      quoters.put(BALANCER_V3_BUFFER, new BufferPreview());
      if (venues.balancerV3().router() != null) {
        quoters.put(BALANCER_V3, new RouterQuery(venues.balancerV3().router()));
      }
    }
    if (venues.erc4626() != null) {
      quoters.put(ERC4626, new VaultPreview());
    }
    return quoters;
  }

  private static ChainQuoter quoter(VenuesConfig.CurveFactoryKind kind) {
    return switch (kind) {
      case STABLE, STABLE_NG -> new CurveView();
      case TWOCRYPTO_NG, TRICRYPTO_NG -> new CryptoView();
    };
  }

  /** Who holds the tokens of venues whose pools don't hold them themselves. */
  static Map<VenueId, Address> vaults(VenuesConfig venues) {
    Map<VenueId, Address> vaults = new HashMap<>();
    if (venues.uniswapV4() != null) {
      vaults.put(UNISWAP_V4, venues.uniswapV4().poolManager());
    }
    if (venues.balancerV2() != null) {
      vaults.put(BALANCER_V2, venues.balancerV2().vault());
    }
    if (venues.balancerV3() != null) {
      vaults.put(BALANCER_V3, venues.balancerV3().vault());
      vaults.put(BALANCER_V3_BUFFER, venues.balancerV3().vault());
    }
    return vaults;
  }

  private List<VenueAdapter> adapters() {
    VenuesConfig venues = chain.venues();
    List<VenueAdapter> adapters = new ArrayList<>();
    venues.uniswapV2().forEach(venue -> adapters.add(uniswapV2(venue)));
    venues.uniswapV3().forEach(venue -> adapters.add(uniswapV3(venue)));
    if (venues.uniswapV4() != null) {
      adapters.add(uniswapV4(venues.uniswapV4()));
    }
    if (venues.curve() != null) {
      adapters.addAll(curve(venues.curve()));
    }
    if (venues.balancerV2() != null) {
      adapters.add(balancerV2(venues.balancerV2()));
    }
    if (venues.balancerV3() != null) {
      adapters.add(balancerV3(venues.balancerV3()));
      if (!venues.balancerV3().buffers().isEmpty()) {
        adapters.add(buffers(venues.balancerV3()));
      }
    }
    if (venues.erc4626() != null) {
      adapters.add(erc4626(venues.erc4626()));
    }
    SettingsAssembly.tokens(chain).stream()
        .filter(token -> token.address().isZero())
        .forEach(coin -> adapters.add(wrappedNative(coin)));
    return List.copyOf(adapters);
  }

  private VenueAdapter uniswapV2(VenuesConfig.UniswapV2 venue) {
    return new UniswapV2Adapter(
        settings(venue.name(), venue.factory(), venue.since(), venue.hopGas()),
        venue.initCodeHash(),
        PairFee.ofBasisPoints(venue.feeBasisPoints()),
        tokens);
  }

  private VenueAdapter uniswapV3(VenuesConfig.UniswapV3 venue) {
    return new UniswapV3Adapter(
        settings(venue.name(), venue.factory(), venue.since(), venue.hopGas()),
        venue.initCodeHash(),
        tokens);
  }

  private VenueAdapter uniswapV4(VenuesConfig.UniswapV4 venue) {
    return new UniswapV4Adapter(
        settings(UNISWAP_V4, venue.poolManager(), venue.since(), venue.hopGas()),
        chain.wrappedNative(),
        venue.hooks().stream()
            .collect(Collectors.toMap(VenuesConfig.Hook::address, VenuesConfig.Hook::promise)),
        tokens);
  }

  private List<VenueAdapter> curve(VenuesConfig.Curve venue) {
    List<VenueAdapter> adapters = new ArrayList<>();
    if (!venue.pools().isEmpty()) {
      adapters.add(
          new CurveStableSwapAdapter(
              settings(CURVE, Address.ZERO, 0, venue.hopGas()),
              venue.pools().stream().map(VenuesConfig.CurvePool::settings).toList(),
              tokens));
    }
    if (!venue.cryptoPools().isEmpty()) {
      adapters.add(
          CurveCryptoAdapter.ofOldPools(
              settings(CURVE_CRYPTO, Address.ZERO, 0, venue.cryptoHopGas()),
              venue.cryptoPools(),
              tokens));
    }
    venue.factories().forEach(factory -> adapters.add(curveFactory(factory)));
    return adapters;
  }

  private VenueAdapter curveFactory(VenuesConfig.CurveFactory factory) {
    VenueSettings settings =
        settings(factory.name(), factory.address(), factory.since(), factory.hopGas());
    return switch (factory.kind()) {
      case STABLE, STABLE_NG ->
          new StableSwapFactoryAdapter(
              settings,
              new CurveFactorySettings(
                  generations(factory.implementations()), generations(factory.basePools())),
              tokens);
      case TWOCRYPTO_NG, TRICRYPTO_NG -> CurveCryptoAdapter.ofFactory(settings, tokens);
    };
  }

  private static Map<Address, CurvePoolSettings.Generation> generations(
      List<VenuesConfig.CurvePool> pools) {
    return pools.stream()
        .collect(
            Collectors.toMap(VenuesConfig.CurvePool::address, VenuesConfig.CurvePool::generation));
  }

  private VenueAdapter balancerV2(VenuesConfig.BalancerV2 venue) {
    return new BalancerV2Adapter(
        settings(BALANCER_V2, venue.vault(), venue.since(), venue.hopGas()),
        venue.factories().stream()
            .map(factory -> new BalancerFactory(factory.address(), factory.kind()))
            .toList(),
        tokens);
  }

  private VenueAdapter balancerV3(VenuesConfig.BalancerV3 venue) {
    return new BalancerV3Adapter(
        settings(BALANCER_V3, venue.vault(), venue.since(), venue.hopGas()),
        venue.factories().stream()
            .map(factory -> new BalancerV3Factory(factory.address(), factory.kind()))
            .toList(),
        tokens);
  }

  private VenueAdapter buffers(VenuesConfig.BalancerV3 venue) {
    return new BufferAdapter(
        settings(BALANCER_V3_BUFFER, venue.vault(), 0, venue.bufferHopGas()),
        venue.buffers(),
        tokens);
  }

  private VenueAdapter erc4626(VenuesConfig.Erc4626 venue) {
    return new Erc4626Adapter(
        settings(ERC4626, Address.ZERO, 0, venue.hopGas()), venue.vaults(), tokens);
  }

  private VenueAdapter wrappedNative(Token coin) {
    return new WrappedNativeAdapter(
        settings(WRAPPED_NATIVE, chain.wrappedNative(), 0, WRAPPING.value()), coin, tokens);
  }

  private VenueSettings settings(VenueId name, Address registry, long since, long hopGas) {
    return new VenueSettings(name, registry, new BlockNumber(since), new Gas(hopGas), admitted);
  }
}

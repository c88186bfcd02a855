package dev.fairlead.venue.file;

import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.balancer.buffer.BufferCodec;
import dev.fairlead.venue.balancer.v2.BalancerV2Codec;
import dev.fairlead.venue.balancer.v2.ComposableStableCodec;
import dev.fairlead.venue.balancer.v3.BalancerV3Codec;
import dev.fairlead.venue.curve.crypto.CryptoCodec;
import dev.fairlead.venue.curve.stableswap.CurveMetaCodec;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapCodec;
import dev.fairlead.venue.erc4626.Erc4626Codec;
import dev.fairlead.venue.uniswap.v2.UniswapV2Codec;
import dev.fairlead.venue.uniswap.v3.UniswapV3Codec;
import dev.fairlead.venue.uniswap.v4.UniswapV4Codec;
import dev.fairlead.venue.wrapped.WrappedNativeCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The codecs of all protocols. */
public final class PoolCodecs {
  private static final List<PoolCodec<?>> ALL =
      List.of(
          new UniswapV2Codec(),
          new UniswapV3Codec(),
          new UniswapV4Codec(),
          new CurveStableSwapCodec(),
          new CurveMetaCodec(),
          new CryptoCodec(),
          new BalancerV2Codec(),
          new ComposableStableCodec(),
          new BalancerV3Codec(),
          new BufferCodec(),
          new Erc4626Codec(),
          new WrappedNativeCodec());

  private static final Map<String, PoolCodec<?>> BY_PROTOCOL = new LinkedHashMap<>();
  private static final Map<Class<? extends Pool>, PoolCodec<?>> BY_TYPE = new LinkedHashMap<>();

  static {
    for (PoolCodec<?> codec : ALL) {
      BY_PROTOCOL.put(codec.protocol(), codec);
      BY_TYPE.put(codec.type(), codec);
    }
  }

  private PoolCodecs() {}

  /** The name of the protocol that a pool is of. A pool of none is a bug. */
  public static String protocolOf(Pool pool) {
    return pool instanceof SilencedPool silenced
        ? protocolOf(silenced.last())
        : of(pool).protocol();
  }

  static PoolCodec<?> of(Pool pool) {
    return Objects.requireNonNull(
        BY_TYPE.get(pool.getClass()),
        () -> pool.getClass().getSimpleName() + " has no codec for market files");
  }

  static Optional<PoolCodec<?>> of(String protocol) {
    return Optional.ofNullable(BY_PROTOCOL.get(protocol));
  }

  static Iterable<String> protocols() {
    return BY_PROTOCOL.keySet();
  }
}

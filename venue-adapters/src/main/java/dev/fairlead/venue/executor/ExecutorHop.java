package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.util.ArrayList;
import java.util.List;

/** One step of a leg: all of what the step before gave goes into one venue. */
public sealed interface ExecutorHop {
  /**
   * What the hop gives: an ERC-20, so wrapped native currency where a V4 pool gives native; zero
   * where {@link Wrapping} gives the chain's own coin.
   */
  Address tokenOut();

  /**
   * How many bytes it adds to a program, those left out that are zero or come again: a rollup packs
   * them to next to nothing.
   */
  default int bytes() {
    return ProgramWriter.bytes(this);
  }

  /**
   * A Uniswap V2 pair, or a fork's.
   *
   * @param fee of the pair, in hundredths of a percent: 30 for Uniswap's own
   */
  record UniswapV2(Address pair, Address tokenOut, int fee) implements ExecutorHop {
    public UniswapV2 {
      Ranges.check("fee", fee, 0, 9_999);
    }
  }

  /** A Uniswap V3 pool. */
  record UniswapV3(Address pool, Address tokenOut) implements ExecutorHop {}

  /**
   * One or more Uniswap V4 pools, swapped one after the other in a single unlock: nothing moves
   * between them.
   *
   * @param nativeIn whether the first pool takes native currency, for which the input is unwrapped
   */
  record UniswapV4(Address tokenOut, boolean nativeIn, List<V4Pool> pools) implements ExecutorHop {
    public UniswapV4 {
      pools = List.copyOf(pools);
      if (pools.isEmpty()) {
        throw new IllegalArgumentException("a V4 hop has at least one pool");
      }
      Address last = pools.getLast().currencyOut();
      if (!last.isZero() && !last.equals(tokenOut)) {
        throw new IllegalArgumentException("the last V4 pool gives " + last + ", not " + tokenOut);
      }
    }

    private boolean joins(UniswapV4 next) {
      return pools.getLast().currencyOut().isZero() == next.nativeIn;
    }

    private UniswapV4 join(UniswapV4 next) {
      List<V4Pool> joined = new ArrayList<>(pools);
      joined.addAll(next.pools);
      return new UniswapV4(next.tokenOut, nativeIn, joined);
    }
  }

  /**
   * A V4 pool's key, but for the currency that goes in.
   *
   * @param currencyOut zero where it is native; then wrapped when it leaves V4
   * @param fee as in the key, in hundredths of a basis point or the mark of a dynamic fee
   */
  record V4Pool(Address currencyOut, Address hooks, int fee, int tickSpacing, Bytes hookData) {
    public V4Pool {
      Ranges.check("fee", fee, 0, 0xff_ffff);
      Ranges.check("tick spacing", tickSpacing, 1, 0x7fff);
      Ranges.check("size of hook data", hookData.length(), 0, 1_024);
    }
  }

  /** How a Curve pool is called; all take two indices, the amount and its least output. */
  enum CurveCall {
    /** {@code exchange(int128,int128,uint256,uint256)}: StableSwap. */
    EXCHANGE(0),
    /** {@code exchange(uint256,uint256,uint256,uint256)}: crypto pools. */
    EXCHANGE_BY_UINT(1),
    /** {@code exchange_underlying(int128,int128,uint256,uint256)}: metapools. */
    EXCHANGE_UNDERLYING(2);

    private final int number;

    CurveCall(int number) {
      this.number = number;
    }

    /** As it stands in a program. */
    public int number() {
      return number;
    }

    static CurveCall of(int number) {
      for (CurveCall call : values()) {
        if (call.number == number) {
          return call;
        }
      }
      throw new IllegalArgumentException("no call of Curve's pools has the number " + number);
    }
  }

  /** A Curve pool; coins by their index. */
  record Curve(Address pool, Address tokenOut, int coinIn, int coinOut, CurveCall call)
      implements ExecutorHop {
    public Curve {
      Ranges.check("coin in", coinIn, 0, 63);
      Ranges.check("coin out", coinOut, 0, 255);
    }

    /** A StableSwap pool, by its own coins. */
    public Curve(Address pool, Address tokenOut, int coinIn, int coinOut) {
      this(pool, tokenOut, coinIn, coinOut, CurveCall.EXCHANGE);
    }
  }

  /** A pool of the Balancer V2 Vault. */
  record BalancerV2(Bytes32 poolId, Address tokenOut) implements ExecutorHop {}

  /** A pool of a Balancer V3 Vault, or the Vault's buffer of an ERC-4626 vault, by its address. */
  record BalancerV3(Address vault, Address pool, Address tokenOut) implements ExecutorHop {}

  /**
   * An ERC-4626 vault, whose shares are one of the hop's tokens and whose assets are the other.
   *
   * @param deposits whether {@code tokenOut} is the vault, else the input is
   */
  record Erc4626(Address tokenOut, boolean deposits) implements ExecutorHop {}

  /**
   * Wraps the chain's own coin, or unwraps it.
   *
   * @param tokenOut the wrapped coin, or zero for the coin itself
   */
  record Wrapping(Address tokenOut) implements ExecutorHop {
    /** Whether it gives the coin. */
    public boolean unwraps() {
      return tokenOut.isZero();
    }
  }

  /** The same hops with neighbouring V4 pools under one unlock, which saves their transfers. */
  static List<ExecutorHop> joined(List<ExecutorHop> hops) {
    List<ExecutorHop> joined = new ArrayList<>();
    for (ExecutorHop hop : hops) {
      if (!joined.isEmpty()
          && joined.getLast() instanceof UniswapV4 before
          && hop instanceof UniswapV4 next
          && before.joins(next)) {
        joined.removeLast();
        joined.add(before.join(next));
      } else {
        joined.add(hop);
      }
    }
    return List.copyOf(joined);
  }
}

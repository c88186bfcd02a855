package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.io.ByteArrayOutputStream;

/** Writes programs in the layout that {@code Program.sol} describes. */
final class ProgramWriter {
  static final int UNISWAP_V2 = 1;
  static final int UNISWAP_V3 = 2;
  static final int UNISWAP_V4 = 3;
  static final int CURVE = 4;
  static final int BALANCER_V2 = 5;
  static final int BALANCER_V3 = 7;
  static final int ERC4626 = 8;
  static final int WRAPPING = 9;

  /** Above the index of a Curve pool's coin: how the pool is called. */
  static final int CURVE_CALL = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private ProgramWriter() {}

  static Bytes write(ExecutorProgram program) {
    ProgramWriter writer = new ProgramWriter();
    writer.program(program);
    return Bytes.wrap(writer.out.toByteArray());
  }

  /** How many bytes of a hop are not zero, nor an address that is there already. */
  static int bytes(ExecutorHop hop) {
    ProgramWriter writer = new ProgramWriter();
    writer.hop(hop);
    boolean repeats =
        hop instanceof ExecutorHop.UniswapV4 v4
            && v4.pools().getLast().currencyOut().equals(v4.tokenOut());
    return notZero(writer.out.toByteArray()) - (repeats ? notZero(hop.tokenOut().toArray()) : 0);
  }

  private static int notZero(byte[] bytes) {
    int count = 0;
    for (byte each : bytes) {
      count += each == 0 ? 0 : 1;
    }
    return count;
  }

  private void program(ExecutorProgram program) {
    number(program.deadline().getEpochSecond(), 5);
    address(program.tokenIn());
    amount(program.amountIn());
    address(program.tokenOut());
    amount(program.minAmountOut());
    number(Places.of(program).size(), 1);
    Places places = new Places(program.tokenIn(), program.tokenOut());
    Uint256 unspent = program.amountIn();
    for (ExecutorLeg leg : program.legs()) {
      number(places.begin(leg.tokenIn()), 1);
      number(places.end(leg.tokenOut()), 1);
      boolean fromOwner = leg.tokenIn().equals(program.tokenIn());
      boolean takesRest = fromOwner && leg.amountIn().equals(unspent);
      // The rest is the amount of the last leg: zeros are the cheaper bytes.
      amount(takesRest ? Uint256.ZERO : leg.amountIn());
      unspent = fromOwner ? unspent.minus(leg.amountIn()) : unspent;
      hops(leg);
    }
  }

  private void hops(ExecutorLeg leg) {
    number(leg.hops().size(), 1);
    leg.hops().forEach(this::hop);
  }

  private void hop(ExecutorHop hop) {
    switch (hop) {
      case ExecutorHop.UniswapV2(var pair, var tokenOut, var fee) -> {
        head(UNISWAP_V2, tokenOut);
        address(pair);
        number(fee, 2);
      }
      case ExecutorHop.UniswapV3(var pool, var tokenOut) -> {
        head(UNISWAP_V3, tokenOut);
        address(pool);
      }
      case ExecutorHop.UniswapV4 v4 -> {
        head(UNISWAP_V4, v4.tokenOut());
        number(size(v4), 2);
        number(v4.nativeIn() ? 1 : 0, 1);
        v4.pools().forEach(this::pool);
      }
      case ExecutorHop.Curve(var pool, var tokenOut, var coinIn, var coinOut, var call) -> {
        head(CURVE, tokenOut);
        address(pool);
        number((call.number() << CURVE_CALL) | coinIn, 1);
        number(coinOut, 1);
      }
      case ExecutorHop.BalancerV2(var poolId, var tokenOut) -> {
        head(BALANCER_V2, tokenOut);
        out.writeBytes(poolId.toArray());
      }
      case ExecutorHop.BalancerV3(var vault, var pool, var tokenOut) -> {
        head(BALANCER_V3, tokenOut);
        address(vault);
        address(pool);
      }
      case ExecutorHop.Erc4626(var tokenOut, var deposits) -> {
        head(ERC4626, tokenOut);
        number(deposits ? 1 : 0, 1);
      }
      case ExecutorHop.Wrapping(var tokenOut) -> head(WRAPPING, tokenOut);
    }
  }

  private static int size(ExecutorHop.UniswapV4 hop) {
    int size = 1;
    for (ExecutorHop.V4Pool pool : hop.pools()) {
      size += 2 * Address.LENGTH + 3 + 3 + 2 + pool.hookData().length();
    }
    Ranges.check("size of a V4 hop", size, 1, 0xffff);
    return size;
  }

  private void pool(ExecutorHop.V4Pool pool) {
    address(pool.currencyOut());
    address(pool.hooks());
    number(pool.fee(), 3);
    number(pool.tickSpacing(), 3);
    number(pool.hookData().length(), 2);
    out.writeBytes(pool.hookData().toArray());
  }

  private void head(int venue, Address tokenOut) {
    number(venue, 1);
    address(tokenOut);
  }

  private void amount(Uint256 amount) {
    out.write(amount.toBytes32(), 16, 16);
  }

  private void address(Address address) {
    out.writeBytes(address.toArray());
  }

  private void number(long value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }
}

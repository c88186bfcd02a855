package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link ProgramWriter} writes, to the last byte. */
final class ProgramReader {
  private final Bytes program;
  private int position;

  ProgramReader(Bytes program) {
    this.program = program;
  }

  ExecutorProgram program() {
    Instant deadline = Instant.ofEpochSecond(number(5));
    Address tokenIn = address();
    Uint256 amountIn = amount();
    Address tokenOut = address();
    Uint256 minAmountOut = amount();
    int between = (int) number(1);
    Places places = new Places(tokenIn, tokenOut);
    List<ExecutorLeg> legs = legs(places, amountIn);
    if (places.size() != between) {
      throw new IllegalArgumentException(between + " places, of which " + places.size() + " serve");
    }
    return new ExecutorProgram(deadline, tokenIn, amountIn, tokenOut, minAmountOut, legs);
  }

  private List<ExecutorLeg> legs(Places places, Uint256 amountIn) {
    List<ExecutorLeg> legs = new ArrayList<>();
    Uint256 unspent = amountIn;
    while (position < program.length()) {
      int from = (int) number(1);
      int to = (int) number(1);
      Uint256 amount = amount();
      if (from == Places.OWNER) {
        amount = amount.isZero() ? unspent : amount;
        if (amount.isGreaterThan(unspent)) {
          throw new IllegalArgumentException("the legs take more than the input");
        }
        unspent = unspent.minus(amount);
      }
      ExecutorLeg leg = new ExecutorLeg(places.token(from), amount, hops());
      if (places.end(leg.tokenOut()) != to) {
        throw new IllegalArgumentException("leg " + legs.size() + " does not end at place " + to);
      }
      legs.add(leg);
    }
    return legs;
  }

  private List<ExecutorHop> hops() {
    int count = (int) number(1);
    List<ExecutorHop> hops = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      hops.add(hop());
    }
    return hops;
  }

  private ExecutorHop hop() {
    int venue = (int) number(1);
    Address tokenOut = address();
    return switch (venue) {
      case ProgramWriter.UNISWAP_V2 ->
          new ExecutorHop.UniswapV2(address(), tokenOut, (int) number(2));
      case ProgramWriter.UNISWAP_V3 -> new ExecutorHop.UniswapV3(address(), tokenOut);
      case ProgramWriter.UNISWAP_V4 -> v4(tokenOut);
      case ProgramWriter.CURVE -> curve(address(), tokenOut, (int) number(1), (int) number(1));
      case ProgramWriter.BALANCER_V2 ->
          new ExecutorHop.BalancerV2(Bytes32.of(take(Bytes32.LENGTH).toArray()), tokenOut);
      case ProgramWriter.BALANCER_V3 -> new ExecutorHop.BalancerV3(address(), address(), tokenOut);
      case ProgramWriter.ERC4626 -> new ExecutorHop.Erc4626(tokenOut, number(1) != 0);
      case ProgramWriter.WRAPPING -> new ExecutorHop.Wrapping(tokenOut);
      default -> throw new IllegalArgumentException("no venue has the number " + venue);
    };
  }

  private static ExecutorHop curve(Address pool, Address tokenOut, int coinIn, int coinOut) {
    ExecutorHop.CurveCall call = ExecutorHop.CurveCall.of(coinIn >> ProgramWriter.CURVE_CALL);
    int index = coinIn & ((1 << ProgramWriter.CURVE_CALL) - 1);
    return new ExecutorHop.Curve(pool, tokenOut, index, coinOut, call);
  }

  private ExecutorHop v4(Address tokenOut) {
    int size = (int) number(2);
    int end = position + size;
    boolean nativeIn = number(1) != 0;
    List<ExecutorHop.V4Pool> pools = new ArrayList<>();
    while (position < end) {
      Address currencyOut = address();
      Address hooks = address();
      int fee = (int) number(3);
      int tickSpacing = (int) number(3);
      Bytes hookData = take((int) number(2));
      pools.add(new ExecutorHop.V4Pool(currencyOut, hooks, fee, tickSpacing, hookData));
    }
    return new ExecutorHop.UniswapV4(tokenOut, nativeIn, pools);
  }

  private Uint256 amount() {
    byte[] word = new byte[32];
    take(16).writeTo(word, 16);
    return Uint256.fromBytes(word);
  }

  private Address address() {
    return Address.of(take(Address.LENGTH).toArray());
  }

  private long number(int bytes) {
    long value = 0;
    for (byte b : take(bytes).toArray()) {
      value = (value << 8) | (b & 0xff);
    }
    return value;
  }

  private Bytes take(int length) {
    if (length > program.length() - position) {
      throw new IllegalArgumentException("the program ends within a field at " + position);
    }
    position += length;
    return program.slice(position - length, position);
  }
}

package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Any program that there can be, by chance. */
final class Programs {
  private final RandomGenerator random;

  Programs(RandomGenerator random) {
    this.random = random;
  }

  ExecutorProgram next() {
    int coin = random.nextInt(4);
    Address tokenIn = coin == 0 ? Address.ZERO : address();
    Address tokenOut = coin == 1 ? Address.ZERO : address();
    List<ExecutorLeg> legs = new ArrayList<>();
    Uint256 amountIn = Uint256.ZERO;
    List<Address> places = addresses(random.nextInt(4));
    Set<Address> held = new LinkedHashSet<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      Address to = end(places, tokenOut);
      ExecutorLeg leg = new ExecutorLeg(tokenIn, amount(124), hops(tokenIn, to));
      amountIn = amountIn.plus(leg.amountIn());
      legs.add(leg);
      bring(held, to, tokenOut);
      if (!held.isEmpty() && random.nextBoolean()) {
        goOn(legs, held, List.copyOf(held).get(random.nextInt(held.size())), places, tokenOut);
      }
    }
    while (!held.isEmpty()) {
      goOn(legs, held, held.iterator().next(), List.of(), tokenOut);
    }
    Instant deadline = Instant.ofEpochSecond(random.nextLong(1L << 40));
    return new ExecutorProgram(deadline, tokenIn, amountIn, tokenOut, amount(127), legs);
  }

  /** A leg that takes some, or all, of what is held in between. */
  private void goOn(
      List<ExecutorLeg> legs,
      Set<Address> held,
      Address from,
      List<Address> places,
      Address tokenOut) {
    Address to = end(places.stream().filter(place -> !place.equals(from)).toList(), tokenOut);
    boolean all = random.nextBoolean();
    legs.add(new ExecutorLeg(from, all ? Uint256.ZERO : amount(124), hops(from, to)));
    if (all) {
      held.remove(from);
    }
    bring(held, to, tokenOut);
  }

  private static void bring(Set<Address> held, Address to, Address tokenOut) {
    if (!to.equals(tokenOut)) {
      held.add(to);
    }
  }

  private Address end(List<Address> places, Address tokenOut) {
    return places.isEmpty() || random.nextBoolean()
        ? tokenOut
        : places.get(random.nextInt(places.size()));
  }

  private List<Address> addresses(int count) {
    return Stream.generate(this::address).limit(count).toList();
  }

  private List<ExecutorHop> hops(Address tokenIn, Address tokenOut) {
    List<ExecutorHop> hops = new ArrayList<>();
    if (tokenIn.isZero()) {
      hops.add(new ExecutorHop.Wrapping(address()));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      hops.add(hop(address()));
    }
    hops.add(tokenOut.isZero() ? new ExecutorHop.Wrapping(tokenOut) : hop(tokenOut));
    return hops;
  }

  private ExecutorHop hop(Address tokenOut) {
    return switch (random.nextInt(7)) {
      case 0 -> new ExecutorHop.UniswapV2(address(), tokenOut, random.nextInt(10_000));
      case 1 -> new ExecutorHop.UniswapV3(address(), tokenOut);
      case 2 -> new ExecutorHop.UniswapV4(tokenOut, random.nextBoolean(), pools(tokenOut));
      case 3 ->
          new ExecutorHop.Curve(
              address(),
              tokenOut,
              random.nextInt(64),
              random.nextInt(256),
              ExecutorHop.CurveCall.of(random.nextInt(3)));
      case 4 -> new ExecutorHop.BalancerV3(address(), address(), tokenOut);
      case 5 -> new ExecutorHop.Erc4626(tokenOut, random.nextBoolean());
      default -> new ExecutorHop.BalancerV2(Bytes32.of(bytes(32).toArray()), tokenOut);
    };
  }

  private List<ExecutorHop.V4Pool> pools(Address tokenOut) {
    List<ExecutorHop.V4Pool> pools = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      pools.add(pool(random.nextBoolean() ? address() : Address.ZERO));
    }
    pools.add(pool(random.nextBoolean() ? tokenOut : Address.ZERO));
    return pools;
  }

  private ExecutorHop.V4Pool pool(Address currencyOut) {
    Bytes hookData = bytes(random.nextBoolean() ? 0 : random.nextInt(100));
    return new ExecutorHop.V4Pool(
        currencyOut, address(), random.nextInt(1 << 24), random.nextInt(1, 1 << 15), hookData);
  }

  private Address address() {
    return Address.of(bytes(Address.LENGTH).toArray());
  }

  private Uint256 amount(int bits) {
    byte[] magnitude = bytes(random.nextInt(1, 17)).toArray();
    BigInteger limit = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return Uint256.of(new BigInteger(1, magnitude).mod(limit).add(BigInteger.ONE));
  }

  private Bytes bytes(int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }
}

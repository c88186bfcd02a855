package dev.fairlead.venue.devnet;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** V4 pools with any fee and spacing, native and not, some with a protocol fee. */
final class GeneratedV4Pools {
  private static final String KEY = "(address,address,uint24,int24,address)";
  private static final BigInteger MAX_128 = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);
  private static final BigInteger ETHER = BigInteger.ONE.shiftLeft(110);
  private static final byte MINT_POSITION = 0x02;
  private static final byte SETTLE_PAIR = 0x0d;
  private static final byte SWEEP = 0x14;
  private static final int MOST_FEE = 999_999;
  private static final int MOST_PROTOCOL_FEE = 1_000;

  private GeneratedV4Pools() {}

  static void make(Playground playground, Random random, int pools, int positions) {
    open(playground);
    for (int i = 0; i < pools; i++) {
      make(playground, random, Address.ZERO, fee(random), positions);
    }
  }

  /** Allows what pools are made with. */
  static void open(Playground playground) {
    playground.approveByPermit2(playground.deployment().uniswapV4().positionManager());
    allowProtocolFees(playground);
  }

  /** Makes one pool, and returns its key. */
  static List<Object> make(
      Playground playground, Random random, Address hooks, int fee, int positions) {
    List<Object> key = key(playground, random, hooks, fee);
    int tick = Cases.between(random, -500_000, 500_000);
    playground.send(
        playground.deployment().uniswapV4().poolManager(),
        "initialize(" + KEY + ",uint160)",
        key,
        TickMath.sqrtPriceAt(tick).toBigInteger().add(BigInteger.valueOf(random.nextInt(1000))));
    if (random.nextBoolean()) {
      setProtocolFee(playground, random, key);
    }
    for (int j = 0; j < positions; j++) {
      mint(playground, random, key, tick);
    }
    return key;
  }

  static void setProtocolFee(Playground playground, Random random, List<Object> key) {
    int up = random.nextInt(MOST_PROTOCOL_FEE + 1);
    int down = random.nextInt(MOST_PROTOCOL_FEE + 1);
    playground.sendAsOwner(
        playground.deployment().uniswapV4().poolManager(),
        "setProtocolFee(" + KEY + ",uint24)",
        key,
        (up << 12) | down);
  }

  /** Lets the owner of the manager set protocol fees. */
  static void allowProtocolFees(Playground playground) {
    playground.sendAsOwner(
        playground.deployment().uniswapV4().poolManager(),
        "setProtocolFeeController(address)",
        Wallet.DEPLOYER.address());
  }

  private static List<Object> key(Playground playground, Random random, Address hooks, int fee) {
    List<Address> addresses =
        Stream.concat(Stream.of(Address.ZERO), playground.tokens().stream().map(Token::address))
            .toList();
    int one = random.nextInt(addresses.size());
    int other = (one + 1 + random.nextInt(addresses.size() - 1)) % addresses.size();
    List<Address> pair = Stream.of(addresses.get(one), addresses.get(other)).sorted().toList();
    int spacing = 5 + random.nextInt(1 << Cases.between(random, 2, 14));
    return List.of(pair.get(0), pair.get(1), fee, spacing, hooks);
  }

  /** Any fee that a key may fix but the whole. */
  static int fee(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> MOST_FEE;
      case 2 -> 1;
      default -> random.nextInt(100_000);
    };
  }

  /** Adds liquidity somewhere around a tick. */
  static void mint(Playground playground, Random random, List<Object> key, int tick) {
    int spacing = (int) key.get(3);
    int width = 1 + random.nextInt(1 << Cases.between(random, 1, 13));
    int lowest = TickMath.MIN_TICK / spacing;
    int highest = TickMath.MAX_TICK / spacing;
    int lower = Math.floorDiv(tick, spacing) + random.nextInt(2 * width + 2) - width - 1;
    lower = Math.clamp(lower, lowest, highest - 1);
    int upper = Math.min(lower + width, highest);
    byte[] mint =
        Abi.encode(
            "(" + KEY + ",int24,int24,uint256,uint128,uint128,address,bytes)",
            key,
            lower * spacing,
            upper * spacing,
            Cases.amount(random, 90).toBigInteger(),
            MAX_128,
            MAX_128,
            playground.account(),
            new byte[0]);
    byte[] settle = Abi.encode("(address,address)", key.get(0), key.get(1));
    byte[] sweep = Abi.encode("(address,address)", key.get(0), playground.account());
    byte[] actions = {MINT_POSITION, SETTLE_PAIR, SWEEP};
    boolean ether = ((Address) key.get(0)).isZero();
    // More than the wallet holds, or than a tick may, reverts: the pool goes without.
    playground.tryPay(
        ether ? ETHER : BigInteger.ZERO,
        playground.deployment().uniswapV4().positionManager(),
        "modifyLiquidities(bytes,uint256)",
        Abi.encode("(bytes,bytes[])", actions, List.of(mint, settle, sweep)),
        FOREVER);
  }
}

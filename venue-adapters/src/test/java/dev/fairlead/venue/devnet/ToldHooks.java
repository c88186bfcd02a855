package dev.fairlead.venue.devnet;

import dev.fairlead.model.Address;
import dev.fairlead.venue.executor.TestContracts;
import dev.fairlead.venue.uniswap.v4.HookPromise;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Real hooks, each at an address that says what it is called for, and what they are told to do. */
final class ToldHooks {
  private static final String KEY = "(address,address,uint24,int24,address)";
  private static final int WHOLE_FEE = 1_000_000;
  private static final int NAMED = 0x40_0000;
  private static final int MANAGERS = 0;

  /** The hooks of the test, by the end of their addresses: a number, and 14 bits that count. */
  enum Hook {
    /** Called for nothing: it sets dynamic fees. */
    SETTER(0x4000),
    /** Called for all but swaps. */
    LIQUIDITY(0x8000 | 0x3f33),
    /** Called before and after swaps. */
    WATCHER(0xc000 | 0xc0),
    /** Called before swaps, of which it names the fee. */
    NAMER(0x10000 | 0x80),
    /** Called after swaps, of whose output it may keep a part. */
    TAKER(0x14000 | 0x44);

    private final int bits;

    Hook(int bits) {
      this.bits = bits;
    }

    Address address() {
      return Address.parse("0xf00d%036x".formatted(bits));
    }
  }

  private final Playground playground;
  private final Random random;

  ToldHooks(Playground playground, Random random) {
    this.playground = playground;
    this.random = random;
    String code =
        TestContracts.artifact("ToldHook")
            .required("deployedBytecode")
            .required("object")
            .stringValue();
    for (Hook hook : Hook.values()) {
      playground
          .dev()
          .anvil()
          .rpc()
          .call(
              "anvil_setCode",
              hook.address().toString(),
              code.startsWith("0x") ? code : "0x" + code);
    }
  }

  /** What an operator who knows them says of those that have a part in swaps. */
  static Map<Address, HookPromise> promises() {
    return Map.of(
        Hook.WATCHER.address(), HookPromise.PLAIN_SWAPS,
        Hook.NAMER.address(), HookPromise.FEE_OF_THE_BLOCK);
  }

  /**
   * Two pools of each hook, with a dynamic fee and, but for the setter of fees, with a fixed one.
   */
  Map<Hook, List<List<Object>>> makePools(int positions) {
    GeneratedV4Pools.open(playground);
    Map<Hook, List<List<Object>>> keys = new EnumMap<>(Hook.class);
    for (Hook hook : Hook.values()) {
      List<Object> dynamic = make(hook, PoolKey.DYNAMIC_FEE, positions);
      keys.put(
          hook,
          hook == Hook.SETTER
              ? List.of(dynamic, make(hook, PoolKey.DYNAMIC_FEE, positions))
              : List.of(dynamic, make(hook, GeneratedV4Pools.fee(random), positions)));
    }
    return keys;
  }

  private List<Object> make(Hook hook, int fee, int positions) {
    return GeneratedV4Pools.make(playground, random, hook.address(), fee, positions);
  }

  /** Any fee, the whole among them. */
  int anyFee() {
    return random.nextInt(8) == 0 ? WHOLE_FEE : GeneratedV4Pools.fee(random);
  }

  /** Sets a dynamic fee, of which no log tells. */
  void setFee(List<Object> key) {
    playground.send(
        (Address) key.get(4),
        "setFee(address," + KEY + ",uint24)",
        playground.deployment().uniswapV4().poolManager(),
        key,
        anyFee());
  }

  /** Has a hook name a fee before swaps, or leave the manager's. */
  void name(Hook hook) {
    int fee = random.nextInt(4) == 0 ? MANAGERS : NAMED | anyFee();
    tell(hook, fee, fee, false, 0, 0);
  }

  /** Has it name a fee of its own for each direction. */
  void nameTwo(Hook hook) {
    tell(hook, NAMED | 100, NAMED | 101, false, 0, 0);
  }

  void breakDown(Hook hook) {
    tell(hook, 0, 0, true, 0, 0);
  }

  /** Has it keep so many hundredths of what swaps give. */
  void keep(Hook hook, int hundredths) {
    tell(hook, 0, 0, false, hundredths, 0);
  }

  /** Has it set a dynamic fee when liquidity is added. */
  void setFeeWithLiquidity(Hook hook) {
    tell(hook, 0, 0, false, 0, 1 + random.nextInt(10_000));
  }

  private void tell(Hook hook, int down, int up, boolean broken, int kept, int onLiquidity) {
    playground.send(
        hook.address(),
        "tell(uint24,uint24,bool,uint256,uint24)",
        down,
        up,
        broken,
        kept,
        onLiquidity);
  }
}

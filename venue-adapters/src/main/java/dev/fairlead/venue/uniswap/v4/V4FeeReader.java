package dev.fairlead.venue.uniswap.v4;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what swaps pay, of which no log tells where a fee is dynamic. */
final class V4FeeReader {
  private final V4Storage storage;
  private final HookFees hookFees;
  private final HookRule rule;

  V4FeeReader(V4Storage storage, HookFees hookFees, HookRule rule) {
    this.storage = storage;
    this.hookFees = hookFees;
    this.rule = rule;
  }

  /** With their fees as they are now, in the same order; empty where more than those moved. */
  List<Optional<UniswapV4Pool>> read(List<UniswapV4Pool> pools) {
    List<PoolKey> keys = pools.stream().map(pool -> pool.terms().key()).toList();
    List<V4Head> heads =
        storage.load(keys.stream().map(V4Storage::head).toList()).stream().map(V4Head::of).toList();
    List<Optional<V4Fees>> fees = of(keys, heads);
    List<Optional<UniswapV4Pool>> read = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      UniswapV4Pool pool = pools.get(i);
      read.add(heads.get(i).isAt(pool.state()) ? fees.get(i).map(pool::with) : Optional.empty());
    }
    return read;
  }

  /** What swaps pay in pools of these heads; empty where a hook does not say. */
  List<Optional<V4Fees>> of(List<PoolKey> keys, List<V4Head> heads) {
    List<HookFees.Asked> asked = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (rule.namesFee(keys.get(i))) {
        asked.add(new HookFees.Asked(keys.get(i), heads.get(i).lpPips()));
      }
    }
    List<OptionalInt> named = hookFees.read(asked);
    List<Optional<V4Fees>> fees = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < keys.size(); i++) {
      V4Head head = heads.get(i);
      OptionalInt pips =
          rule.namesFee(keys.get(i)) ? named.get(next++) : OptionalInt.of(head.lpPips());
      fees.add(
          pips.isPresent() && pips.getAsInt() <= V4Fees.WHOLE
              ? Optional.of(V4Fees.of(pips.getAsInt(), head.protocolFee()))
              : Optional.empty());
    }
    return fees;
  }
}

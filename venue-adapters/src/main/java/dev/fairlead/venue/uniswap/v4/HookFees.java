package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Asks hooks for the fee of a swap as the manager asks them, for one unit in either direction. */
final class HookFees {
  private static final Signature BEFORE_SWAP =
      Signature.of(
          "beforeSwap(address,(address,address,uint24,int24,address),(bool,int256,uint160),bytes)");

  /** In an answer: it names a fee, which otherwise stays the manager's. */
  private static final int NAMED = 0x40_0000;

  private final BlockReader reader;
  private final Address manager;

  HookFees(BlockReader reader, Address manager) {
    this.reader = reader;
    this.manager = manager;
  }

  /** A pool and the fee that the manager holds. */
  record Asked(PoolKey key, int managersPips) {}

  /** In pips, in the same order; empty where the hook reverts or keeps no {@link HookPromise}. */
  List<OptionalInt> read(List<Asked> pools) {
    List<Call> calls = new ArrayList<>();
    for (Asked pool : pools) {
      calls.add(question(pool.key(), true));
      calls.add(question(pool.key(), false));
    }
    List<CallResult> answers =
        calls.isEmpty() ? List.of() : reader.chain().call(reader.at(), calls);
    List<OptionalInt> fees = new ArrayList<>();
    for (int i = 0; i < pools.size(); i++) {
      int managers = pools.get(i).managersPips();
      OptionalInt down = fee(answers.get(2 * i), managers);
      fees.add(down.equals(fee(answers.get(2 * i + 1), managers)) ? down : OptionalInt.empty());
    }
    return fees;
  }

  private Call question(PoolKey key, boolean zeroForOne) {
    AbiWriter call =
        AbiWriter.call(BEFORE_SWAP)
            .address(Address.ZERO)
            .address(key.currency0())
            .address(key.currency1())
            .uint(key.fee())
            .signed(key.tickSpacing())
            .address(key.hooks())
            .bool(zeroForOne)
            .signed(-1)
            .uint(
                zeroForOne
                    ? TickMath.MIN_SQRT_PRICE.plus(Uint256.ONE)
                    : TickMath.MAX_SQRT_PRICE.minus(Uint256.ONE))
            .bytes(Bytes.EMPTY);
    return new Call(manager, key.hooks(), Wei.ZERO, call.toBytes());
  }

  private static OptionalInt fee(CallResult answer, int managers) {
    return switch (answer) {
      case CallResult.Reverted _ -> OptionalInt.empty();
      case CallResult.Returned(Bytes data) -> {
        try {
          AbiReader words = AbiReader.of(data);
          Bytes32 selector = words.word();
          boolean touchesAmounts = !words.uint().isZero();
          long named = words.uintAsLong();
          int pips = (named & NAMED) == 0 ? managers : Math.toIntExact(named & ~NAMED);
          yield begins(selector) && !touchesAmounts && pips <= V4Fees.WHOLE
              ? OptionalInt.of(pips)
              : OptionalInt.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
          yield OptionalInt.empty();
        }
      }
    };
  }

  private static boolean begins(Bytes32 word) {
    return BEFORE_SWAP.selects(Bytes.wrap(word.toArray()));
  }
}

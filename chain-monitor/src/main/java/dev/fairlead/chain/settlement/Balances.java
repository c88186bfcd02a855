package dev.fairlead.chain.settlement;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.settlement.BalanceCheck;
import java.util.ArrayList;
import java.util.List;

/** What holders have after a block and after its parent, by the blocks' hashes. */
final class Balances {
  private static final Signature BALANCE_OF = Signature.of("balanceOf(address)");
  private static final int WORD = 32;

  private final Chain chain;
  private final BlockRef parent;
  private final BlockRef block;

  Balances(Chain chain, BlockRef parent, BlockRef block) {
    this.chain = chain;
    this.parent = parent;
    this.block = block;
  }

  /** Each holding against what the whole block moved of it, in the same order. */
  List<BalanceCheck> check(List<Holding> holdings, Flows whole) {
    List<Holding> tokens = holdings.stream().filter(each -> each.token() != null).toList();
    List<CallResult> before = List.of();
    List<CallResult> after = List.of();
    String why = "";
    try {
      List<Call> calls = tokens.stream().map(Balances::balanceOf).toList();
      before = chain.call(parent, calls);
      after = chain.call(block, calls);
    } catch (ChainException e) {
      why = String.valueOf(e.getMessage());
    }
    List<BalanceCheck> checks = new ArrayList<>();
    for (Holding holding : holdings) {
      int at = tokens.indexOf(holding);
      if (at < 0) {
        checks.add(ofCoins(holding, whole.of(holding)));
      } else if (before.size() != tokens.size() || after.size() != tokens.size()) {
        checks.add(new BalanceCheck.Unknown(why));
      } else {
        checks.add(ofToken(holding, whole.of(holding), before.get(at), after.get(at)));
      }
    }
    return checks;
  }

  private BalanceCheck ofCoins(Holding holding, Flow moved) {
    Address holder = holding.holder();
    try {
      BalanceCheck.Compared told =
          compared(
              chain.balance(holder, parent).value(), chain.balance(holder, block).value(), moved);
      // No single endpoint is believed that the account has other coins than its blocks say.
      return told.isExplained()
          ? told
          : compared(
              chain.agreedBalance(holder, parent).value(),
              chain.agreedBalance(holder, block).value(),
              moved);
    } catch (ChainException e) {
      return new BalanceCheck.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private BalanceCheck ofToken(Holding holding, Flow moved, CallResult before, CallResult after) {
    if (!(before instanceof CallResult.Returned(Bytes one)
        && after instanceof CallResult.Returned(Bytes other)
        && one.length() == WORD
        && other.length() == WORD)) {
      return new BalanceCheck.Unknown("the token does not tell its balances");
    }
    BalanceCheck.Compared told = compared(number(one), number(other), moved);
    return told.isExplained() ? told : agreed(holding, moved);
  }

  /** No single endpoint is believed that a token lies. */
  private BalanceCheck agreed(Holding holding, Flow moved) {
    try {
      Call call = balanceOf(holding);
      return compared(
          number(chain.agreedCall(parent, call)), number(chain.agreedCall(block, call)), moved);
    } catch (ChainException | IllegalArgumentException e) {
      return new BalanceCheck.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private static BalanceCheck.Compared compared(Uint256 before, Uint256 after, Flow moved) {
    return new BalanceCheck.Compared(before, after, moved.received(), moved.given());
  }

  private static Uint256 number(Bytes word) {
    return AbiReader.of(word).uint();
  }

  private static Call balanceOf(Holding holding) {
    Address token = holding.token();
    if (token == null) {
      throw new IllegalStateException("no contract holds coins");
    }
    return Call.view(token, AbiWriter.call(BALANCE_OF).address(holding.holder()).toBytes());
  }
}

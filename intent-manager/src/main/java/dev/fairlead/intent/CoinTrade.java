package dev.fairlead.intent;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.executor.ExecutorLogs;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.util.List;
import java.util.Optional;

/**
 * What a trade moved of the chain's own coin. No token logs it: what was sold is the value of the
 * call, and what was bought is what the executor, whose code is proven, measured at its owner. A
 * contract without the executor's log has traded nothing, whatever it kept. A venue's router
 * settles all of the value or fails; that it was there shows in what it gave for it.
 */
record CoinTrade(Address executor, List<Log> logs) {
  CoinTrade {
    logs = List.copyOf(logs);
  }

  Uint256 sold(Way way, Wei value, TokenAmount bought) {
    boolean traded =
        switch (way) {
          case Way.Executor _ -> measured().isPresent();
          case Way.VenueRouter _ -> !bought.units().isZero();
        };
    return traded ? value.value() : Uint256.ZERO;
  }

  Uint256 bought() {
    return measured().orElse(Uint256.ZERO);
  }

  private Optional<Uint256> measured() {
    return ExecutorLogs.amountOut(executor, logs);
  }

  /** What any transaction of a block had the executor pay out, if it was told to buy the coin. */
  static Uint256 paidOut(Address executor, Transaction transaction, Receipt receipt) {
    boolean called = transaction.to().equals(Optional.of(executor)) && receipt.succeeded();
    return called && buysCoin(transaction)
        ? new CoinTrade(executor, receipt.logs()).bought()
        : Uint256.ZERO;
  }

  private static boolean buysCoin(Transaction transaction) {
    try {
      return ExecutorProgram.decode(transaction.input()).tokenOut().isZero();
    } catch (IllegalArgumentException notAProgram) {
      return false;
    }
  }
}

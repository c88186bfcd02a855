package dev.fairlead.chain.settlement;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.TokenEvent;
import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What transactions moved from and to some holders, as their logs, values and fees tell. Coins that
 * a contract sends on are in no token's log: of those, only what was wrapped, unwrapped and, by the
 * executor's own word, paid out is told.
 */
final class Flows {
  private static final EventDecoder EVENTS = EventDecoder.standard();

  private final Set<Address> holders;
  private final Address wrappedNative;
  private final Map<Holding, Flow> flows = new LinkedHashMap<>();

  Flows(Set<Address> holders, Address wrappedNative) {
    this.holders = holders;
    this.wrappedNative = wrappedNative;
  }

  /** In the order in which they were first moved. */
  Set<Holding> holdings() {
    return flows.keySet();
  }

  Flow of(Holding holding) {
    return flows.getOrDefault(holding, Flow.NONE);
  }

  void add(Transaction transaction, Receipt receipt) {
    give(receipt.from(), null, receipt.fee().total().value());
    if (receipt.succeeded() && !transaction.value().value().isZero()) {
      give(receipt.from(), null, transaction.value().value());
      transaction.to().ifPresent(to -> receive(to, null, transaction.value().value()));
    }
    Optional<Address> payer =
        transaction.to().filter(wrappedNative::equals).map(_ -> receipt.from());
    receipt.logs().forEach(log -> add(log, payer));
  }

  /** Coins that a contract paid out. */
  void pay(Address from, Address to, Uint256 coins) {
    if (!coins.isZero() && !from.equals(to)) {
      give(from, null, coins);
      receive(to, null, coins);
    }
  }

  /** Of a transaction whose value is not known. */
  void add(Receipt receipt) {
    give(receipt.from(), null, receipt.fee().total().value());
    receipt.logs().forEach(log -> add(log, Optional.empty()));
  }

  /**
   * One log's movement.
   *
   * @param payer who sent the coins that it wraps as a transaction's value, already counted
   */
  private void add(Log log, Optional<Address> payer) {
    Address token = log.address();
    switch (EVENTS.decode(log)) {
      case TokenEvent.Transfer(Address from, Address to, Uint256 value) -> {
        give(from, token, value);
        receive(to, token, value);
      }
      case TokenEvent.Deposit(Address to, Uint256 wad) when token.equals(wrappedNative) -> {
        receive(to, token, wad);
        if (!payer.equals(Optional.of(to))) {
          give(to, null, wad);
        }
      }
      case TokenEvent.Withdrawal(Address from, Uint256 wad) when token.equals(wrappedNative) -> {
        give(from, token, wad);
        receive(from, null, wad);
      }
      default -> {}
    }
  }

  private void receive(Address holder, @Nullable Address token, Uint256 amount) {
    change(holder, token, flow -> flow.receiving(amount));
  }

  private void give(Address holder, @Nullable Address token, Uint256 amount) {
    change(holder, token, flow -> flow.giving(amount));
  }

  private void change(Address holder, @Nullable Address token, UnaryOperator<Flow> change) {
    if (holders.contains(holder)) {
      Holding holding = new Holding(holder, token);
      flows.put(holding, change.apply(of(holding)));
    }
  }
}

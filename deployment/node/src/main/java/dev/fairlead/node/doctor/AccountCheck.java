package dev.fairlead.node.doctor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;

/** An account on a chain: what it can pay for, and whether its nonces are its own. */
final class AccountCheck {
  /** What several trades take, or one of many hops. */
  private static final Gas TRADES = new Gas(3_000_000);

  private final State state;
  private final FeePerGas priority;
  private final Sheet sheet;

  /** {@code priority}: the least that is offered to whoever makes blocks. */
  AccountCheck(State state, FeePerGas priority, Sheet sheet) {
    this.state = state;
    this.priority = priority;
    this.sheet = sheet;
  }

  /** An account that trades needs {@link #enough()}. */
  void examine(Address account) {
    examine(account, enough());
  }

  void examine(Address account, Wei minimum) {
    Sheet own = sheet.about("account " + account);
    own.attempt("balance", () -> balance(own, account, minimum));
    own.attempt("nonce", () -> nonce(own, account));
    own.attempt("plain account", () -> plain(own, account));
  }

  /** Of the head's base fee as much again, as it may grow. */
  Wei enough() {
    FeePerGas base = state.at().baseFee();
    return new Wei(
        base.times(TRADES).value().times(Uint256.of(2L)).plus(priority.times(TRADES).value()));
  }

  private void balance(Sheet own, Address account, Wei minimum) {
    Wei balance = state.balance(account);
    if (balance.compareTo(minimum) >= 0) {
      own.proved("balance", "%s wei, at least %s".formatted(balance.value(), minimum.value()));
    } else {
      own.wrong(
          "balance",
          "%s wei pay for little at this base fee".formatted(balance.value()),
          "send it at least %s wei".formatted(minimum.value()));
    }
  }

  private void nonce(Sheet own, Address account) {
    Nonce mined = state.nonce(account);
    Nonce pending = state.pendingNonce(account);
    if (pending.compareTo(mined) > 0) {
      own.notProved(
          "nonce",
          "%s in blocks, %s with what waits in the pool: it is the node's, or somebody else's"
              .formatted(mined, pending));
    } else {
      own.proved("nonce", "%s, and nothing of it waits".formatted(mined));
    }
  }

  private void plain(Sheet own, Address account) {
    Bytes code = state.code(account);
    if (code.length() == 0) {
      own.proved("plain account", "it has no code");
      return;
    }
    CodeHints.delegate(code)
        .ifPresentOrElse(
            to ->
                own.notProved(
                    "plain account",
                    "it delegates to %s (EIP-7702): that code moves what it holds, and pools take"
                            .formatted(to)
                        + " one pending transaction of it"),
            () ->
                own.wrong(
                    "plain account", "it is a contract", "trade by an account that has a key"));
  }
}

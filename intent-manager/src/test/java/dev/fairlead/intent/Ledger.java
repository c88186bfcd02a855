package dev.fairlead.intent;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.executor.ExecutorFailure;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state after a block of the chain in memory: two tokens, one pair, one executor, and the rules
 * of those contracts as far as intents meet them.
 */
final class Ledger {
  static final Address PAIR = Address.parse("0x00000000000000000000000000000000000000bb");
  static final Bytes32 SYNC = Signature.of("Sync(uint112,uint112)").topic();
  private static final Signature TRANSFER = Signature.of("Transfer(address,address,uint256)");
  private static final Signature APPROVE = Signature.of("approve(address,uint256)");
  private static final Signature BALANCE_OF = Signature.of("balanceOf(address)");
  private static final Signature ALLOWANCE = Signature.of("allowance(address,address)");

  /** What running one call did. */
  record Effect(CallResult result, Gas gas, List<Log> logs) {
    boolean succeeded() {
      return result instanceof CallResult.Returned;
    }
  }

  private final Map<List<Address>, Uint256> balances;
  private final Map<List<Address>, Uint256> allowances;
  private final Map<Address, Long> nonces;
  private UniswapV2Pool pool;
  private boolean resetsRequired;
  private Uint256 kept;

  Ledger(UniswapV2Pool pool) {
    this(new HashMap<>(), new HashMap<>(), new HashMap<>(), pool, false, Uint256.ZERO);
  }

  private Ledger(
      Map<List<Address>, Uint256> balances,
      Map<List<Address>, Uint256> allowances,
      Map<Address, Long> nonces,
      UniswapV2Pool pool,
      boolean resetsRequired,
      Uint256 kept) {
    this.balances = balances;
    this.allowances = allowances;
    this.nonces = nonces;
    this.pool = pool;
    this.resetsRequired = resetsRequired;
    this.kept = kept;
  }

  Ledger copy() {
    return new Ledger(
        new HashMap<>(balances),
        new HashMap<>(allowances),
        new HashMap<>(nonces),
        pool,
        resetsRequired,
        kept);
  }

  UniswapV2Pool pool() {
    return pool;
  }

  void setPool(UniswapV2Pool next) {
    pool = next;
  }

  /** As USDT does: an allowance that is not zero can only be set to zero. */
  void requireResets() {
    resetsRequired = true;
  }

  /** The token that is bought logs all, and keeps so much of it. */
  void keep(Uint256 part) {
    kept = part;
  }

  long nonce(Address account) {
    return nonces.getOrDefault(account, 0L);
  }

  void useNonce(Address account) {
    nonces.merge(account, 1L, Long::sum);
  }

  Uint256 balance(Address token, Address holder) {
    return balances.getOrDefault(List.of(token, holder), Uint256.ZERO);
  }

  void setBalance(Address token, Address holder, Uint256 amount) {
    balances.put(List.of(token, holder), amount);
  }

  Uint256 allowance(Address token, Address owner, Address spender) {
    return allowances.getOrDefault(List.of(token, owner, spender), Uint256.ZERO);
  }

  void setAllowance(Address token, Address owner, Address spender, Uint256 amount) {
    allowances.put(List.of(token, owner, spender), amount);
  }

  Effect run(Call call, Instant timestamp) {
    if (call.data().length() == 0) {
      return returned(21_000, Bytes.EMPTY, List.of());
    }
    if (call.to().equals(Samples.EXECUTOR)) {
      return trade(call, timestamp);
    }
    if (BALANCE_OF.selects(call.data())) {
      return word(balance(call.to(), AbiReader.ofCall(call.data()).address()));
    }
    if (ALLOWANCE.selects(call.data())) {
      AbiReader arguments = AbiReader.ofCall(call.data());
      return word(allowance(call.to(), arguments.address(), arguments.address()));
    }
    if (APPROVE.selects(call.data())) {
      return approve(call);
    }
    return reverted(Bytes.EMPTY, "no such function");
  }

  private Effect approve(Call call) {
    AbiReader arguments = AbiReader.ofCall(call.data());
    Address spender = arguments.address();
    Uint256 amount = arguments.uint();
    Address owner = Optional.ofNullable(call.from()).orElse(Address.ZERO);
    if (resetsRequired && !amount.isZero() && !allowance(call.to(), owner, spender).isZero()) {
      return reverted(Bytes.EMPTY, "the allowance is not zero");
    }
    setAllowance(call.to(), owner, spender, amount);
    return returned(46_000, AbiWriter.tuple().bool(true).toBytes(), List.of());
  }

  private Effect trade(Call call, Instant timestamp) {
    Address owner = Samples.ACCOUNT_OF_TESTS;
    if (call.from() == null || !owner.equals(call.from())) {
      return failed(ExecutorFailure.NOT_OWNER, AbiWriter.tuple());
    }
    ExecutorProgram program = ExecutorProgram.decode(call.data());
    if (timestamp.isAfter(program.deadline())) {
      return failed(ExecutorFailure.EXPIRED, AbiWriter.tuple());
    }
    Address in = program.tokenIn();
    Address out = program.tokenOut();
    Uint256 held = balance(in, owner);
    Uint256 allowed = allowance(in, owner, call.to());
    if (held.compareTo(program.amountIn()) < 0 || allowed.compareTo(program.amountIn()) < 0) {
      return failed(ExecutorFailure.TOKEN_CALL_FAILED, AbiWriter.tuple().address(in));
    }
    Quote quote = pool.quoteExactIn(token(in), token(out), program.amountIn());
    if (!(quote instanceof Quote.Filled filled)) {
      return reverted(Bytes.EMPTY, "the pair refuses");
    }
    if (filled.amountOut().compareTo(program.minAmountOut()) < 0) {
      return failed(
          ExecutorFailure.SHORT_OUTPUT,
          AbiWriter.tuple().uint(filled.amountOut()).uint(program.minAmountOut()));
    }
    setAllowance(in, owner, call.to(), allowed.minus(program.amountIn()));
    setBalance(in, owner, held.minus(program.amountIn()));
    setBalance(out, owner, balance(out, owner).plus(filled.amountOut()).minus(kept));
    pool = (UniswapV2Pool) filled.after();
    List<Log> logs = new ArrayList<>();
    logs.add(transfer(in, owner, PAIR, program.amountIn()));
    logs.add(transfer(out, PAIR, owner, filled.amountOut()));
    logs.add(new Log(PAIR, List.of(SYNC), Bytes.EMPTY, 0));
    return returned(120_000, AbiWriter.tuple().uint(filled.amountOut()).toBytes(), logs);
  }

  private static dev.fairlead.model.Token token(Address address) {
    return address.equals(Samples.USDC.address()) ? Samples.USDC : Samples.WETH;
  }

  private static Log transfer(Address token, Address from, Address to, Uint256 amount) {
    return new Log(
        token,
        List.of(TRANSFER.topic(), topic(from), topic(to)),
        AbiWriter.tuple().uint(amount).toBytes(),
        0);
  }

  private static Bytes32 topic(Address address) {
    byte[] word = new byte[Bytes32.LENGTH];
    address.writeTo(word, Bytes32.LENGTH - Address.LENGTH);
    return Bytes32.wrap(word);
  }

  private static Effect word(Uint256 value) {
    return returned(30_000, AbiWriter.tuple().uint(value).toBytes(), List.of());
  }

  private static Effect returned(long gas, Bytes data, List<Log> logs) {
    return new Effect(new CallResult.Returned(data), new Gas(gas), logs);
  }

  private static Effect reverted(Bytes data, String reason) {
    return new Effect(new CallResult.Reverted(data, reason), new Gas(60_000), List.of());
  }

  private static Effect failed(ExecutorFailure failure, AbiWriter arguments) {
    byte[] selector = failure.signature().selector().toArray();
    byte[] rest = arguments.toBytes().toArray();
    byte[] data = new byte[selector.length + rest.length];
    System.arraycopy(selector, 0, data, 0, selector.length);
    System.arraycopy(rest, 0, data, selector.length, rest.length);
    return reverted(Bytes.wrap(data), failure.signature().toString());
  }
}

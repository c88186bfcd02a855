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
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.executor.ExecutorFailure;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state after a block of the chain in memory: two tokens, one pair with its router, one
 * executor, and the rules of those contracts as far as intents meet them.
 */
final class Ledger {
  private static final PoolFactory PAIRS =
      new PoolFactory(
          Address.parse("0x00000000000000000000000000000000000000bb"), Bytes.EMPTY.keccak256());
  static final Address PAIR = PAIRS.pair(Samples.USDC.address(), Samples.WETH.address());
  static final VenueRouter ROUTER =
      new VenueRouter(
          RouterKind.UNISWAP_V2,
          Address.parse("0x00000000000000000000000000000000000000dd"),
          new PoolRegistry.Factory(PAIRS));
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
  private Uint256 added;

  Ledger(UniswapV2Pool pool) {
    this(
        new HashMap<>(), new HashMap<>(), new HashMap<>(), pool, false, Uint256.ZERO, Uint256.ZERO);
  }

  private Ledger(
      Map<List<Address>, Uint256> balances,
      Map<List<Address>, Uint256> allowances,
      Map<Address, Long> nonces,
      UniswapV2Pool pool,
      boolean resetsRequired,
      Uint256 kept,
      Uint256 added) {
    this.balances = balances;
    this.allowances = allowances;
    this.nonces = nonces;
    this.pool = pool;
    this.resetsRequired = resetsRequired;
    this.kept = kept;
    this.added = added;
  }

  Ledger copy() {
    return new Ledger(
        new HashMap<>(balances),
        new HashMap<>(allowances),
        new HashMap<>(nonces),
        pool,
        resetsRequired,
        kept,
        added);
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

  /** The pair gives so much more than what is known of it says. */
  void add(Uint256 more) {
    added = more;
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
    if (call.to().equals(ROUTER.address())) {
      return routed(call, timestamp);
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
    Swap swap = new Swap(call.to(), program.tokenIn(), program.tokenOut(), program.amountIn());
    if (!isPaid(swap)) {
      return failed(ExecutorFailure.TOKEN_CALL_FAILED, AbiWriter.tuple().address(swap.in()));
    }
    Quote quote = quote(swap);
    if (!(quote instanceof Quote.Filled filled)) {
      return reverted(Bytes.EMPTY, "the pair refuses");
    }
    if (filled.amountOut().compareTo(program.minAmountOut()) < 0) {
      return failed(
          ExecutorFailure.SHORT_OUTPUT,
          AbiWriter.tuple().uint(filled.amountOut()).uint(program.minAmountOut()));
    }
    return swapped(swap, filled);
  }

  /** As UniswapV2Router02 does, which tells its reasons in words. */
  private Effect routed(Call call, Instant timestamp) {
    RouterTrade trade = ROUTER.decode(call.data(), Samples.ACCOUNT_OF_TESTS);
    if (timestamp.isAfter(trade.deadline())) {
      return reverted(Bytes.EMPTY, "UniswapV2Router: EXPIRED");
    }
    Swap swap =
        new Swap(call.to(), trade.tokens().getFirst(), trade.tokens().getLast(), trade.amountIn());
    if (call.from() == null
        || !Samples.ACCOUNT_OF_TESTS.equals(call.from())
        || !Samples.ACCOUNT_OF_TESTS.equals(trade.account())
        || !isPaid(swap)) {
      return reverted(Bytes.EMPTY, "TransferHelper: TRANSFER_FROM_FAILED");
    }
    return quote(swap) instanceof Quote.Filled filled
            && filled.amountOut().compareTo(trade.minAmountOut()) >= 0
        ? swapped(swap, filled)
        : reverted(Bytes.EMPTY, "UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT");
  }

  /** What a contract that is allowed to does with an amount of the owner's. */
  private record Swap(Address by, Address in, Address out, Uint256 amount) {}

  private boolean isPaid(Swap swap) {
    Address owner = Samples.ACCOUNT_OF_TESTS;
    return balance(swap.in(), owner).compareTo(swap.amount()) >= 0
        && allowance(swap.in(), owner, swap.by()).compareTo(swap.amount()) >= 0;
  }

  private Quote quote(Swap swap) {
    return pool.quoteExactIn(token(swap.in()), token(swap.out()), swap.amount());
  }

  private Effect swapped(Swap swap, Quote.Filled filled) {
    Address owner = Samples.ACCOUNT_OF_TESTS;
    Address in = swap.in();
    Address out = swap.out();
    Uint256 given = filled.amountOut().plus(added);
    setAllowance(in, owner, swap.by(), allowance(in, owner, swap.by()).minus(swap.amount()));
    setBalance(in, owner, balance(in, owner).minus(swap.amount()));
    setBalance(out, owner, balance(out, owner).plus(given).minus(kept));
    pool = (UniswapV2Pool) filled.after();
    List<Log> logs = new ArrayList<>();
    logs.add(transfer(in, owner, PAIR, swap.amount()));
    logs.add(transfer(out, PAIR, owner, given));
    logs.add(new Log(PAIR, List.of(SYNC), Bytes.EMPTY, 0));
    return returned(120_000, AbiWriter.tuple().uint(given).toBytes(), logs);
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

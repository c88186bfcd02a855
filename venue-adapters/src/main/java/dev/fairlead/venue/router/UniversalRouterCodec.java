package dev.fairlead.venue.router;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The Universal Router over pools of Uniswap V4: one command of as many single swaps as there are
 * pools, of which each but the first sells all that the one before gave. What is owed is settled by
 * the caller, who takes what was bought. The coin comes with the call and is settled before the
 * swaps, to the last wei: what a swap would not take of it fails the trade, and stays nowhere.
 *
 * <p>The versions of the router read a path over several pools differently, and a single swap all
 * the same.
 */
final class UniversalRouterCodec implements RouterCodec {
  private static final Signature EXECUTE = Signature.of("execute(bytes,bytes[],uint256)");
  private static final Bytes V4_SWAP = Bytes.of((byte) 0x10);
  private static final byte SWAP_EXACT_IN_SINGLE = 0x06;
  private static final byte SETTLE = 0x0b;
  private static final byte SETTLE_ALL = 0x0c;
  private static final byte TAKE_ALL = 0x0f;

  /** Instead of an amount: all that the swaps before gave. */
  private static final Uint256 ALL_GIVEN = Uint256.ZERO;

  /** Settling and taking, around the swaps. */
  private static final int ENDS = 2;

  @Override
  public Bytes write(RouterTrade trade) {
    int last = trade.hops().size() - 1;
    Address sold = trade.tokens().getFirst();
    ByteArrayOutputStream actions = new ByteArrayOutputStream();
    List<Bytes> parameters = new ArrayList<>();
    if (sold.isZero()) {
      actions.write(SETTLE);
      parameters.add(AbiWriter.tuple().address(sold).uint(trade.amountIn()).bool(false).toBytes());
    }
    for (int i = 0; i <= last; i++) {
      actions.write(SWAP_EXACT_IN_SINGLE);
      parameters.add(
          swap(
              v4(trade.hops().get(i)),
              i == 0 ? trade.amountIn() : ALL_GIVEN,
              i == last ? trade.minAmountOut() : Uint256.ZERO));
    }
    if (!sold.isZero()) {
      actions.write(SETTLE_ALL);
      parameters.add(amount(sold, trade.amountIn()));
    }
    actions.write(TAKE_ALL);
    parameters.add(amount(trade.tokens().getLast(), trade.minAmountOut()));
    Bytes input =
        AbiWriter.tuple().bytes(Bytes.wrap(actions.toByteArray())).bytesArray(parameters).toBytes();
    return AbiWriter.call(EXECUTE)
        .bytes(V4_SWAP)
        .bytesArray(List.of(input))
        .uint(trade.deadline().getEpochSecond())
        .toBytes();
  }

  private static Bytes swap(RouterHop.UniswapV4 hop, Uint256 amountIn, Uint256 minAmountOut) {
    PoolKey key = hop.key();
    return AbiWriter.tuple()
        .dynamic(
            AbiWriter.tuple()
                .address(key.currency0())
                .address(key.currency1())
                .uint(key.fee())
                .signed(key.tickSpacing())
                .address(key.hooks())
                .bool(key.currency0().equals(hop.tokenIn()))
                .uint(amountIn)
                .uint(minAmountOut)
                .bytes(Bytes.EMPTY))
        .toBytes();
  }

  private static Bytes amount(Address token, Uint256 amount) {
    return AbiWriter.tuple().address(token).uint(amount).toBytes();
  }

  /** The caller pays and takes; nobody else is named. */
  @Override
  public RouterTrade read(Bytes calldata, Address caller) {
    if (!EXECUTE.selects(calldata)) {
      throw new IllegalArgumentException("not a call of " + EXECUTE);
    }
    AbiReader call = AbiReader.ofCall(calldata);
    Bytes commands = call.bytes();
    List<Bytes> inputs = call.bytesArray();
    if (!commands.equals(V4_SWAP) || inputs.size() != 1) {
      throw new IllegalArgumentException("one command over pools of V4 is expected");
    }
    Instant deadline = Seconds.read(call);
    AbiReader input = AbiReader.of(inputs.getFirst());
    Bytes actions = input.bytes();
    List<Bytes> parameters = input.bytesArray();
    int hops = parameters.size() - ENDS;
    if (hops < 1 || actions.length() != parameters.size()) {
      throw new IllegalArgumentException(
          actions.length() + " actions with " + parameters.size() + " parameters");
    }
    List<RouterHop> path = new ArrayList<>();
    boolean settledFirst = actions.at(0) == SETTLE;
    for (int i = 0; i < hops; i++) {
      path.add(hop(AbiReader.of(parameters.get(settledFirst ? i + 1 : i)).tuple()));
    }
    return new RouterTrade(
        deadline,
        caller,
        amount(parameters.get(settledFirst ? 0 : hops)),
        amount(parameters.getLast()),
        path);
  }

  private static RouterHop hop(AbiReader swap) {
    Address currency0 = swap.address();
    Address currency1 = swap.address();
    int fee = (int) swap.uintAsLong();
    int tickSpacing = (int) swap.signed();
    Address hooks = swap.address();
    return swap.bool()
        ? new RouterHop.UniswapV4(currency0, currency1, fee, tickSpacing, hooks)
        : new RouterHop.UniswapV4(currency1, currency0, fee, tickSpacing, hooks);
  }

  private static Uint256 amount(Bytes parameters) {
    return AbiReader.of(parameters).skip(1).uint();
  }

  private static RouterHop.UniswapV4 v4(RouterHop hop) {
    if (hop instanceof RouterHop.UniswapV4 v4) {
      return v4;
    }
    throw new IllegalArgumentException("not a V4 pool: " + hop);
  }
}

package dev.fairlead.venue.router;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The Balancer V2 Vault: one pool by a swap, more by a batch, in which nothing but what is sold and
 * what is bought moves.
 */
final class BalancerVaultCodec implements RouterCodec {
  private static final Signature SINGLE =
      Signature.of(
          "swap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool),uint256,uint256)");
  private static final Signature BATCH =
      Signature.of(
          "batchSwap(uint8,(bytes32,uint256,uint256,uint256,bytes)[],address[],(address,bool,address,bool),int256[],uint256)");

  /** The input is given and the output follows. */
  private static final long GIVEN_IN = 0;

  @Override
  public Bytes write(RouterTrade trade) {
    long deadline = trade.deadline().getEpochSecond();
    if (trade.hops().size() == 1) {
      RouterHop.BalancerV2 hop = pool(trade.hops().getFirst());
      return AbiWriter.call(SINGLE)
          .dynamic(
              AbiWriter.tuple()
                  .word(hop.poolId())
                  .uint(GIVEN_IN)
                  .address(hop.tokenIn())
                  .address(hop.tokenOut())
                  .uint(trade.amountIn())
                  .bytes(Bytes.EMPTY))
          .inline(funds(trade.account()))
          .uint(trade.minAmountOut())
          .uint(deadline)
          .toBytes();
    }
    return AbiWriter.call(BATCH)
        .uint(GIVEN_IN)
        .dynamicArray(steps(trade))
        .addresses(trade.tokens())
        .inline(funds(trade.account()))
        .uints(limits(trade))
        .uint(deadline)
        .toBytes();
  }

  /** The account's own tokens, and not what it may have inside of the Vault. */
  private static AbiWriter funds(Address account) {
    return AbiWriter.tuple().address(account).bool(false).address(account).bool(false);
  }

  /** Tokens stand in the order of the path; a step without an amount takes what came before. */
  private static List<AbiWriter> steps(RouterTrade trade) {
    List<AbiWriter> steps = new ArrayList<>();
    for (int i = 0; i < trade.hops().size(); i++) {
      steps.add(
          AbiWriter.tuple()
              .word(pool(trade.hops().get(i)).poolId())
              .uint(i)
              .uint(i + 1L)
              .uint(i == 0 ? trade.amountIn() : Uint256.ZERO)
              .bytes(Bytes.EMPTY));
    }
    return steps;
  }

  /** The most that the Vault takes of each token; what it is to give at least is negative. */
  private static List<Uint256> limits(RouterTrade trade) {
    List<Uint256> limits = new ArrayList<>();
    limits.add(trade.amountIn());
    for (int i = 1; i < trade.hops().size(); i++) {
      limits.add(Uint256.ZERO);
    }
    limits.add(trade.minAmountOut().minus(Uint256.ONE).not());
    return limits;
  }

  @Override
  public RouterTrade read(Bytes calldata, Address caller) {
    if (SINGLE.selects(calldata)) {
      AbiReader call = AbiReader.ofCall(calldata);
      AbiReader swap = call.tuple();
      Bytes32 pool = swap.word();
      RouterHop hop = new RouterHop.BalancerV2(pool, swap.skip(1).address(), swap.address());
      Address account = call.address();
      Uint256 minAmountOut = call.skip(3).uint();
      return new RouterTrade(Seconds.read(call), account, swap.uint(), minAmountOut, List.of(hop));
    }
    if (BATCH.selects(calldata)) {
      return batch(AbiReader.ofCall(calldata).skip(1));
    }
    throw new IllegalArgumentException("not a call of " + SINGLE + " or " + BATCH);
  }

  private static RouterTrade batch(AbiReader call) {
    AbiReader swaps = call.tuple();
    int count = swaps.count();
    AbiReader items = swaps.here();
    List<Bytes32> pools = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pools.add(items.tuple().word());
    }
    List<Address> tokens = call.addresses();
    if (tokens.size() != count + 1) {
      throw new IllegalArgumentException(count + " swaps do not lead over " + tokens.size());
    }
    List<RouterHop> hops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hops.add(new RouterHop.BalancerV2(pools.get(i), tokens.get(i), tokens.get(i + 1)));
    }
    Address account = call.address();
    List<Uint256> limits = call.skip(3).uints();
    if (limits.size() != tokens.size()) {
      throw new IllegalArgumentException("there are " + limits.size() + " limits");
    }
    Uint256 least = limits.getLast();
    if (!least.isNegativeTwosComplement()) {
      throw new IllegalArgumentException("the Vault may give nothing");
    }
    Instant deadline = Seconds.read(call);
    return new RouterTrade(
        deadline, account, limits.getFirst(), least.not().plus(Uint256.ONE), hops);
  }

  private static RouterHop.BalancerV2 pool(RouterHop hop) {
    if (hop instanceof RouterHop.BalancerV2 pool) {
      return pool;
    }
    throw new IllegalArgumentException("not a pool of the Vault: " + hop);
  }
}

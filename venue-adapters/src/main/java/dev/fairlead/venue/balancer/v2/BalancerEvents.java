package dev.fairlead.venue.balancer.v2;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.read.Words;
import java.util.List;
import java.util.Set;

/**
 * What the Vault's and the pools' own logs do to a pool.
 *
 * <p>Swaps and joins tell their exact amounts. Managed balances and a moving amplification are read
 * again instead.
 */
final class BalancerEvents {
  static final Bytes32 SWAP = Signature.of("Swap(bytes32,address,address,uint256,uint256)").topic();
  static final Bytes32 BALANCE_CHANGED =
      Signature.of("PoolBalanceChanged(bytes32,address,address[],int256[],uint256[])").topic();
  static final Bytes32 BALANCE_MANAGED =
      Signature.of("PoolBalanceManaged(bytes32,address,address,int256,int256)").topic();
  static final Bytes32 TOKENS_REGISTERED =
      Signature.of("TokensRegistered(bytes32,address[],address[])").topic();
  static final Bytes32 TOKENS_DEREGISTERED =
      Signature.of("TokensDeregistered(bytes32,address[])").topic();
  static final Bytes32 FEE_CHANGED = Signature.of("SwapFeePercentageChanged(uint256)").topic();
  static final Bytes32 PAUSED_CHANGED = Signature.of("PausedStateChanged(bool)").topic();
  static final Bytes32 AMP_STARTED =
      Signature.of("AmpUpdateStarted(uint256,uint256,uint256,uint256)").topic();
  static final Bytes32 AMP_STOPPED = Signature.of("AmpUpdateStopped(uint256)").topic();

  /** Written by the Vault, with the pool's id as first argument. */
  static final Set<Bytes32> OF_VAULT =
      Set.of(SWAP, BALANCE_CHANGED, BALANCE_MANAGED, TOKENS_REGISTERED, TOKENS_DEREGISTERED);

  /** Written by the pool itself. */
  static final Set<Bytes32> OF_POOL = Set.of(FEE_CHANGED, PAUSED_CHANGED, AMP_STARTED, AMP_STOPPED);

  private BalancerEvents() {}

  static LogEffect apply(BalancerV2Pool pool, Log log) {
    Bytes32 topic = log.topics().getFirst();
    AbiReader data = AbiReader.of(log.data());
    try {
      if (topic.equals(SWAP)) {
        return swap(pool, log, data);
      }
      if (topic.equals(BALANCE_CHANGED)) {
        return balances(pool, data);
      }
      if (topic.equals(FEE_CHANGED)) {
        return new LogEffect.Changed(pool.with(pool.terms().withSwapFee(data.uint())));
      }
      if (topic.equals(PAUSED_CHANGED)) {
        return new LogEffect.Changed(pool.with(pool.terms().withPaused(data.bool())));
      }
      return LogEffect.Unclear.UNCLEAR;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }

  private static LogEffect swap(BalancerV2Pool pool, Log log, AbiReader data) {
    int in = indexOf(pool, Words.address(log.topics().get(2)));
    int out = indexOf(pool, Words.address(log.topics().get(3)));
    Uint256[] balances = pool.balances();
    balances[in] = balances[in].plus(data.uint());
    balances[out] = balances[out].minus(data.uint());
    return new LogEffect.Changed(pool.with(balances));
  }

  /** A join or an exit: what came or went, and what the protocol took. */
  private static LogEffect balances(BalancerV2Pool pool, AbiReader data) {
    List<Address> tokens = data.addresses();
    List<Uint256> deltas = data.uints();
    List<Uint256> protocolFees = data.uints();
    Uint256[] balances = pool.balances();
    for (int i = 0; i < tokens.size(); i++) {
      int at = indexOf(pool, tokens.get(i));
      // A delta is signed: adding its two's complement in 256 bits adds or takes it.
      balances[at] = balances[at].plusWrapping(deltas.get(i)).minus(protocolFees.get(i));
    }
    return new LogEffect.Changed(pool.with(balances));
  }

  private static int indexOf(BalancerV2Pool pool, Address token) {
    for (int i = 0; i < pool.tokens().size(); i++) {
      if (pool.tokens().get(i).address().equals(token)) {
        return i;
      }
    }
    throw new IllegalArgumentException("pool " + pool.id() + " does not hold " + token);
  }
}

package dev.fairlead.devnet.anvil;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.TxHash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be done to a devnet chain that no real chain allows.
 *
 * <p>Changes of state (balances, code, storage) take effect at the newest block at once: no block
 * is mined, no log is written, and a reorg that removes that block removes them. Safe for use by
 * many threads.
 */
public final class ChainControl {
  private static final int BALANCES_SLOT = 3;

  private final JsonRpc rpc;

  ChainControl(JsonRpc rpc) {
    this.rpc = rpc;
  }

  /**
   * A transaction that a reorg puts into the new branch: {@code block} 0 is the branch's first
   * block.
   */
  public record Reincluded(Bytes signed, int block) {}

  /** Mines one block. */
  public void mine() {
    rpc.call("evm_mine");
  }

  /** Mines blocks. */
  public void mine(int blocks) {
    rpc.call("anvil_mine", JsonRpc.quantity(blocks));
  }

  /**
   * Mines a block for each transaction, or leaves transactions in the pool until {@link #mine()}.
   */
  public void setAutomine(boolean on) {
    rpc.call("evm_setIntervalMining", 0);
    rpc.call("evm_setAutomine", on);
  }

  /**
   * Replaces the newest blocks by as many others. Transactions of the removed blocks are gone, not
   * back in the pool.
   *
   * @param depth how many blocks
   * @param transactions what the new blocks hold; none makes them empty
   */
  public void reorg(int depth, List<Reincluded> transactions) {
    List<Object> pairs = new ArrayList<>();
    for (Reincluded transaction : transactions) {
      pairs.add(List.of(transaction.signed().toString(), transaction.block()));
    }
    rpc.call("anvil_reorg", depth, pairs);
  }

  /** Removes the newest blocks. No head is announced for it. */
  public void rollBack(int depth) {
    rpc.call("anvil_rollback", depth);
  }

  /** Removes a transaction from the pool; false when it is not there. */
  public boolean drop(TxHash hash) {
    return !rpc.call("anvil_dropTransaction", hash.toString()).isNull();
  }

  /** Removes all transactions from the pool. */
  public void dropAll() {
    rpc.call("anvil_dropAllTransactions");
  }

  /** Remembers the whole chain; a snapshot can be used once. */
  public String snapshot() {
    return rpc.call("evm_snapshot").asString();
  }

  /** Goes back to a snapshot. No head is announced for it. */
  public boolean revertTo(String snapshot) {
    return rpc.call("evm_revert", snapshot).asBoolean();
  }

  /** Sets an account's ether. */
  public void setBalance(Address account, BigInteger wei) {
    rpc.call("anvil_setBalance", account.toString(), JsonRpc.quantity(wei));
  }

  /** Sets an account's code. */
  public void setCode(Address account, byte[] code) {
    rpc.call("anvil_setCode", account.toString(), JsonRpc.hex(code));
  }

  /** Sets an account's nonce. */
  public void setNonce(Address account, long nonce) {
    rpc.call("anvil_setNonce", account.toString(), JsonRpc.quantity(nonce));
  }

  /** Sets one word of a contract's storage. */
  public void setStorage(Address account, Bytes32 slot, Bytes32 value) {
    rpc.call("anvil_setStorageAt", account.toString(), slot.toString(), value.toString());
  }

  /**
   * Gives an account more of one of the devnet's tokens, in base units; wrapped ether stays backed.
   */
  public void addTokens(Address token, Address account, BigInteger amount, boolean wrapped) {
    byte[] slot = Hashes.keccak(Abi.encode("(address,uint256)", account, BALANCES_SLOT));
    BigInteger balance =
        JsonRpc.number(rpc.call("eth_getStorageAt", token.toString(), JsonRpc.hex(slot), "latest"));
    setStorage(token, Bytes32.of(slot), Bytes32.of(Abi.encode("(uint256)", balance.add(amount))));
    if (wrapped) {
      BigInteger backing = JsonRpc.number(rpc.call("eth_getBalance", token.toString(), "latest"));
      setBalance(token, backing.add(amount));
    }
  }

  /** Sets the next block's base fee a gas, in wei. */
  public void setNextBaseFee(BigInteger wei) {
    rpc.call("anvil_setNextBlockBaseFeePerGas", JsonRpc.quantity(wei));
  }

  /** Sets the block gas limit. */
  public void setBlockGasLimit(long gas) {
    rpc.call("anvil_setBlockGasLimit", JsonRpc.quantity(gas));
  }

  /** Sets the chain's clock, in seconds. */
  public void setTime(long seconds) {
    rpc.call("anvil_setTime", seconds);
  }

  /** Makes every later block a fixed number of seconds younger than the one before. */
  public void setTimeBetweenBlocks(long seconds) {
    rpc.call("anvil_setBlockTimestampInterval", seconds);
  }
}

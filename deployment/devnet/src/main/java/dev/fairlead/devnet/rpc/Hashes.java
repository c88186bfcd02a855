package dev.fairlead.devnet.rpc;

import dev.fairlead.model.Address;
import dev.fairlead.model.Keccak256;
import java.math.BigInteger;
import java.util.Arrays;
import org.web3j.crypto.ContractUtils;

/** Keccak, and the addresses that follow from it. */
public final class Hashes {
  private Hashes() {}

  /** Keccak-256. */
  public static byte[] keccak(byte[] content) {
    return Keccak256.hash(content);
  }

  /** Where a contract created by {@code creator} with {@code nonce} stands. */
  public static Address created(Address creator, long nonce) {
    return Address.of(
        ContractUtils.generateContractAddress(creator.toArray(), BigInteger.valueOf(nonce)));
  }

  /** Where a contract created by CREATE2 stands. */
  public static Address created2(Address creator, byte[] salt, byte[] initCodeHash) {
    byte[] hash =
        keccak(Abi.concat(new byte[] {(byte) 0xff}, creator.toArray(), salt, initCodeHash));
    return Address.of(Arrays.copyOfRange(hash, 12, 32));
  }
}

package dev.fairlead.devnet.anvil;

import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.model.Address;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.web3j.crypto.Credentials;

/**
 * A key of the devnet and its address.
 *
 * <p>The key follows from a name that anyone can read here, so it must never hold anything of
 * worth.
 */
public final class Wallet {
  /** Deploys the contracts and owns the liquidity. */
  public static final Wallet DEPLOYER = named("deployer");

  /** Trades: what a node under test signs with. */
  public static final Wallet TRADER = named("trader");

  /** Moves the prices. */
  public static final Wallet MARKET_MAKER = named("market maker");

  private final Credentials credentials;

  private Wallet(Credentials credentials) {
    this.credentials = credentials;
  }

  /** The wallet of a name; the same name is the same key everywhere. */
  public static Wallet named(String name) {
    byte[] seed = ("fairlead devnet, worthless key: " + name).getBytes(StandardCharsets.UTF_8);
    return new Wallet(Credentials.create(HexFormat.of().formatHex(Hashes.keccak(seed))));
  }

  /** The account. */
  public Address address() {
    return Address.parse(credentials.getAddress());
  }

  /** The private key. */
  public BigInteger privateKey() {
    return credentials.getEcKeyPair().getPrivateKey();
  }

  /** The private key as 64 hex digits with {@code 0x}. */
  public String privateKeyHex() {
    return "0x%064x".formatted(privateKey());
  }

  /** As Web3j knows it. */
  public Credentials credentials() {
    return credentials;
  }

  @Override
  public String toString() {
    return address().toString();
  }
}

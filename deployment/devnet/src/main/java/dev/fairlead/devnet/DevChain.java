package dev.fairlead.devnet;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.ChainControl;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.deploy.DeploymentJson;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.net.URI;

/**
 * One chain of a devnet and what is deployed on it.
 *
 * <p>Safe for use by many threads, as its parts are.
 */
public final class DevChain implements AutoCloseable {
  private final Anvil anvil;
  private final Deployment deployment;

  DevChain(Anvil anvil, Deployment deployment) {
    this.anvil = anvil;
    this.deployment = deployment;
  }

  /** The chain's identity. */
  public ChainId id() {
    return anvil.chain();
  }

  /** Where it serves JSON-RPC over HTTP. */
  public URI http() {
    return anvil.http();
  }

  /** Where it serves JSON-RPC over WebSocket. */
  public URI webSocket() {
    return anvil.webSocket();
  }

  /** What stands on it. */
  public Deployment deployment() {
    return deployment;
  }

  /** The same as JSON. */
  public String deploymentJson() {
    return DeploymentJson.write(deployment);
  }

  /** To read from it and send to it. */
  public Anvil anvil() {
    return anvil;
  }

  /** To mine, reorganise and change it. */
  public ChainControl control() {
    return anvil.control();
  }

  /** Gives an account more of a token, in base units, at once: no block, no log. */
  public void fund(Address account, Token token, BigInteger amount) {
    boolean wrapped = token.equals(deployment.tokens().weth());
    control().addTokens(token.address(), account, amount, wrapped);
  }

  /** Gives an account more ether, in wei, at once: no block, no log. */
  public void fund(Address account, BigInteger wei) {
    control().setBalance(account, anvil.balance(account).add(wei));
  }

  @Override
  public void close() {
    anvil.close();
  }
}

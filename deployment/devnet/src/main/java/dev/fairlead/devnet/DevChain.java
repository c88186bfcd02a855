package dev.fairlead.devnet;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.ChainControl;
import dev.fairlead.devnet.deploy.BalancerV3;
import dev.fairlead.devnet.deploy.BalancerV3Stage;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.deploy.DeploymentJson;
import dev.fairlead.devnet.market.MarketMaker;
import dev.fairlead.devnet.relay.PrivateRelay;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.PartsException;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One chain of a devnet and what is deployed on it.
 *
 * <p>Safe for use by many threads, as its parts are.
 */
public final class DevChain implements AutoCloseable {
  private final Anvil anvil;
  private final Deployment deployment;
  private final @Nullable PrivateRelay relay;
  private volatile BalancerV3.State balancerV3 = new BalancerV3.State.NotStarted();
  private volatile @Nullable Thread building;

  /** A chain that mines by itself, or whose blocks the relay builds. */
  DevChain(Anvil anvil, Deployment deployment, @Nullable PrivateRelay relay) {
    this.anvil = anvil;
    this.deployment = deployment;
    this.relay = relay;
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

  /** The private relay, which builds this chain's blocks, when the devnet was started with one. */
  public Optional<PrivateRelay> relay() {
    return Optional.ofNullable(relay);
  }

  /** A market maker for this chain that has not traded yet; the caller closes it. */
  public MarketMaker marketMaker(long seed, Progress progress) {
    return new MarketMaker(anvil, deployment, seed, progress);
  }

  /** Whether Balancer V3 stands here. */
  public BalancerV3.State balancerV3() {
    return balancerV3;
  }

  /**
   * Has Balancer V3 compiled, once a machine, and then deployed here, on a thread of its own;
   * {@link #balancerV3} tells how far it is. The chain must mine by itself. A second call does
   * nothing while one works or has worked.
   */
  public synchronized void startBalancerV3(Parts parts) {
    if (balancerV3 instanceof BalancerV3.State.Building
        || balancerV3 instanceof BalancerV3.State.Ready) {
      return;
    }
    balancerV3 = new BalancerV3.State.Building();
    building = Thread.ofVirtual().name("devnet-balancer-v3").start(() -> buildBalancerV3(parts));
  }

  /**
   * Waits for what {@link #startBalancerV3} started, and says how it ended; {@code Building} when
   * time is up.
   */
  public BalancerV3.State awaitBalancerV3(Duration limit) throws InterruptedException {
    Thread waitedFor = building;
    if (waitedFor != null) {
      waitedFor.join(limit);
    }
    return balancerV3;
  }

  private void buildBalancerV3(Parts parts) {
    try {
      balancerV3 = new BalancerV3.State.Ready(BalancerV3Stage.run(anvil, deployment, parts));
    } catch (PartsException | DevnetException | RpcRefusal e) {
      balancerV3 = new BalancerV3.State.Unavailable(String.valueOf(e.getMessage()));
    }
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
    Thread unfinished = building;
    if (unfinished != null) {
      unfinished.interrupt();
    }
    if (relay != null) {
      relay.close();
    }
    anvil.close();
  }
}

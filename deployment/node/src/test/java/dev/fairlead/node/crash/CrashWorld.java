package dev.fairlead.node.crash;

import dev.fairlead.api.v1.Verdict;
import dev.fairlead.api.v1.VerifyLogProgress;
import dev.fairlead.api.v1.VerifyLogRequest;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.model.Token;
import dev.fairlead.node.NodeFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that outlives the node: a chain with its relay, a database, and taps on both channels.
 * One node after the other lives here, on one log and one account, and each is killed.
 */
final class CrashWorld implements AutoCloseable {
  private final Path directory;
  private final Devnet devnet;
  private final Blocks blocks;
  private final TestDatabase database;
  private final LogFacts log;
  private final ChainFacts chain;
  private final Wiretap rpc;
  private final Wiretap relay;
  private final Path config;
  private final Oracle oracle;
  private @Nullable NodeProcess node;

  /** Everything starts; the first node does when it is asked for. */
  CrashWorld(Path directory) throws IOException, SQLException {
    this.directory = directory.toAbsolutePath();
    this.devnet = Devnet.start(DevnetConfig.defaults().withRelay());
    this.blocks = new Blocks(devnet.relay());
    this.database = TestDatabases.create();
    this.log = LogFacts.open(database.database());
    Wallet wallet = Wallet.named("crash");
    DevChain main = devnet.chain();
    main.fund(wallet.address(), BigInteger.TEN.pow(20));
    for (Token token : traded()) {
      main.fund(wallet.address(), token, whole(token, 1_000_000));
    }
    this.chain = new ChainFacts(main.http(), wallet.address(), main.anvil().blockNumber());
    this.rpc = Wiretap.before(main.http(), log::isSigned);
    this.relay = Wiretap.before(devnet.relay().url(), log::isSigned);
    this.config =
        NodeFiles.write(this.directory, wallet, main, database.database(), rpc.url(), relay.url());
    this.oracle = new Oracle(main.deployment().tokens().all(), chain, log, rpc, relay);
  }

  Oracle oracle() {
    return oracle;
  }

  Blocks blocks() {
    return blocks;
  }

  /** The node that runs; a new one if none does. */
  NodeProcess node() throws IOException, InterruptedException {
    NodeProcess running = node;
    if (running == null) {
      running = NodeProcess.start(config, directory.resolve("node.log"));
      node = running;
      rpc.listen();
      relay.listen();
    }
    return running;
  }

  void kill() throws InterruptedException {
    NodeProcess running = node;
    node = null;
    if (running != null) {
      running.kill();
    }
  }

  /** The tokens that the account has plenty of. */
  private List<Token> traded() {
    return List.of(
        devnet.chain().deployment().tokens().usdc(),
        devnet.chain().deployment().tokens().dai(),
        devnet.chain().deployment().tokens().weth());
  }

  /** What is bought and sold in a life, small against the pools. */
  Strategy strategy(Flow flow, RandomGenerator random) {
    Token usdc = traded().get(0);
    if (flow == Flow.WAIT) {
      Token wbtc = devnet.chain().deployment().tokens().wbtc();
      return new Strategy(wbtc, BigInteger.valueOf(100_000 + random.nextInt(100_000)), usdc, false);
    }
    int sold = random.nextInt(2);
    BigInteger amount = whole(traded().get(sold), 100 + random.nextInt(900));
    return new Strategy(traded().get(sold), amount, traded().get(2), flow.isPrivate());
  }

  /** Gives the account what a strategy wants to sell. */
  void fund(Strategy strategy) {
    devnet.chain().fund(Wallet.named("crash").address(), strategy.sold(), strategy.amount());
  }

  /** Replaces the newest block by an empty one. */
  void retractHead() {
    devnet.chain().control().reorg(1, List.of());
  }

  /** What the node itself says of its log. */
  Verdict verdict() throws IOException, InterruptedException {
    Iterator<VerifyLogProgress> progress =
        node().connection().history().verifyLog(VerifyLogRequest.getDefaultInstance());
    while (progress.hasNext()) {
      VerifyLogProgress step = progress.next();
      if (step.hasVerdict()) {
        return step.getVerdict();
      }
    }
    throw new IllegalStateException("the check of the log gave no verdict");
  }

  private static BigInteger whole(Token token, long amount) {
    return BigInteger.TEN.pow(token.decimals()).multiply(BigInteger.valueOf(amount));
  }

  @Override
  public void close() throws IOException, SQLException {
    NodeProcess running = node;
    if (running != null) {
      running.close();
    }
    blocks.close();
    rpc.close();
    relay.close();
    chain.close();
    log.close();
    database.close();
    devnet.close();
  }
}

package dev.fairlead.node;

import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.market.MarketMaker;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.embedded.EmbeddedTimescale;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node with everything it needs, on this machine alone: TimescaleDB, a local chain with the real
 * venue contracts and a private relay, a funded account. Each start is a fresh chain with a fresh
 * log; older logs stay in the data directory for a while.
 */
public final class EmbeddedNode implements AutoCloseable {
  private static final int KEPT_LOGS = 5;
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final ClosingStack open;
  private final DevChain chain;
  private final LogDatabase database;
  private final EmbeddedAccount account;
  private final Node node;

  private EmbeddedNode(
      ClosingStack open, DevChain chain, LogDatabase database, EmbeddedAccount account, Node node) {
    this.open = open;
    this.chain = chain;
    this.database = database;
    this.account = account;
    this.node = node;
  }

  /**
   * How the parts are started.
   *
   * @param dataDir keeps the database and the node's keys
   * @param apiPort taken if it is free; otherwise any free one
   * @param metricsPort taken if it is free; otherwise any free one
   * @param marketSeed lets a market maker move prices; null leaves them still
   */
  public record Settings(
      Path dataDir, Duration blockTime, int apiPort, int metricsPort, @Nullable Long marketSeed) {}

  /** Starts everything; {@code progress} hears each step. */
  public static EmbeddedNode start(Settings settings, Consumer<String> progress)
      throws IOException, InterruptedException {
    return start(settings, NodeOptions.embedded(), progress);
  }

  /** The same, with other options of the node. */
  public static EmbeddedNode start(
      Settings settings, NodeOptions options, Consumer<String> progress)
      throws IOException, InterruptedException {
    ClosingStack open = new ClosingStack();
    boolean complete = false;
    try {
      Steps steps = new Steps(progress);
      Progress parts = line -> progress.accept("  " + line);
      EmbeddedTimescale server =
          steps.take(
              "TimescaleDB",
              () ->
                  open.add(EmbeddedTimescale.start(settings.dataDir().resolve("postgres"), parts)));
      server.degraded().ifPresent(why -> progress.accept("degraded: no TimescaleDB: " + why));
      LogDatabase database = server.freshDatabase("embedded", KEPT_LOGS);
      Devnet devnet =
          steps.take(
              "a local chain with the real venue contracts",
              () ->
                  open.add(
                      Devnet.start(
                          DevnetConfig.defaults().withBlockTime(settings.blockTime()).withRelay(),
                          Parts.ofUser(parts))));
      EmbeddedAccount account = EmbeddedAccount.create(settings.dataDir().resolve("accounts"));
      fund(devnet.chain(), account.address());
      // The window of the last start is of a chain that is gone.
      Files.deleteIfExists(ChainFiles.window(settings.dataDir(), devnet.chain().id()));
      Node node =
          steps.take(
              "the node",
              () ->
                  open.add(
                      Node.start(
                          EmbeddedConfig.of(settings, database, devnet, account),
                          database,
                          options)));
      if (settings.marketSeed() != null) {
        open.add(maker(devnet.chain(), settings.marketSeed(), settings.blockTime()));
      }
      complete = true;
      return new EmbeddedNode(open, devnet.chain(), database, account, node);
    } finally {
      if (!complete) {
        open.close();
      }
    }
  }

  private static MarketMaker maker(DevChain chain, long seed, Duration every) {
    MarketMaker maker = chain.marketMaker(seed, Progress.silent());
    maker.start(every);
    return maker;
  }

  /** 100 ether for fees, and a hundred thousand dollars or so of each token. */
  private static void fund(DevChain chain, Address account) {
    chain.fund(account, ETHER.multiply(BigInteger.valueOf(100)));
    for (Token token : chain.deployment().tokens().all()) {
      long whole =
          switch (token.symbol()) {
            case "WETH" -> 40;
            case "WBTC" -> 2;
            default -> 100_000;
          };
      chain.fund(
          account, token, BigInteger.TEN.pow(token.decimals()).multiply(BigInteger.valueOf(whole)));
    }
  }

  /** Where embedded nodes keep their data when nobody says otherwise. */
  public static Path userDataDir(Map<String, String> environment) {
    String data = environment.get("XDG_DATA_HOME");
    return data == null || data.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "share", "fairlead")
        : Path.of(data, "fairlead");
  }

  /** The intent of the README, as JSON. */
  public static String exampleIntent() {
    try (InputStream in = EmbeddedNode.class.getResourceAsStream("example-intent.json")) {
      if (in == null) {
        throw new IllegalStateException("example-intent.json is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Node node() {
    return node;
  }

  /** The chain that it trades on. */
  public DevChain chain() {
    return chain;
  }

  public Address account() {
    return account.address();
  }

  /** Where its API answers, as {@code host:port}. */
  public String target() {
    return "127.0.0.1:" + node.apiPort();
  }

  public String metricsTarget() {
    return "127.0.0.1:" + node.metricsPort();
  }

  public URI chainUri() {
    return chain.http();
  }

  /** The database that holds its log, and the users that work in it. */
  public LogDatabase database() {
    return database;
  }

  public String databaseUrl() {
    return database.url();
  }

  @Override
  public void close() {
    open.close();
  }

  /** Says what is being started and how long it took. */
  private record Steps(Consumer<String> progress) {
    <T> T take(String what, Callable<T> step) throws IOException, InterruptedException {
      progress.accept("starting " + what);
      long start = System.nanoTime();
      try {
        T result = step.call();
        progress.accept(
            "  up after %.1f s".formatted((System.nanoTime() - start) / 1_000_000_000.0));
        return result;
      } catch (IOException | InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("can't start " + what, e);
      }
    }
  }
}

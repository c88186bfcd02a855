package dev.fairlead.devnet.hardhat;

import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.server.ServerProcess;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.NpmTree;
import dev.fairlead.parts.PartsCache;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One running chain of Hardhat's node: an EVM, a transaction pool and a JSON-RPC server that share
 * no code with anvil's.
 *
 * <p>It mines a block for each transaction, and knows the {@code evm_} and {@code hardhat_} methods
 * that anvil knows too. Safe for use by many threads.
 */
public final class Hardhat implements AutoCloseable {
  private static final String CONFIGURATION = "hardhat.config.js";
  private static final Pattern LISTENING =
      Pattern.compile("JSON-RPC server at http://[^:]+:(\\d+)");

  private final ServerProcess process;
  private final JsonRpc rpc;

  private Hardhat(ServerProcess process) {
    this.process = process;
    this.rpc = new JsonRpc(URI.create("http://127.0.0.1:" + process.port()));
  }

  /**
   * Starts an empty chain on a free port and waits until it listens.
   *
   * @param cache has its packages, or gets them
   * @param home a directory for the settings that it keeps
   */
  public static Hardhat start(PartsCache cache, Path home, ChainId chain) {
    Path tree = NpmTree.beside(Hardhat.class, "hardhat", CONFIGURATION).in(cache);
    Path cli = tree.resolve("node_modules/hardhat/internal/cli/cli.js");
    List<String> command =
        List.of("node", cli.toString(), "node", "--hostname", "127.0.0.1", "--port", "0");
    Map<String, String> environment =
        Map.of(
            "HARDHAT_CHAIN_ID",
            chain.toString(),
            "HARDHAT_GAS_LIMIT",
            Long.toString(AnvilSettings.BLOCK_GAS_LIMIT),
            // Neither asks the user, nor reports to anybody.
            "CI",
            "true",
            "XDG_CONFIG_HOME",
            home.toString(),
            "XDG_DATA_HOME",
            home.toString(),
            "XDG_CACHE_HOME",
            home.toString());
    return new Hardhat(ServerProcess.start("hardhat", command, tree, environment, LISTENING));
  }

  /** Where it serves JSON-RPC over HTTP. */
  public URI http() {
    return rpc.endpoint();
  }

  /** Where it serves JSON-RPC over WebSocket. */
  public URI webSocket() {
    return URI.create("ws://127.0.0.1:" + process.port());
  }

  /** Any JSON-RPC method. */
  public JsonRpc rpc() {
    return rpc;
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Stops the process; all that happened on the chain is gone. */
  @Override
  public void close() {
    rpc.close();
    process.close();
  }
}

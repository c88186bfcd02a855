package dev.fairlead.devnet;

import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.market.MarketMaker;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.PartsException;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a devnet from the command line, says where to connect, and keeps it until it is told to
 * end.
 */
public final class DevnetMain {
  private DevnetMain() {}

  /**
   * Exits with 0 after Ctrl-C or SIGTERM, 1 when it can't start and 2 when it does not understand.
   */
  public static void main(String[] args) {
    DevnetOptions options;
    try {
      options = DevnetOptions.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println("fairlead devnet: " + e.getMessage());
      System.err.println(DevnetOptions.USAGE);
      System.exit(2);
      return;
    }
    if (options.help()) {
      System.out.println(DevnetOptions.USAGE);
      return;
    }
    try {
      serve(options, System.out, Progress.to(System.err));
    } catch (DevnetException | PartsException e) {
      System.err.println("fairlead devnet: " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println("fairlead devnet: cannot write the deployment: " + e);
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void serve(DevnetOptions options, PrintStream out, Progress progress)
      throws IOException, InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    try (Devnet devnet = Devnet.start(options.config(), Parts.ofUser(progress));
        MarketMaker maker = devnet.chain().marketMaker(options.seed(), Progress.to(out))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ending, closed), "devnet-end"));
      print(devnet, options, out);
      if (options.file() != null) {
        Files.writeString(options.file(), devnet.chain().deploymentJson());
      }
      if (options.balancerV3()) {
        devnet.chain().startBalancerV3(Parts.ofUser(progress));
      }
      if (options.trades()) {
        maker.start(options.tradeEvery());
      }
      ending.await();
    } finally {
      closed.countDown();
    }
  }

  private static void end(CountDownLatch ending, CountDownLatch closed) {
    ending.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void print(Devnet devnet, DevnetOptions options, PrintStream out) {
    for (DevChain chain : devnet.chains()) {
      out.printf("chain %-6s %s  %s%n", chain.id(), chain.http(), chain.webSocket());
    }
    if (options.config().relay()) {
      out.printf("relay        %s%n", devnet.relay().url());
    }
    for (Wallet wallet : List.of(Wallet.TRADER, Wallet.MARKET_MAKER, Wallet.DEPLOYER)) {
      String name =
          wallet == Wallet.TRADER ? "trader" : wallet == Wallet.DEPLOYER ? "deployer" : "maker";
      out.printf("%-12s %s  key %s%n", name, wallet, wallet.privateKeyHex());
    }
    devnet
        .chain()
        .deployment()
        .tokens()
        .all()
        .forEach(token -> out.printf("%-12s %s%n", token, token.address()));
    out.println("Ctrl-C ends it.");
    out.flush();
  }
}

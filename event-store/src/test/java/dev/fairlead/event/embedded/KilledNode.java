package dev.fairlead.event.embedded;

import dev.fairlead.parts.Progress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a server, tells its process id and waits to be killed. */
final class KilledNode {
  private KilledNode() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedTimescale server = EmbeddedTimescale.start(Path.of(arguments[0]), Progress.silent());
    System.out.println(server.process().orElseThrow().pid());
    new CountDownLatch(1).await();
  }
}

package dev.fairlead.node;

import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.Rehearsal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rehearses routes over the chains' markets while the node begins to serve, so that the first
 * intents don't wait for code that was never run.
 */
final class Rehearsing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.node");
  private static final int ROUTES = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<ChainUnit> chains;
  private final List<Rehearsal> rehearsals;
  private final Counter routed;
  private final Thread thread;
  private volatile boolean isClosed;

  private Rehearsing(GraphRouter router, List<ChainUnit> chains, MeterRegistry registry) {
    this.chains = chains;
    this.rehearsals =
        chains.stream().map(chain -> new Rehearsal(router, chain.wrappedNative())).toList();
    this.routed =
        Counter.builder("fairlead.route.rehearsed")
            .description("Made-up routes that were searched as the node began")
            .register(registry);
    this.thread = Thread.ofPlatform().daemon().name("fairlead-rehearsal").unstarted(this::rehearse);
  }

  static Rehearsing begin(GraphRouter router, List<ChainUnit> chains, MeterRegistry registry) {
    Rehearsing begun = new Rehearsing(router, List.copyOf(chains), registry);
    begun.thread.start();
    return begun;
  }

  private void rehearse() {
    long begun = System.nanoTime();
    int tries = 0;
    while (!isClosed && tries < ROUTES && System.nanoTime() - begun < PATIENCE.toNanos()) {
      int chain = tries % chains.size();
      Rehearsal rehearsal = rehearsals.get(chain);
      int before = rehearsal.asked();
      chains.get(chain).market().market().ifPresent(rehearsal::next);
      routed.increment(rehearsal.asked() - before);
      tries++;
    }
    LOG.info(
        "{} routes rehearsed in {} s",
        rehearsals.stream().mapToInt(Rehearsal::asked).sum(),
        String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begun) / 1e9));
  }

  @Override
  public void close() {
    isClosed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.fairlead.node;

import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.WarmUp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes made-up requests over the chains' markets while the node begins to serve, so that the
 * first intents don't wait for code that was never run.
 */
final class RouterWarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.node");
  private static final int ROUTES = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<ChainUnit> chains;
  private final List<WarmUp> warmUps;
  private final Counter routed;
  private final Thread thread;
  private volatile boolean isClosed;

  private RouterWarmUp(GraphRouter router, List<ChainUnit> chains, MeterRegistry registry) {
    this.chains = chains;
    this.warmUps = chains.stream().map(chain -> new WarmUp(router, chain.wrappedNative())).toList();
    this.routed =
        Counter.builder("fairlead.route.warm.up")
            .description("Made-up routes that were searched as the node began")
            .register(registry);
    this.thread = Thread.ofPlatform().daemon().name("fairlead-warm-up").unstarted(this::warmUp);
  }

  static RouterWarmUp begin(GraphRouter router, List<ChainUnit> chains, MeterRegistry registry) {
    RouterWarmUp begun = new RouterWarmUp(router, List.copyOf(chains), registry);
    begun.thread.start();
    return begun;
  }

  private void warmUp() {
    long begun = System.nanoTime();
    int tries = 0;
    while (!isClosed && tries < ROUTES && System.nanoTime() - begun < PATIENCE.toNanos()) {
      int chain = tries % chains.size();
      WarmUp each = warmUps.get(chain);
      int before = each.asked();
      chains.get(chain).market().market().ifPresent(each::next);
      routed.increment(each.asked() - before);
      tries++;
    }
    LOG.info(
        "warmed up by {} routes in {} s",
        warmUps.stream().mapToInt(WarmUp::asked).sum(),
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

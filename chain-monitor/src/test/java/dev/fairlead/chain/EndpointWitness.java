package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sees what becomes of endpoints, and waits for it. */
final class EndpointWitness implements ChainObserver {
  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<Change> changes = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> probed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> disagreed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> mistrusted = new LinkedBlockingQueue<>();
  private final List<String> hedged = new CopyOnWriteArrayList<>();
  private final List<String> halted = new CopyOnWriteArrayList<>();

  private record Change(String endpoint, EndpointState state, String reason) {}

  @Override
  public void endpoint(ChainId chain, String endpoint, EndpointState state, String reason) {
    changes.add(new Change(endpoint, state, reason));
  }

  @Override
  public void probed(ChainId chain, String endpoint, BlockNumber head, long lag) {
    probed.add(endpoint);
  }

  @Override
  public void disagreed(ChainId chain, String what) {
    disagreed.add(what);
  }

  @Override
  public void mistrusted(ChainId chain, String what) {
    mistrusted.add(what);
  }

  @Override
  public void hedged(ChainId chain, String endpoint) {
    hedged.add(endpoint);
  }

  @Override
  public void halted(ChainId chain, String reason) {
    halted.add(reason);
  }

  /** Waits until an endpoint enters a state; gives the reason. */
  String await(String endpoint, EndpointState state) throws InterruptedException {
    while (true) {
      Change change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(change).as("%s becomes %s", endpoint, state).isNotNull();
      if (change.endpoint().equals(endpoint) && change.state() == state) {
        return change.reason();
      }
    }
  }

  /** Waits until each of these was looked at so many times from now on. */
  void awaitLooks(int times, String... endpoints) throws InterruptedException {
    probed.clear();
    List<String> open = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      open.addAll(List.of(endpoints));
    }
    while (!open.isEmpty()) {
      open.remove(next(probed, "looks at " + open));
    }
  }

  List<String> disagreements() {
    return List.copyOf(disagreed);
  }

  String awaitDisagreement() throws InterruptedException {
    return next(disagreed, "a disagreement");
  }

  String awaitMistrust(String words) throws InterruptedException {
    String what = next(mistrusted, words);
    while (!what.contains(words)) {
      what = next(mistrusted, words);
    }
    return what;
  }

  private static String next(BlockingQueue<String> told, String what) throws InterruptedException {
    @Nullable String next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as(what).isNotNull();
    return next;
  }

  List<String> hedged() {
    return hedged;
  }

  List<String> halted() {
    return halted;
  }
}

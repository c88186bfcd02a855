package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All open intents of this node, each on its own thread. Safe for use by many threads. */
final class Runners implements AutoCloseable {
  private record Running(Journal journal, Bell bell, Thread thread) {}

  private final Surroundings around;
  private final IntentSettings settings;
  private final Map<ChainId, ChainWatch> watches;
  private final Lanes lanes;
  private final Map<ChainId, PriceGuard> prices;
  private final Ceilings ceilings = new Ceilings();
  private final Map<IntentId, Running> running = new ConcurrentHashMap<>();

  /** Intents that were changed before their runner was known here. */
  private final Set<IntentId> changedEarly = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  Runners(
      Surroundings around,
      IntentSettings settings,
      Map<ChainId, ChainWatch> watches,
      Lanes lanes,
      Map<ChainId, PriceGuard> prices) {
    this.around = around;
    this.settings = settings;
    this.watches = Map.copyOf(watches);
    this.lanes = lanes;
    this.prices = Map.copyOf(prices);
  }

  /** Works an intent from where it stands; nothing happens when it has ended. */
  void start(IntentView view) {
    if (closed || !(view.state() instanceof IntentState.Open open)) {
      return;
    }
    IntentId id = open.life().id();
    Workplace at = workplace(open.life());
    Bell bell = new Bell();
    Journal journal =
        new Journal(
            around.store().log(), around.observer(), bell, settings.execution().retryPause(), view);
    IntentRunner runner = new IntentRunner(at, journal, bell, signed(open.life()));
    Thread thread = around.threads().newThread(() -> work(id, runner));
    running.put(id, new Running(journal, bell, thread));
    if (changedEarly.remove(id)) {
      journal.markStale();
    }
    thread.start();
  }

  /** Somebody else wrote to the intent's stream. */
  void changed(IntentId id) {
    Running known = running.get(id);
    if (known == null) {
      changedEarly.add(id);
      known = running.get(id);
    }
    if (known != null) {
      changedEarly.remove(id);
      known.journal().markStale();
      known.bell().ring();
    }
  }

  /** How many intents are being worked. */
  int count() {
    return running.size();
  }

  TradingChain trading(ChainId chain) {
    TradingChain trading = around.chains().get(chain);
    if (trading == null) {
      throw new IllegalStateException("chain " + chain + " is not configured");
    }
    return trading;
  }

  /** The account and all else for an intent; what it signed before decides over configuration. */
  Workplace workplace(OpenIntent life) {
    Intent intent = life.intent();
    Optional<Address> bound =
        life.payloads().map(payload -> payload.transaction().from()).findFirst();
    Address account =
        bound.orElseGet(() ->
            settings
                .strategies()
                .find(intent.strategy())
                .map(StrategyConfig::account)
                .orElseThrow(() ->
                    new IllegalStateException(
                        "strategy " + intent.strategy() + " is not configured")));
    return workplace(intent.trade().chain(), account);
  }

  Workplace workplace(ChainId chain, Address account) {
    TradingChain trading = trading(chain);
    ChainWatch watch = watches.get(chain);
    var signer = around.signers().get(account);
    Address executor = trading.executors().get(account);
    if (watch == null || signer == null || executor == null) {
      throw new IllegalStateException(
          "account " + account + " has no signer or no executor on chain " + chain);
    }
    return new Workplace(
        trading,
        watch,
        lanes.lane(trading.chain(), account),
        signer,
        account,
        executor,
        Objects.requireNonNull(prices.get(chain), "prices"),
        ceilings,
        around,
        settings.execution());
  }

  private void work(IntentId id, IntentRunner runner) {
    try {
      runner.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      around.observer().stopped(id, e);
    } finally {
      running.remove(id);
    }
  }

  private static Set<TxHash> signed(OpenIntent life) {
    return life.payloads()
        .map(Payload::signed)
        .flatMap(Stream::ofNullable)
        .map(SignedTransaction::hash)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Stops all work and waits for it; the log says how to go on. */
  @Override
  public void close() {
    closed = true;
    for (Running each : running.values()) {
      each.thread().interrupt();
    }
    for (Running each : running.values()) {
      Threads.join(each.thread());
    }
    ceilings.close();
  }
}

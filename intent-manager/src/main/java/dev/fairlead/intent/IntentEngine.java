package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The part of a node that works intents: its desk, its history, and a thread for each open intent.
 *
 * <p>Opening it resumes every intent that the log says is open. Closing it stops the work where it
 * is; nothing is lost, since all that it knows is in the log.
 */
public final class IntentEngine implements AutoCloseable {
  private final Runners runners;
  private final Map<ChainId, ChainWatch> watches;
  private final List<HeadStart> headStarts = new ArrayList<>();
  private final IntentDesk desk;
  private final History history;
  private final Accounts accounts;
  private final Comparisons comparisons;
  private final Baskets baskets;

  private IntentEngine(
      Runners runners,
      Map<ChainId, ChainWatch> watches,
      IntentDesk desk,
      History history,
      Accounts accounts,
      Comparisons comparisons,
      Baskets baskets) {
    this.runners = runners;
    this.watches = watches;
    this.desk = desk;
    this.history = history;
    this.accounts = accounts;
    this.comparisons = comparisons;
    this.baskets = baskets;
  }

  /** Follows the chains, resumes what is open, and is ready to take intents. */
  public static IntentEngine open(Surroundings around, IntentSettings settings)
      throws InterruptedException {
    checkSigners(around);
    Lanes lanes = new Lanes(around.store(), around.observer());
    Map<ChainId, ChainWatch> watches = new HashMap<>();
    around
        .chains()
        .forEach((id, trading) -> {
          Set<Address> accounts = trading.executors().keySet();
          watches.put(
              id,
              ChainWatch.start(
                  trading.chain(),
                  accounts,
                  (account, block) -> lanes.lane(trading.chain(), account).chainMoved(block),
                  around.threads()));
        });
    Map<ChainId, PriceGuard> prices = new HashMap<>();
    around.chains().forEach((id, trading) -> prices.put(id, PriceGuard.of(trading, around)));
    Runners runners = new Runners(around, settings, watches, lanes, prices);
    Valuer valuer = new Valuer(around.router());
    IntentEngine engine =
        new IntentEngine(
            runners,
            watches,
            new IntentDesk(around, settings, valuer, new Previews(runners), runners),
            new History(around.store()),
            new Accounts(lanes),
            new Comparisons(around, settings),
            new Baskets(around, settings));
    try {
      for (ChainWatch watch : watches.values()) {
        watch.picture();
      }
      engine.beginHeadStarts(around, lanes, valuer, prices, settings.execution().marketPatience());
      new Recovery(around.store(), runners, around.observer()).run();
    } catch (InterruptedException | RuntimeException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  private void beginHeadStarts(
      Surroundings around,
      Lanes lanes,
      Valuer valuer,
      Map<ChainId, PriceGuard> prices,
      Duration marketPatience) {
    around
        .chains()
        .forEach((id, trading) -> {
          ChainWatch watch = watches.get(id);
          if (watch != null) {
            headStarts.add(
                HeadStart.begin(
                    trading,
                    watch,
                    trading.executors().keySet().stream()
                        .map(account -> lanes.lane(trading.chain(), account))
                        .toList(),
                    valuer,
                    Objects.requireNonNull(prices.get(id), "prices"),
                    marketPatience,
                    around.threads()));
          }
        });
  }

  private static void checkSigners(Surroundings around) {
    around
        .chains()
        .values()
        .forEach(trading ->
            trading
                .executors()
                .keySet()
                .forEach(account -> {
                  if (!around.signers().containsKey(account)) {
                    throw new IllegalArgumentException(
                        "account %s has an executor on chain %s but no signer"
                            .formatted(account, trading.chain().id()));
                  }
                }));
  }

  public IntentDesk desk() {
    return desk;
  }

  public History history() {
    return history;
  }

  public Accounts accounts() {
    return accounts;
  }

  public Comparisons comparisons() {
    return comparisons;
  }

  public Baskets baskets() {
    return baskets;
  }

  /** How many intents are being worked now. */
  public int openIntents() {
    return runners.count();
  }

  @Override
  public void close() {
    runners.close();
    headStarts.forEach(HeadStart::close);
    for (ChainWatch watch : watches.values()) {
      watch.close();
    }
  }
}

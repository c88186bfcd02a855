package dev.fairlead.grpc;

import dev.fairlead.event.EventStore;
import dev.fairlead.intent.History;
import dev.fairlead.intent.IntentEngine;
import io.grpc.BindableService;
import java.util.List;
import java.util.concurrent.Executor;

/** The node's services over its inner parts. */
public final class Services {
  private Services() {}

  /**
   * All of them.
   *
   * @param threads gives each stream a thread that it may block
   */
  public static List<BindableService> of(
      IntentEngine engine,
      EventStore store,
      StatusSource status,
      ChainSource chains,
      MarketSource markets,
      Executor threads) {
    History history = new History(store);
    Watches watches = new Watches(store, history, threads);
    return List.of(
        new IntentApi(engine.desk(), history, store.intents(), watches, chains),
        new EventApi(store, threads, EventStream.PATIENCE),
        new HistoryApi(store, history, threads, EventStream.PATIENCE),
        new EvidenceApi(store.log(), store.evidence()),
        new NodeApi(status, engine.accounts()),
        new ChainApi(chains, threads),
        new MarketApi(markets, engine.comparisons(), engine.baskets()));
  }
}

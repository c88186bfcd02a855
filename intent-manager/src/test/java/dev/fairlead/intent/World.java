package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.chain.relay.PrivateRelay;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.signing.LocalSigner;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.MarketObserver;
import dev.fairlead.venue.executor.ExecutorSteps;
import dev.fairlead.venue.router.VenueRouter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node's intents in a world in memory: real signatures, real programs, real arithmetic; a log, a
 * chain and a relay that do as they are told. Engines come and go, the world stays.
 */
final class World implements AutoCloseable {
  final ManualClock clock = new ManualClock();
  final MemoryStore store = new MemoryStore(clock);
  final MemoryChain chain;
  final MemoryRelay relay;
  final List<String> problems = new CopyOnWriteArrayList<>();
  final List<Throwable> stops = new CopyOnWriteArrayList<>();
  private MarketKeeper market;
  private RiskPolicy risk =
      new RiskPolicy(Fraction.ofBasisPoints(500), Duration.ofHours(1), Set.of(), Map.of());
  private final RouterUse venueRouters;
  private Map<VenueId, VenueRouter> routers = Map.of(MemoryVenue.VENUE, Ledger.ROUTER);
  private @Nullable IntentEngine engine;

  World() {
    this(RouterUse.NEVER);
  }

  World(RouterUse venueRouters) {
    this.venueRouters = venueRouters;
    Ledger genesis = new Ledger(MemoryVenue.pair(2_500_000, 1_000));
    genesis.setBalance(
        Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Uint256.of(1_000_000_000_000L));
    chain = new MemoryChain(clock, genesis);
    relay = new MemoryRelay(chain);
    chain.onOffer(this::checkDurable);
    relay.onOffer(this::checkDurable);
    market = MarketKeeper.start(chain, List.of(new MemoryVenue(chain)), MarketObserver.none());
  }

  /** Nothing may leave before it is in the log: looked at from outside, at every offer. */
  private void checkDurable(SignedTransaction tx) {
    if (!store.holdsSigned(tx.hash())) {
      problems.add("offered before it was durable: " + tx.hash());
    }
  }

  void restrict(RiskPolicy policy) {
    risk = policy;
  }

  /** An engine that starts from now on knows no venue's own router. */
  void removeRouters() {
    routers = Map.of();
  }

  /** An engine that starts from now on has a market without pools. */
  void removeVenues() {
    market.close();
    market = MarketKeeper.start(chain, List.of(), MarketObserver.none());
  }

  IntentEngine start() throws InterruptedException {
    return start(CrashPoints.none(), relay);
  }

  IntentEngine start(CrashPoints crashPoints) throws InterruptedException {
    return start(crashPoints, relay);
  }

  IntentEngine start(CrashPoints crashPoints, @Nullable PrivateRelay withRelay)
      throws InterruptedException {
    IntentEngine next =
        IntentEngine.open(
            new Surroundings(
                store,
                Map.of(
                    Samples.CHAIN,
                    new TradingChain(
                        chain,
                        market,
                        withRelay,
                        Samples.WETH,
                        Map.of(Samples.ACCOUNT_OF_TESTS, Samples.EXECUTOR),
                        routers,
                        PriceReferences.NONE)),
                Map.of(Samples.ACCOUNT_OF_TESTS, new LocalSigner(Samples.KEY)),
                new GraphRouter(),
                new RevertReader(List.of(ExecutorSteps.declarations())),
                clock,
                Thread.ofVirtual().uncaughtExceptionHandler((_, e) -> stops.add(e)).factory(),
                crashPoints,
                new IntentObserver() {
                  @Override
                  public void stopped(IntentId id, Throwable cause) {
                    stops.add(cause);
                  }
                }),
            settings());
    engine = next;
    return next;
  }

  IntentSettings settings() {
    return new IntentSettings(
        new TokenBook(List.of(Samples.USDC, Samples.WETH)),
        new Strategies(
            Map.of(
                Samples.STRATEGY,
                new StrategyConfig(
                    Samples.ACCOUNT_OF_TESTS,
                    Map.of(Samples.CHAIN, Samples.USDC),
                    Fraction.ofBasisPoints(50),
                    Duration.ofMinutes(1),
                    Privacy.PUBLIC,
                    Selection.everything(),
                    Selection.everything(),
                    RouteTerms.OPEN)),
            null),
        risk,
        new ExecutionPolicy(
            3,
            4,
            Fraction.ofBasisPoints(500),
            Fraction.ofBasisPoints(5),
            Fraction.ofBasisPoints(5000),
            3,
            Duration.ofSeconds(2),
            Duration.ofMillis(5),
            venueRouters,
            Wei.ZERO));
  }

  /** Sells dollars for ether. */
  static IntentRequest sell(IntentId id, long dollars, Privacy privacy, ExecutionStyle style) {
    return new IntentRequest(
        id,
        Samples.STRATEGY,
        IntentType.SWAP,
        List.of(
            new IntentRequest.Target(
                new IntentRequest.AssetName(Samples.CHAIN, Samples.USDC.address(), "USDC", 6),
                Uint256.of(dollars).times(Uint256.of(1_000_000))),
            new IntentRequest.Target(
                new IntentRequest.AssetName(Samples.CHAIN, Samples.WETH.address(), null, null),
                null)),
        null,
        terms(privacy, style));
  }

  static IntentRequest sell(int number, long dollars) {
    return sell(Samples.id(number), dollars, Privacy.PUBLIC, ExecutionStyle.ADAPTIVE);
  }

  static IntentRequest.Terms terms(Privacy privacy, ExecutionStyle style) {
    return new IntentRequest.Terms(
        Fraction.ofBasisPoints(50),
        Duration.ofMinutes(1),
        null,
        null,
        null,
        null,
        null,
        privacy,
        style,
        Selection.everything(),
        Selection.everything(),
        RouteTerms.OPEN);
  }

  IntentState await(IntentId id, IntentStatus status) throws InterruptedException {
    return await(id, state -> state.status() == status);
  }

  IntentState await(IntentId id, Predicate<IntentState> wish) throws InterruptedException {
    IntentState state = store.await(id, wish);
    assertThat(wish.test(state))
        .as("intent %s stands at %s; life: %s; stops: %s", id, state.status(), names(id), stops)
        .isTrue();
    return state;
  }

  /** Waits for a state or for the engine's death, whichever comes first. */
  void await(IntentId id, AtomicBoolean killed, Predicate<IntentState> wish)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!killed.get() && System.nanoTime() < end) {
      if (!store.lifeOf(id).isEmpty() && wish.test(store.stateOf(id))) {
        return;
      }
      store.awaitGrowth(Duration.ofMillis(20));
    }
    assertThat(killed).as("life %s, stops %s", names(id), stops).isTrue();
  }

  /** Waits until the engine was killed where it was to be. */
  void await(IntentId id, AtomicBoolean killed, CrashPoint point) throws InterruptedException {
    for (int i = 0; i < 200 && !killed.get(); i++) {
      store.awaitGrowth(Duration.ofMillis(20));
      if (!killed.get() && i % 5 == 4) {
        chain.mine();
      }
    }
    assertThat(killed).as("%s was never reached; life %s", point, names(id)).isTrue();
  }

  /** What happened, in its order; bounds are left out, which come when they come. */
  List<String> names(IntentId id) {
    return store.lifeOf(id).stream()
        .filter(event -> !(event instanceof IntentEvent.PlanBounded))
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  /** Mines until the intent has ended. */
  IntentState finish(IntentId id) throws InterruptedException {
    for (int i = 0; i < 60; i++) {
      IntentState state = store.stateOf(id);
      if (state instanceof IntentState.Ended) {
        return state;
      }
      long before = store.head().position().value();
      chain.mine();
      IntentState next = store.awaitChange(before, Duration.ofMillis(150), id);
      if (next instanceof IntentState.Ended) {
        return next;
      }
    }
    return await(id, state -> state instanceof IntentState.Ended);
  }

  /** Dollars that left the account so far. */
  TokenAmount spent() {
    return Samples.USDC.amount(
        Uint256.of(1_000_000_000_000L)
            .minus(chain.ledger().balance(Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS)));
  }

  static Wei feeOf(IntentState state) {
    return state.details().fee();
  }

  void stop() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  @Override
  public void close() {
    stop();
    market.close();
    assertThat(problems).isEmpty();
  }
}

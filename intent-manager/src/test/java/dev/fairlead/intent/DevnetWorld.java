package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.SoftConfirmation;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.proof.ProofRule;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.chain.relay.FlashbotsRelay;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.relay.PrivateRelay;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.StreamId;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.signing.LocalSigner;
import dev.fairlead.signing.SecpKey;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.MarketObserver;
import dev.fairlead.venue.executor.ExecutorArtifact;
import dev.fairlead.venue.executor.ExecutorDeployment;
import dev.fairlead.venue.executor.ExecutorSteps;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Intents on a devnet chain with the real venues, the real executor and the devnet's relay, whose
 * builder makes a block when it is told to.
 */
final class DevnetWorld implements AutoCloseable {
  static final StrategyId STRATEGY = Samples.STRATEGY;

  /** So many blocks lie above what is set up here that no reorg of a test removes it. */
  private static final int DEEPER_THAN_REORGS = 16;

  final Devnet devnet;
  final DevChain dev;
  final Deployment.Tokens tokens;
  final LocalSigner signer;
  final Address executor;
  EventStore store;
  final List<Throwable> stops = new CopyOnWriteArrayList<>();
  final Map<IntentObserver.Step, ConcurrentLinkedQueue<Duration>> times = new ConcurrentHashMap<>();
  private final Map<Token, byte[]> codes = new ConcurrentHashMap<>();
  private final ThreadFactory threads = Thread.ofVirtual().factory();
  private final ChainIo io = ChainIo.open();

  /** What the node sees of the chain goes through it. */
  final FaultProxy proxy;

  private final EvmChain chain;
  private final FlashbotsRelay relay;
  private final MarketKeeper market;
  private final RouterUse venueRouters;
  private PriceReferences references = PriceReferences.NONE;
  private @Nullable IntentEngine engine;

  DevnetWorld(EventStore store) {
    this(store, RouterUse.WHEN_CHEAPER);
  }

  DevnetWorld(EventStore store, RouterUse venueRouters) {
    this(store, honest -> honest, new SoftConfirmation.None(), venueRouters);
  }

  /** The chain is reached in a way of the test's own, and promises what the test says. */
  DevnetWorld(
      EventStore store,
      UnaryOperator<RpcEndpoint> way,
      SoftConfirmation soft,
      RouterUse venueRouters) {
    this.store = store;
    this.venueRouters = venueRouters;
    devnet = Devnet.start(DevnetConfig.defaults().withRelay());
    dev = devnet.chain();
    proxy = FaultProxy.before(dev.http(), Optional.of(dev.webSocket()));
    tokens = dev.deployment().tokens();
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    signer = new LocalSigner(SecpKey.of(key));
    dev.fund(signer.account(), BigInteger.TEN.pow(20));
    for (Token token : tokens.all()) {
      dev.fund(signer.account(), token, BigInteger.TEN.pow(token.decimals() + 6));
    }
    executor = deployExecutor();
    dev.control().mine(DEEPER_THAN_REORGS);
    chain =
        EvmChain.open(
            profile(soft),
            Endpoints.of(way.apply(RpcEndpoint.of(proxy.http(), Optional.of(proxy.webSocket())))),
            io,
            threads,
            ChainObserver.none());
    relay =
        new FlashbotsRelay(
            chain.id(),
            "devnet",
            RpcEndpoint.of(builder().url(), Optional.empty()),
            this::header,
            io,
            ChainObserver.none());
    market = MarketKeeper.start(chain, DevnetVenues.of(dev), MarketObserver.none());
  }

  /** Flashbots' header: a personal signature over the hash of the body, as text. */
  private String header(byte[] body) {
    String hash = Bytes.of(body).keccak256().toString();
    return signer.account() + ":" + signer.signPersonal(hash.getBytes(StandardCharsets.US_ASCII));
  }

  private ChainProfile profile(SoftConfirmation soft) {
    return new ChainProfile(
        dev.id(),
        "devnet",
        tokens.weth().address(),
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        new ChainProfile.Finality.Confirmations(2),
        BaseFeeRule.Eip1559.ETHEREUM,
        FeePerGas.of(1),
        FeePerGas.of(100_000_000_000L),
        FeePerGas.of(10_000_000_000_000L),
        ProofRule.of(dev.id()),
        soft,
        FeeTerms.PLAIN);
  }

  EvmChain chain() {
    return chain;
  }

  private Address deployExecutor() {
    ExecutorDeployment deployment =
        new ExecutorDeployment(
            signer.account(),
            tokens.weth().address(),
            dev.deployment().uniswapV4().poolManager(),
            dev.deployment().balancerV2().vault());
    Address deployer = Wallet.DEPLOYER.address();
    TxHash hash =
        dev.anvil()
            .send(
                Wallet.DEPLOYER,
                Transaction.create(
                        dev.anvil().nonce(deployer),
                        ExecutorArtifact.load().creationCode(deployment).toArray())
                    .withGas(6_000_000));
    builder().buildBlock();
    return Address.parse(dev.anvil().receipt(hash).required("contractAddress").stringValue());
  }

  PrivateRelay builder() {
    return dev.relay().orElseThrow();
  }

  /** The next block, with all that waits for it. */
  void mine() {
    builder().buildBlock();
  }

  /** What engines that start from now on hold plans against. */
  void guardBy(PriceReferences prices) {
    references = prices;
  }

  /** The next block, once the market stands at it. */
  void mineAndSee() {
    mine();
    long height = dev.anvil().blockNumber();
    await(() -> market.market().map(seen -> seen.block().number().value() >= height).orElse(false));
  }

  IntentEngine start() throws InterruptedException {
    return start(CrashPoints.none());
  }

  IntentEngine start(CrashPoints crashPoints) throws InterruptedException {
    market.await(chain.head().number(), Duration.ofSeconds(20));
    IntentEngine next =
        IntentEngine.open(
            new Surroundings(
                store,
                Map.of(
                    chain.id(),
                    new TradingChain(
                        chain,
                        market,
                        relay,
                        tokens.weth(),
                        Map.of(signer.account(), executor),
                        DevnetVenues.routers(dev),
                        references)),
                Map.of(signer.account(), signer),
                new GraphRouter(),
                new RevertReader(List.of(ExecutorSteps.declarations())),
                InstantSource.system(),
                Thread.ofVirtual().uncaughtExceptionHandler((_, e) -> stops.add(e)).factory(),
                crashPoints,
                new IntentObserver() {
                  @Override
                  public void took(Step step, IntentId id, Duration time) {
                    times.computeIfAbsent(step, _ -> new ConcurrentLinkedQueue<>()).add(time);
                  }

                  @Override
                  public void stopped(IntentId id, Throwable cause) {
                    stops.add(cause);
                  }
                }),
            settings());
    engine = next;
    return next;
  }

  private IntentSettings settings() {
    return new IntentSettings(
        new TokenBook(traded()),
        new Strategies(
            Map.of(
                STRATEGY,
                new StrategyConfig(
                    signer.account(),
                    Map.of(dev.id(), tokens.usdc()),
                    Fraction.ofBasisPoints(50),
                    Duration.ofMinutes(1),
                    Privacy.PUBLIC,
                    Selection.everything(),
                    Selection.everything(),
                    RouteTerms.OPEN)),
            null),
        new RiskPolicy(
            Fraction.ofBasisPoints(1000),
            Duration.ofHours(1),
            Set.of(),
            Map.of(dev.id(), tokens.usdc().amount(Uint256.of(1_000_000L * 1_000_000L)))),
        policy());
  }

  /** The devnet's tokens and the coin of its chain. */
  List<Token> traded() {
    List<Token> traded = new ArrayList<>(tokens.all());
    traded.add(DevnetVenues.coin(dev));
    return traded;
  }

  private ExecutionPolicy policy() {
    ExecutionPolicy usual = ExecutionPolicy.standard();
    return new ExecutionPolicy(
        usual.maxHops(),
        usual.maxLegs(),
        usual.maxPriceImpact(),
        usual.exactOutHeadroom(),
        usual.gasMargin(),
        usual.resendBlocks(),
        usual.marketPatience(),
        usual.retryPause(),
        venueRouters,
        usual.coinReserve());
  }

  /** Sells so many whole units of one token for another. */
  IntentRequest sell(IntentId id, Token sell, long whole, Token buy, Privacy privacy) {
    return new IntentRequest(
        id,
        STRATEGY,
        IntentType.SWAP,
        List.of(
            new IntentRequest.Target(name(sell), whole(sell, whole)),
            new IntentRequest.Target(name(buy), null)),
        null,
        terms(privacy));
  }

  static IntentRequest.Terms terms(Privacy privacy) {
    return terms(privacy, Selection.everything());
  }

  static IntentRequest.Terms terms(Privacy privacy, Selection<VenueId> venues) {
    return new IntentRequest.Terms(
        Fraction.ofBasisPoints(50),
        Duration.ofMinutes(1),
        null,
        null,
        null,
        null,
        null,
        privacy,
        ExecutionStyle.ADAPTIVE,
        venues,
        Selection.everything(),
        RouteTerms.OPEN);
  }

  static IntentRequest.AssetName name(Token token) {
    return new IntentRequest.AssetName(
        token.chain(), token.address(), token.symbol(), token.decimals());
  }

  static Uint256 whole(Token token, long amount) {
    return Uint256.of(amount).times(Uint256.of(10).pow(token.decimals()));
  }

  Uint256 balance(Token token) {
    return Uint256.of(dev.anvil().balance(token.address(), signer.account()));
  }

  List<IntentEvent> lifeOf(IntentId id) {
    return store.log().read(StreamId.intent(id)).stream()
        .map(recorded -> (IntentEvent) recorded.event())
        .toList();
  }

  List<String> names(IntentId id) {
    return lifeOf(id).stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  IntentState state(IntentId id) {
    return IntentState.replay(lifeOf(id));
  }

  /** From now on every call of the token reverts, as when it is paused. */
  void refuseTransfersOf(Token token) {
    codes.put(token, dev.anvil().code(token.address()));
    dev.control().setCode(token.address(), new byte[] {0x5f, 0x5f, (byte) 0xfd});
  }

  void admitTransfersOf(Token token) {
    dev.control().setCode(token.address(), codes.getOrDefault(token, new byte[0]));
  }

  /** Waits until the engine stopped an intent. */
  void awaitStop() {
    Bell pause = new Bell();
    for (int i = 0; i < 2_000 && stops.isEmpty(); i++) {
      pause(pause, 5);
    }
    assertThat(stops).isNotEmpty();
  }

  /** Waits until so many answers in all were not the chain's own. */
  void awaitSpoiled(int answers) {
    await(() -> proxy.spoiled() >= answers);
  }

  void await(BooleanSupplier wish) {
    Bell pause = new Bell();
    for (int i = 0; i < 12_000 && !wish.getAsBoolean(); i++) {
      pause(pause, 5);
    }
    assertThat(wish.getAsBoolean()).isTrue();
  }

  IntentState await(IntentId id, IntentStatus status) {
    return await(id, state -> state.status() == status);
  }

  IntentState await(IntentId id, Predicate<IntentState> wish) {
    Bell pause = new Bell();
    IntentState state = state(id);
    for (int i = 0; i < 2_000 && !wish.test(state); i++) {
      pause(pause, 5);
      state = state(id);
    }
    assertThat(wish.test(state))
        .as("%s stands at %s: %s, stops %s", id, state.status(), lifeOf(id), stops)
        .isTrue();
    return state;
  }

  /** Mines until the intent has ended. */
  IntentState finish(IntentId id) {
    Bell pause = new Bell();
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 30; j++) {
        if (state(id) instanceof IntentState.Ended) {
          return state(id);
        }
        pause(pause, 5);
      }
      mine();
    }
    return await(id, state -> state instanceof IntentState.Ended);
  }

  private static void pause(Bell bell, long millis) {
    try {
      bell.pause(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The median and the highest of a step's times. */
  String timing(IntentObserver.Step step) {
    List<Duration> sorted =
        new ArrayList<>(times.getOrDefault(step, new ConcurrentLinkedQueue<>()));
    sorted.sort(Duration::compareTo);
    return sorted.isEmpty()
        ? "none"
        : "%d times, p50 %d us, max %d us"
            .formatted(
                sorted.size(),
                sorted.get(sorted.size() / 2).toNanos() / 1000,
                sorted.getLast().toNanos() / 1000);
  }

  /** The chain goes on; the node comes back on another log. */
  void comeBackOn(EventStore other) {
    stop();
    store = other;
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
    relay.close();
    chain.close();
    io.close();
    proxy.close();
    devnet.close();
    store.close();
  }
}

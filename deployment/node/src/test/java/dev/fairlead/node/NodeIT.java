package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetTarget;
import dev.fairlead.api.v1.BasketPart;
import dev.fairlead.api.v1.CancelIntentRequest;
import dev.fairlead.api.v1.ChainCondition;
import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.ChainSide;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.CompareChainsRequest;
import dev.fairlead.api.v1.CompareChainsResponse;
import dev.fairlead.api.v1.Constraints;
import dev.fairlead.api.v1.EndpointState;
import dev.fairlead.api.v1.EventFilter;
import dev.fairlead.api.v1.GetChainsRequest;
import dev.fairlead.api.v1.GetFeesRequest;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetIntentRequest;
import dev.fairlead.api.v1.GetMarketsRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.GetStatusRequest;
import dev.fairlead.api.v1.InclusionSpeed;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.ListIntentsRequest;
import dev.fairlead.api.v1.MarketCondition;
import dev.fairlead.api.v1.MarketSwitch;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.NamedAmount;
import dev.fairlead.api.v1.NodeStatus;
import dev.fairlead.api.v1.PartQuote;
import dev.fairlead.api.v1.Plan;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.QuoteBasketRequest;
import dev.fairlead.api.v1.QuoteBasketResponse;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.RecordedEvent.PayloadCase;
import dev.fairlead.api.v1.SpeedFees;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.TailEventsResponse;
import dev.fairlead.api.v1.VerifyLogProgress;
import dev.fairlead.api.v1.VerifyLogRequest;
import dev.fairlead.api.v1.WatchChainRequest;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.TxHash;
import dev.fairlead.node.cli.CommandLines;
import dev.fairlead.node.cli.NodeConnection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole node on real parts, through its gRPC API: TimescaleDB, a chain, the venues' contracts.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class NodeIT {
  private EmbeddedNode node;
  private NodeConnection connection;
  private TestStrategy strategy;

  NodeIT(@TempDir Path data) throws IOException, InterruptedException {
    node =
        EmbeddedNode.start(
            new EmbeddedNode.Settings(data, Duration.ofMillis(500), 0, 0, null), line -> {});
    connection = NodeConnection.to(node.target());
    strategy = new TestStrategy(connection);
  }

  @BeforeAll
  void isHealthy() throws IOException, InterruptedException {
    assertThat(get("/health")).isEqualTo("ok\n");
  }

  @AfterAll
  void stop() {
    connection.close();
    node.close();
  }

  @Test
  @DisplayName("failures #161: a kind of pools is switched off while the node runs")
  void silencesAVenueUntilItIsSwitchedOnAgain() {
    String chain = Long.toString(market().getChainId());
    assertThat(market().getVenuesList()).allMatch(venue -> venue.getSilenced() == 0);
    assertThat(run("off", chain, "--venue", "uniswap-v4", "--by", "me", "--reason", "x")).isZero();
    assertThat(market().getVenuesList()).anyMatch(venue -> venue.getSilenced() > 0);
    assertThat(market().getExclusionsList().toString()).contains("switched off by me: x");
    assertThat(run("show")).isZero();
    assertThat(run("on", chain, "--venue", "uniswap-v4", "--reason", "y")).isZero();
    RecordedEvent off = next("market.switched-off.v1");
    RecordedEvent on = next("market.switched-on.v1");
    assertThat(on.getMarketSwitchedOn().getReason()).isEqualTo("y");
    assertThat(switchedOff(off.getPosition())).hasSize(1);
    MarketSwitch then = switchedOff(off.getPosition()).getFirst();
    assertThat(then.getPart().getVenue()).isEqualTo("uniswap-v4");
    assertThat(List.of(then.getBy(), then.getReason(), then.getNode()))
        .containsExactly("me", "x", "embedded");
    assertThat(switchedOff(on.getPosition())).isEmpty();
    assertThat(CommandLines.run("history", "node", "--node", node.target())).isZero();
    assertThat(CommandLines.run("events", "show", "--chain", chain, "--node", node.target()))
        .isZero();
    assertThat(market().getVenuesList()).allMatch(venue -> venue.getSilenced() == 0);
    assertThat(run("on", chain, "--venue", "uniswap-v4")).isEqualTo(1);
  }

  @Test
  void comparesItsChainsByWhatAnAccountHolds() {
    long chain = market().getChainId();
    ChainSide side =
        ChainSide.newBuilder().setChainId(chain).setAccount(node.account().toString()).build();
    CompareChainsRequest.Builder request =
        CompareChainsRequest.newBuilder().setSell("USDC").setBuy("WETH").setSellAmount("30");
    CompareChainsResponse response =
        connection.markets().compareChains(request.clone().addSides(side).build());
    assertThat(response.getOffersList())
        .singleElement()
        .satisfies(offer -> {
          assertThat(offer.getBalance().getAmount()).isEqualTo(balance("USDC").toString());
          assertThat(offer.getCovered()).isTrue();
          assertThat(new BigInteger(offer.getGasCost().getAmount())).isPositive();
        });
    assertThat(response.getPlaced()).isEqualTo("30");
    CompareChainsResponse coin =
        connection
            .markets()
            .compareChains(
                request
                    .clone()
                    .setSell("ETH")
                    .setBuy("USDC")
                    .setSellAmount("1")
                    .addSides(side)
                    .build());
    assertThat(coin.getUnaskedList()).isEmpty();
    assertThat(coin.getPlaced()).isEqualTo("1");
    assertThat(new BigInteger(coin.getOffers(0).getBalance().getAmount())).isPositive();

    String[] command = {"compare", "--node", node.target(), "--in", "USDC", "--out", "WETH"};
    assertThat(
            CommandLines.run(
                Stream.of(command, new String[] {"--amount", "30"})
                    .flatMap(Stream::of)
                    .toArray(String[]::new)))
        .isZero();
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> connection.markets().compareChains(request.clone().setBuy("NOTHING").build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).contains("has both USDC and NOTHING");
  }

  @Test
  void quotesABasketAndNamesThePartThatItRefuses() throws InvalidProtocolBufferException {
    QuoteBasketRequest.Builder request =
        QuoteBasketRequest.newBuilder().setChainId(market().getChainId());
    request
        .getSellManyBuilder()
        .setBought("WETH")
        .addSold(named("USDC", "30"))
        .addSold(named("DAI", "20"));
    QuoteBasketResponse quote = connection.markets().quoteBasket(request.build());
    assertThat(quote.getPartsList()).extracting(PartQuote::getPart).containsExactlyInAnyOrder(0, 1);
    BigInteger sum = BigInteger.ZERO;
    for (PartQuote part : quote.getPartsList()) {
      assertThat(part.getLegsCount()).isPositive();
      assertThat(part.getMarginalPricesCount()).isEqualTo(part.getLegsCount());
      assertThat(part.getConsideredCount()).isPositive();
      assertThat(new BigInteger(part.getGasCost().getAmount())).isPositive();
      sum = sum.add(new BigInteger(part.getBuy().getAmount()));
    }
    assertThat(quote.getTotal().getAmount()).isEqualTo(sum.toString());
    assertThat(new BigInteger(quote.getBound().getAmount())).isGreaterThanOrEqualTo(sum);
    assertThat(quote.hasSaved()).isTrue();
    assertThat(quote.getPricedAt().getHash()).isNotEmpty();

    request.getLimitsBuilder().setMaxGas(1);
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> connection.markets().quoteBasket(request.build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
    assertThat(refused.getStatus().getDescription()).contains("part 0, USDC to WETH");
    assertThat(TestStrategy.reason(refused).hasRouteGasTooHigh()).isTrue();
    BasketPart part =
        Objects.requireNonNull(StatusProto.fromThrowable(refused))
            .getDetails(1)
            .unpack(BasketPart.class);
    assertThat(part.getSell().getSymbol()).isEqualTo("USDC");

    request.getSellManyBuilder().setBought("NOTHING");
    StatusRuntimeException invalid =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> connection.markets().quoteBasket(request.build()));
    assertThat(invalid.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(invalid.getStatus().getDescription()).contains("has no token NOTHING");
  }

  private static NamedAmount.Builder named(String token, String amount) {
    return NamedAmount.newBuilder().setToken(token).setAmount(amount);
  }

  /** What was off then. */
  private List<MarketSwitch> switchedOff(long position) {
    GetNodeAsOfRequest.Builder request = GetNodeAsOfRequest.newBuilder();
    request.getAsOfBuilder().setPosition(position);
    return connection.history().getNodeAsOf(request.build()).getChainsList().stream()
        .flatMap(then -> then.getSwitchedOffList().stream())
        .toList();
  }

  /** The first event of a type. */
  private RecordedEvent next(String type) {
    Iterator<TailEventsResponse> tail =
        connection
            .events()
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .tailEvents(
                TailEventsRequest.newBuilder()
                    .setFilter(EventFilter.newBuilder().addTypes(type))
                    .setAfter(0)
                    .build());
    TailEventsResponse item = tail.next();
    while (!item.hasEvent()) {
      item = tail.next();
    }
    return item.getEvent();
  }

  private MarketCondition market() {
    return connection.markets().getMarkets(GetMarketsRequest.getDefaultInstance()).getMarkets(0);
  }

  private int run(String... arguments) {
    String[] node = {"market", "--node", this.node.target()};
    return CommandLines.run(Stream.of(node, arguments).flatMap(Stream::of).toArray(String[]::new));
  }

  @Test
  void settlesTheExampleAsQuotedAndKnowsWhatItKnewBefore() {
    BigInteger before = balance("WETH");
    List<IntentUpdate> life = strategy.lives(TestStrategy.example());

    assertThat(life.getLast().getStatus()).isEqualTo(IntentStatus.INTENT_STATUS_SETTLED);
    assertThat(life.stream().map(update -> update.getEvent().getPayloadCase()))
        .containsSubsequence(
            PayloadCase.ACCEPTED,
            PayloadCase.PLANNED,
            PayloadCase.SIMULATED,
            PayloadCase.ASSIGNED,
            PayloadCase.SIGNED,
            PayloadCase.SUBMITTED,
            PayloadCase.INCLUDED,
            PayloadCase.SETTLED);
    String realised = life.getLast().getEvent().getSettled().getBought().getAmount();
    assertThat(realised)
        .isEqualTo(only(life, PayloadCase.PLANNED).getPlanned().getPlan().getQuoted().getAmount());
    assertThat(balance("WETH").subtract(before)).isGreaterThanOrEqualTo(new BigInteger(realised));
    RecordedEvent submitted = first(life, PayloadCase.SUBMITTED);
    IntentView then = asOf(submitted, submitted.getPosition() - 1);
    assertThat(then.getStatus()).isEqualTo(IntentStatus.INTENT_STATUS_SIGNED);
    assertThat(then.getTransactionsList()).allMatch(t -> t.getChannelsCount() == 0);
  }

  @Test
  void tellsOfItsChainTheEndpointAndEachStep() {
    ChainCondition chain =
        connection.chains().getChains(GetChainsRequest.getDefaultInstance()).getChains(0);
    assertThat(chain.getHead().getNumber()).isPositive();
    assertThat(chain.getHalted()).isEmpty();
    assertThat(chain.getQuorum()).isEqualTo(1);
    assertThat(chain.getLacksQuorum()).isFalse();
    assertThat(chain.getEndpointsList())
        .singleElement()
        .satisfies(endpoint -> {
          assertThat(endpoint.getState()).isEqualTo(EndpointState.ENDPOINT_STATE_HEALTHY);
          assertThat(endpoint.getRolesCount()).isEqualTo(3);
          assertThat(endpoint.getAsked()).isPositive();
        });
    Iterator<ChainStep> steps =
        connection
            .chains()
            .watchChain(WatchChainRequest.newBuilder().setChainId(chain.getChainId()).build());
    assertThat(steps.next().getExtended().getBlock().getNumber())
        .isGreaterThanOrEqualTo(chain.getHead().getNumber());
    String id = String.valueOf(chain.getChainId());
    assertThat(CommandLines.run("chain", "--node", node.target(), "status")).isZero();
    assertThat(CommandLines.run("chain", "--node", node.target(), "watch", id, "--limit", "4"))
        .isZero();
    assertThat(CommandLines.run("chain", "--node", node.target(), "watch", "77")).isPositive();
  }

  @Test
  void tellsWhatTheNextBlockCosts() {
    ChainFees fees = connection.chains().getFees(GetFeesRequest.getDefaultInstance()).getChains(0);
    assertThat(fees.getProblem()).isEmpty();
    assertThat(fees.getNextBaseFee()).isNotEqualTo("0");
    assertThat(fees.getGasCap()).isEqualTo(16_777_216);
    assertThat(fees.getLegacy()).isFalse();
    assertThat(fees.getSpeedsList())
        .extracting(SpeedFees::getSpeed)
        .containsExactly(
            InclusionSpeed.INCLUSION_SPEED_SLOW,
            InclusionSpeed.INCLUSION_SPEED_NORMAL,
            InclusionSpeed.INCLUSION_SPEED_FAST,
            InclusionSpeed.INCLUSION_SPEED_URGENT);
    String id = String.valueOf(fees.getChainId());
    assertThat(CommandLines.run("chain", "--node", node.target(), "fees")).isZero();
    assertThat(CommandLines.run("chain", "--node", node.target(), "fees", id, "--json")).isZero();
    assertThat(CommandLines.run("chain", "--node", node.target(), "fees", "77")).isPositive();
  }

  @Test
  @DisplayName("failures #97: a private intent's bytes reach the relay and no public endpoint")
  void tradesPrivatelyThroughTheRelayAlone() {
    Intent.Builder intent = TestStrategy.example();
    intent.getConstraintsBuilder().setPrivacy(Constraints.Privacy.PRIVATE);

    List<IntentUpdate> life = strategy.lives(intent);

    assertThat(life.getLast().getStatus()).isEqualTo(IntentStatus.INTENT_STATUS_SETTLED);
    assertThat(life.stream().map(IntentUpdate::getEvent).filter(RecordedEvent::hasSubmitted))
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.getSubmitted().getChannel()).startsWith("relay:"));
    TxHash trade = TxHash.parse(life.getLast().getEvent().getSettled().getHash());
    assertThat(node.chain().relay().orElseThrow().status(trade).toString()).contains("Included");
  }

  @Test
  void swapsBothWaysAndDisposes() {
    Token dai = token("DAI");
    Token weth = token("WETH");
    Intent.Builder exactIn =
        TestStrategy.example()
            .setType(Intent.Type.SWAP)
            .clearAssets()
            .addAssets(target(dai, "2500000000000000000000"))
            .addAssets(target(weth, ""));
    Intent.Builder exactOut =
        TestStrategy.example()
            .setType(Intent.Type.SWAP)
            .clearAssets()
            .addAssets(target(weth, ""))
            .addAssets(target(token("WBTC"), "5000000"));
    Intent.Builder dispose =
        TestStrategy.example()
            .setType(Intent.Type.DISPOSE)
            .clearAssets()
            .addAssets(target(weth, "1000000000000000000"));

    assertThat(strategy.lives(exactIn).getLast().getEvent().getSettled().getSold().getAmount())
        .isEqualTo("2500000000000000000000");
    assertThat(
            new BigInteger(
                strategy.lives(exactOut).getLast().getEvent().getSettled().getBought().getAmount()))
        .isGreaterThanOrEqualTo(BigInteger.valueOf(5_000_000));
    assertThat(
            strategy
                .lives(dispose)
                .getLast()
                .getEvent()
                .getSettled()
                .getBought()
                .getAsset()
                .getSymbol())
        .isEqualTo("USDC");
  }

  @Test
  @DisplayName("failures #2, #121: the same intent gets the same answer, another under its id none")
  void answersARepeatedIntentTheSameAndRefusesAnotherUnderItsId() {
    Intent.Builder intent = TestStrategy.example();
    SubmitIntentResponse once = strategy.submits(intent);
    SubmitIntentResponse twice = strategy.submits(intent);

    assertThat(twice.getPosition()).isEqualTo(once.getPosition());
    assertThat(twice.getRepeatedRequest()).isTrue();
    intent.getAssetsBuilder(0).setAmount("1");
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> strategy.submits(intent));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(TestStrategy.reason(refused).getCode()).isEqualTo("id_taken");
    strategy.watches(once.getIntentId(), 0);
  }

  @Test
  void refusesWithATypedReasonAndItsFigures() {
    Intent.Builder tooWide = TestStrategy.example();
    tooWide.getConstraintsBuilder().setMaxSlippage(0.5);
    Intent.Builder tooLarge = TestStrategy.example();
    tooLarge.getAssetsBuilder(0).setAmount("1" + "0".repeat(22));
    Intent.Builder unknown = TestStrategy.example();
    unknown
        .getAssetsBuilder(0)
        .getAssetBuilder()
        .clearSymbol()
        .setAddress("0x00000000000000000000000000000000000000aa");

    assertThat(refusal(tooWide).getSlippageTooWide().getFoundBillionths()).isEqualTo(500_000_000);
    assertThat(refusal(tooLarge).getCode()).isEqualTo("notional_too_large");
    assertThat(refusal(unknown).getCode()).isEqualTo("unknown_token");
  }

  @Test
  @DisplayName("failures #130: a watcher that comes back misses nothing and sees nothing twice")
  void resumesAWatchAfterItsCursor() {
    List<IntentUpdate> whole = strategy.lives(TestStrategy.example());
    String id = whole.getFirst().getEvent().getAccepted().getIntent().getId();
    List<IntentUpdate> joined = new ArrayList<>();
    for (IntentUpdate seen : whole) {
      long cursor = seen.getEvent().getPosition();
      joined.clear();
      whole.stream().takeWhile(u -> u.getEvent().getPosition() <= cursor).forEach(joined::add);
      if (joined.size() < whole.size()) {
        joined.addAll(strategy.watches(id, cursor));
      }
      assertThat(joined).isEqualTo(whole);
    }
  }

  @Test
  void previewsWithoutRecordingAnything() {
    Intent.Builder intent = TestStrategy.example();
    PreviewIntentResponse preview = connection.intents().previewIntent(intent.build());

    assertThat(preview.getSimulated().getAmount())
        .isEqualTo(preview.getPlan().getQuoted().getAmount());
    assertThatThrownBy(() ->
            connection
                .intents()
                .getIntent(GetIntentRequest.newBuilder().setIntentId(intent.getId()).build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
  }

  @Test
  @DisplayName("failures #148, #149: a trade within one venue goes through the venue's own router")
  void tradesByTheVenuesOwnRouterWhereThatIsCheaper() throws IOException, InterruptedException {
    String vault = node.chain().deployment().balancerV2().vault().toString();
    Intent.Builder intent = TestStrategy.example();
    intent.getAssetsBuilder(0).setAmount("1000000000000000");
    intent.getConstraintsBuilder().addAllowedVenues("balancer-v2");

    List<IntentUpdate> life = strategy.lives(intent);

    assertThat(life.getLast().getStatus()).isEqualTo(IntentStatus.INTENT_STATUS_SETTLED);
    Plan plan = only(life, PayloadCase.PLANNED).getPlanned().getPlan();
    assertThat(plan.getWay().getRouter()).isEqualTo(vault);
    assertThat(plan.getWay().getWhy()).contains("gas less");
    assertThat(
            life.stream()
                .map(IntentUpdate::getEvent)
                .filter(RecordedEvent::hasAssigned)
                .map(event -> event.getAssigned().getTransaction().getTo()))
        .endsWith(vault);
    assertThat(life.getLast().getEvent().getSettled().getBought().getAmount())
        .isEqualTo(plan.getQuoted().getAmount());
    assertThat(get("/metrics")).contains("fairlead_intent_plans_total{way=\"venue_router\"}");
  }

  @Test
  void endsAnIntentThatWasCancelledBeforeItsWindow() {
    Intent.Builder intent = TestStrategy.example();
    long now = System.currentTimeMillis() / 1000;
    intent
        .getConstraintsBuilder()
        .clearTimeWindowMs()
        .setNotBefore(com.google.protobuf.Timestamp.newBuilder().setSeconds(now + 600))
        .setDeadline(com.google.protobuf.Timestamp.newBuilder().setSeconds(now + 1200));
    SubmitIntentResponse accepted = strategy.submits(intent);

    connection
        .intents()
        .cancelIntent(CancelIntentRequest.newBuilder().setIntentId(intent.getId()).build());

    assertThat(strategy.watches(intent.getId(), accepted.getPosition()).getLast().getStatus())
        .isEqualTo(IntentStatus.INTENT_STATUS_CANCELLED);
  }

  @Test
  void listsVerifiesAndShowsItsState() throws IOException, InterruptedException {
    strategy.lives(TestStrategy.example());

    assertThat(
            connection
                .intents()
                .listIntents(ListIntentsRequest.newBuilder().setPageSize(1).build())
                .getNextPageToken())
        .isNotEmpty();
    assertThat(verdict().getVerdict().getSound()).isTrue();
    NodeStatus status = connection.node().getStatus(GetStatusRequest.getDefaultInstance());
    assertThat(status.getWarningsList()).isEmpty();
    assertThat(status.getChains(0).getPools()).isGreaterThan(10);
    assertThat(get("/metrics"))
        .contains("fairlead_intent_step_seconds_bucket")
        .contains("fairlead_log_position")
        .contains("fairlead_chain_head{chain=\"1\"}")
        .contains("fairlead_intents{state=\"accepted\"}")
        .containsPattern("fairlead_route_warm_up_total [1-9]");
  }

  private VerifyLogProgress verdict() {
    Iterator<VerifyLogProgress> steps =
        connection.history().verifyLog(VerifyLogRequest.getDefaultInstance());
    VerifyLogProgress last = steps.next();
    while (steps.hasNext()) {
      last = steps.next();
    }
    return last;
  }

  private dev.fairlead.api.v1.Rejection refusal(Intent.Builder intent) {
    return TestStrategy.reason(
        catchThrowableOfType(StatusRuntimeException.class, () -> strategy.submits(intent)));
  }

  private IntentView asOf(RecordedEvent event, long position) {
    return connection
        .history()
        .getIntentAsOf(
            GetIntentAsOfRequest.newBuilder()
                .setIntentId(event.getStream().substring("intent/".length()))
                .setAsOf(Moment.newBuilder().setPosition(position))
                .build());
  }

  private static RecordedEvent first(List<IntentUpdate> life, PayloadCase payload) {
    return life.stream()
        .map(IntentUpdate::getEvent)
        .filter(event -> event.getPayloadCase() == payload)
        .findFirst()
        .orElseThrow();
  }

  private static RecordedEvent only(List<IntentUpdate> life, PayloadCase payload) {
    assertThat(life.stream().filter(u -> u.getEvent().getPayloadCase() == payload)).hasSize(1);
    return first(life, payload);
  }

  private Token token(String symbol) {
    return node.chain().deployment().tokens().all().stream()
        .filter(token -> token.symbol().equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  private static AssetTarget.Builder target(Token token, String amount) {
    return AssetTarget.newBuilder()
        .setAsset(
            Asset.newBuilder()
                .setChainId(token.chain().value())
                .setAddress(token.address().toString()))
        .setAmount(amount);
  }

  private BigInteger balance(String symbol) {
    Address account = node.account();
    return node.chain().anvil().balance(token(symbol).address(), account);
  }

  private String get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://" + node.metricsTarget() + path)).build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}

package dev.fairlead.grpc;

import dev.fairlead.api.v1.HistoryServiceGrpc;
import dev.fairlead.api.v1.HistoryServiceGrpc.HistoryServiceBlockingStub;
import dev.fairlead.api.v1.IntentServiceGrpc;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.Moment;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.intent.History;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.signing.LocalEventSigner;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A log on the real database with the services for its past in front, and words for tests. */
final class PastFixture implements AutoCloseable {
  static final ChainId CHAIN = new ChainId(1);
  static final Token USDC =
      new Token(CHAIN, Address.parse("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"), "USDC", 6);
  static final Token WETH =
      new Token(CHAIN, Address.parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"), "WETH", 18);
  static final Address ACCOUNT = Address.parse("0x00000000000000000000000000000000000000aa");
  static final StrategyId STRATEGY = new StrategyId(new UUID(1, 1));
  static final GasInputs GAS =
      new GasInputs(
          block(9),
          FeePerGas.of(1_000_000_000),
          FeePerGas.of(2_000_000),
          WETH.amount(Uint256.of(1_000_000_000_000_000_000L)),
          InclusionSpeed.NORMAL,
          DataFee.none());
  static final List<Candidate> ROUTES =
      List.of(
          new Candidate(
              List.of(pool(1)), Uint256.of(400_000), true, "taken", new Gas(110_000), Wei.ZERO),
          new Candidate(
              List.of(pool(2)),
              Uint256.of(390_000),
              false,
              "gives less",
              new Gas(90_000),
              Wei.ZERO));

  private final TestDatabase database = TestDatabases.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<IntentId, Long> versions = new HashMap<>();
  private final EventStore store;
  private final GrpcServer server;
  private final ManagedChannel channel;

  PastFixture() {
    this(EventStoreObserver.silent(), EventStream.PATIENCE);
  }

  /** One whose readers are given this long to read. */
  PastFixture(EventStoreObserver observer, Duration patience) {
    store =
        PostgresEventStore.open(
            database.database(),
            EventStoreSettings.of("node-1"),
            LocalEventSigner.generate(new SecureRandom()),
            InstantSource.system(),
            observer);
    History history = new History(store);
    try {
      server =
          GrpcServer.start(
              ApiSettings.at("127.0.0.1", 0),
              List.of(
                  new HistoryApi(store, history, threads, patience),
                  new EventApi(store, threads, patience),
                  watched(new Watches(store, history, threads), patience),
                  new EvidenceApi(store.log(), store.evidence())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .flowControlWindow(NettyChannelBuilder.DEFAULT_FLOW_CONTROL_WINDOW / 16)
            .usePlaintext()
            .build();
  }

  /** The part of the intents' service that needs no desk. */
  private static BindableService watched(Watches watches, Duration patience) {
    return new IntentServiceGrpc.IntentServiceImplBase() {
      @Override
      public void watchIntents(
          WatchIntentsRequest request, StreamObserver<IntentUpdate> responses) {
        watches.start(
            request,
            new EventStream<>((ServerCallStreamObserver<IntentUpdate>) responses, patience));
      }
    };
  }

  /** Changes one row as the superuser, past every right and trigger. */
  void tamper(String sql) {
    LogDatabase log = database.database();
    try (Connection connection =
            DriverManager.getConnection(
                log.url(),
                log.owner().user(),
                new String(log.owner().password().reveal(), StandardCharsets.UTF_8));
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      if (statement.executeUpdate(sql) != 1) {
        throw new AssertionError(sql + " did not change one row");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  ManagedChannel channel() {
    return channel;
  }

  HistoryServiceBlockingStub history() {
    return HistoryServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  static Moment at(long position) {
    return Moment.newBuilder().setPosition(position).build();
  }

  EventStore store() {
    return store;
  }

  /** Another node, which takes the log over from this one. */
  EventStore successor() {
    EventStoreSettings shared = EventStoreSettings.of("node-2");
    return PostgresEventStore.open(
        database.database(),
        new EventStoreSettings(
            shared.node(),
            EventStoreSettings.Access.TAKE_OVER,
            shared.appendPatience(),
            shared.readConnections(),
            shared.maxLag()),
        LocalEventSigner.generate(new SecureRandom()),
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  static IntentId id(int number) {
    return new IntentId(new UUID(7, number));
  }

  static BlockRef block(long number) {
    return new BlockRef(
        new BlockNumber(number),
        new BlockHash(Bytes.of(("block " + number).getBytes(StandardCharsets.UTF_8)).keccak256()));
  }

  static PoolId pool(int number) {
    byte[] key = new byte[20];
    key[19] = (byte) number;
    return new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.of(key));
  }

  static Intent intent(IntentId id, ExecutionStyle style) {
    Instant start = Instant.parse("2026-11-20T11:00:00Z");
    return new Intent(
        id,
        STRATEGY,
        IntentType.SWAP,
        new Trade.ExactIn(USDC.amount(Uint256.of(1_000_000)), WETH),
        new Constraints(
            Fraction.ofBasisPoints(50),
            null,
            new TimeWindow(start, start.plusSeconds(60)),
            null,
            null,
            Selection.everything(),
            Selection.everything(),
            Privacy.PUBLIC,
            style,
            RouteTerms.OPEN));
  }

  static Plan plan() {
    Hop hop = new Hop(pool(1), USDC, WETH, Uint256.of(1_000_000), Uint256.of(400_000));
    return new Plan(
        block(10),
        USDC.amount(Uint256.of(1_000_000)),
        WETH.amount(Uint256.of(400_000)),
        WETH.amount(Uint256.of(398_000)),
        List.of(new Leg(List.of(hop))),
        Fraction.ZERO,
        new Gas(150_000),
        new Way.Executor(""));
  }

  static IntentEvent.Simulated simulated(IntentId id) {
    return new IntentEvent.Simulated(id, block(10), plan().quoted(), new Gas(140_000));
  }

  static IntentEvent.Assigned assigned(IntentId id, long nonce) {
    return new IntentEvent.Assigned(
        id,
        TransactionRole.TRADE,
        new UnsignedTransaction(
            CHAIN,
            ACCOUNT,
            new Nonce(nonce),
            FeePerGas.of(2),
            FeePerGas.of(6),
            new Gas(200_000),
            ACCOUNT,
            Wei.ZERO,
            Bytes.EMPTY));
  }

  /** An accepted intent; where the log stands then. */
  long accepted(int number) {
    return append(
        new IntentEvent.Accepted(
            id(number), intent(id(number), ExecutionStyle.ADAPTIVE), List.of(), null));
  }

  /** An intent that is planned, tried out and bound to a nonce; where the log stands then. */
  long bound(int number, long nonce) {
    accepted(number);
    return append(
        new IntentEvent.Planned(
            id(number),
            plan(),
            ROUTES,
            GAS,
            new Grounds(
                List.of(new BigDecimal("0.0004")),
                Wei.of(7_000),
                List.of(),
                new PlanBound.AtMost(plan().quoted()))),
        simulated(id(number)),
        assigned(id(number), nonce));
  }

  /** Appends to one life; the last position. */
  long append(IntentEvent... events) {
    IntentId id = events[0].id();
    NewEvent[] fresh = new NewEvent[events.length];
    for (int i = 0; i < events.length; i++) {
      fresh[i] = new NewEvent(EventId.next(), events[i]);
    }
    Append append = Append.to(StreamId.intent(id), versions.getOrDefault(id, 0L), fresh);
    for (IntentEvent event : events) {
      if (event instanceof IntentEvent.Assigned assigned) {
        append =
            append.claiming(
                new Claim.AccountNonce(CHAIN, ACCOUNT, assigned.transaction().nonce(), id));
      }
    }
    versions.merge(id, (long) events.length, Long::sum);
    return ((Appended) store.log().append(append)).last().value();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
    threads.shutdownNow();
    store.close();
    database.close();
  }
}

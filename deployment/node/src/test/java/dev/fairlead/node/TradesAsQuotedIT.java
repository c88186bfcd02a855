package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.api.v1.AssetTarget;
import dev.fairlead.api.v1.Grounds;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentPlanned;
import dev.fairlead.api.v1.IntentSettled;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.Plan;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.node.cli.NodeConnection;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated requests through a whole node: what the plan said is what the chain did, to the last
 * unit. Each is planned on what the trade of the one before left of the pools, as soon as that is
 * in a block; to its final block it is followed while others go on.
 */
final class TradesAsQuotedIT {
  /** {@code -Dfairlead.trades=10000} for the long run. */
  private static final int TRADES = Integer.getInteger("fairlead.trades", 40);

  /** Between blocks in which nothing was sent: what is sent gets one at once. */
  private static final Duration BLOCK_TIME = Duration.ofSeconds(1);

  private static final int TOLD_EACH = 1_000;
  private static final double LEAST_ANSWERED = 0.8;

  private final ExecutorService watchers = Executors.newVirtualThreadPerTaskExecutor();
  private final EmbeddedNode node;
  private final NodeConnection connection;
  private final TestStrategy strategy;
  private final Map<String, Integer> refused = new TreeMap<>();
  private final AtomicInteger bounded = new AtomicInteger();
  private final long start = System.nanoTime();
  private int settled;
  private int split;
  private int chained;
  private int joined;

  TradesAsQuotedIT(@TempDir Path data) throws IOException, InterruptedException {
    node = EmbeddedNode.start(new EmbeddedNode.Settings(data, BLOCK_TIME, 0, 0, null), line -> {});
    connection = NodeConnection.to(node.target());
    strategy = new TestStrategy(connection);
  }

  @AfterEach
  void close() {
    watchers.shutdownNow();
    connection.close();
    node.close();
  }

  @Test
  void everyPlanGivesOnTheChainWhatItQuoted() throws InterruptedException, ExecutionException {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    System.out.println("TradesAsQuotedIT: -Dfairlead.seed=" + seed);
    Random random = new Random(seed);
    List<Token> tokens = fundedTokens();
    Deque<Future<Plan>> open = new ArrayDeque<>();
    for (int i = 1; i <= TRADES; i++) {
      Intent.Builder intent = request(random, tokens);
      if (isPlanned(intent)) {
        open.add(trade(intent));
      }
      while (!open.isEmpty() && open.peek().isDone()) {
        count(open.remove().get());
      }
      if (i % TOLD_EACH == 0) {
        tell(i);
      }
    }
    while (!open.isEmpty()) {
      count(open.remove().get());
    }
    tell(TRADES);
    assertThat(settled + refused.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(TRADES);
    assertThat(refused).doesNotContainKeys("simulation_reverted", "slippage_exceeded");
    assertThat((double) settled / TRADES).isGreaterThan(LEAST_ANSWERED);
    assertThat(split).isPositive();
    assertThat(chained).isPositive();
    assertThat(bounded).hasValue(settled);
  }

  private List<Token> fundedTokens() {
    List<Token> tokens = new ArrayList<>(node.chain().deployment().tokens().all());
    tokens.forEach(token ->
        node.chain()
            .fund(node.account(), token, scale(token).multiply(BigInteger.valueOf(TRADES))));
    Token coin = new Token(node.chain().id(), Address.ZERO, "ETH", 18);
    node.chain().fund(node.account(), scale(coin).multiply(BigInteger.valueOf(TRADES + 1)));
    tokens.add(coin);
    return tokens;
  }

  /** Whether the request has a plan now; counts the typed reason when it has none. */
  private boolean isPlanned(Intent.Builder intent) {
    PreviewIntentResponse preview;
    try {
      preview = connection.intents().previewIntent(intent.build());
    } catch (StatusRuntimeException e) {
      refused.merge(TestStrategy.reason(e).getCode(), 1, Integer::sum);
      return false;
    }
    assertThat(preview.getSimulated().getAmount())
        .as("simulated of %s", intent)
        .isEqualTo(preview.getPlan().getQuoted().getAmount());
    return true;
  }

  /** Returns when the trade is in a block; the plan comes when it has settled exactly so. */
  private Future<Plan> trade(Intent.Builder intent) throws InterruptedException {
    SubmitIntentResponse accepted = strategy.submits(intent);
    Passage passage = new Passage();
    Future<Plan> plan =
        watchers.submit(() -> {
          try {
            return settledPlan(
                intent,
                strategy.watches(accepted.getIntentId(), accepted.getPosition() - 1, passage));
          } finally {
            passage.included.countDown();
          }
        });
    passage.included.await();
    return plan;
  }

  /** Has a block built of what was sent, and waits for its inclusion. */
  private final class Passage implements Consumer<IntentUpdate> {
    private final CountDownLatch included = new CountDownLatch(1);
    private boolean sent;

    @Override
    public void accept(IntentUpdate update) {
      if (update.getStatus() == IntentStatus.INTENT_STATUS_SUBMITTED && !sent) {
        sent = true;
        node.chain().relay().orElseThrow().buildBlock();
      }
      if (update.getStatus() == IntentStatus.INTENT_STATUS_INCLUDED) {
        included.countDown();
      }
    }
  }

  private Plan settledPlan(Intent.Builder intent, List<IntentUpdate> life) {
    assertThat(life.getLast().getStatus())
        .as("the end of %s", intent)
        .isEqualTo(IntentStatus.INTENT_STATUS_SETTLED);
    IntentPlanned planned = last(life, RecordedEvent::hasPlanned).getPlanned();
    Plan plan = planned.getPlan();
    bound(life)
        .ifPresent(most -> {
          bounded.incrementAndGet();
          assertThat(new BigInteger(most.getAmount()))
              .as("what no plan exceeds, of %s", intent)
              .isGreaterThanOrEqualTo(new BigInteger(plan.getQuoted().getAmount()));
        });
    String quoted = plan.getQuoted().getAmount();
    IntentSettled settled = life.getLast().getEvent().getSettled();
    assertThat(last(life, RecordedEvent::hasSimulated).getSimulated().getBought().getAmount())
        .as("simulated of %s", intent)
        .isEqualTo(quoted);
    assertThat(settled.getBought().getAmount()).as("bought by %s", intent).isEqualTo(quoted);
    assertThat(settled.getSold().getAmount())
        .as("sold by %s", intent)
        .isEqualTo(plan.getSell().getAmount());
    return plan;
  }

  /** What no plan exceeds, told with the last plan of a life or after it. */
  private static Optional<AssetAmount> bound(List<IntentUpdate> life) {
    int plans = 0;
    AssetAmount most = null;
    for (IntentUpdate update : life) {
      RecordedEvent event = update.getEvent();
      if (event.hasPlanned()) {
        plans++;
        Grounds grounds = event.getPlanned().getGrounds();
        most = grounds.hasAtMost() ? grounds.getAtMost() : null;
      } else if (event.hasPlanBounded() && event.getPlanBounded().getPlan() == plans) {
        most = event.getPlanBounded().getAtMost();
      }
    }
    return Optional.ofNullable(most);
  }

  private static RecordedEvent last(List<IntentUpdate> life, Predicate<RecordedEvent> kind) {
    return life.stream()
        .map(IntentUpdate::getEvent)
        .filter(kind)
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private void count(Plan plan) {
    settled++;
    split += plan.getLegsCount() > 1 ? 1 : 0;
    chained += plan.getLegsList().stream().anyMatch(leg -> leg.getHopsCount() > 1) ? 1 : 0;
    Asset sold = plan.getSell().getAsset();
    joined +=
        plan.getLegsList().stream().anyMatch(leg -> !leg.getHops(0).getTokenIn().equals(sold))
            ? 1
            : 0;
  }

  private void tell(int sent) {
    System.out.println(
        "%d of %d settled as quoted after %d s, %d split, %d over several hops, %d with legs from tokens in between, %d with their bound; refused: %s"
            .formatted(
                settled,
                sent,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                split,
                chained,
                joined,
                bounded.get(),
                refused));
  }

  /** Any two tokens, either amount given, of every magnitude up to what moves a market. */
  private static Intent.Builder request(Random random, List<Token> tokens) {
    Token sell = tokens.get(random.nextInt(tokens.size()));
    Token buy = tokens.get(random.nextInt(tokens.size()));
    while (buy.equals(sell)) {
      buy = tokens.get(random.nextInt(tokens.size()));
    }
    boolean exactOut = random.nextInt(3) == 0;
    String amount = amount(random, exactOut ? buy : sell);
    return TestStrategy.example()
        .setType(Intent.Type.SWAP)
        .clearAssets()
        .addAssets(target(sell, exactOut ? "" : amount))
        .addAssets(target(buy, exactOut ? amount : ""));
  }

  private static String amount(Random random, Token token) {
    double share = Math.pow(10, -7 * random.nextDouble() * random.nextDouble());
    BigInteger steps = BigInteger.valueOf((long) (share * 1_000_000_000));
    BigInteger units = scale(token).multiply(steps).divide(BigInteger.valueOf(1_000_000_000));
    return units.add(BigInteger.valueOf(1 + random.nextInt(1_000))).toString();
  }

  /** A hundred thousand dollars or so. */
  private static BigInteger scale(Token token) {
    long whole =
        switch (token.symbol()) {
          case "WETH", "ETH" -> 40;
          case "WBTC" -> 2;
          default -> 100_000;
        };
    return BigInteger.TEN.pow(token.decimals()).multiply(BigInteger.valueOf(whole));
  }

  private static AssetTarget.Builder target(Token token, String amount) {
    return AssetTarget.newBuilder()
        .setAsset(
            Asset.newBuilder()
                .setChainId(token.chain().value())
                .setAddress(token.address().toString()))
        .setAmount(amount);
  }
}

package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetTarget;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentSettled;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.Plan;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.node.cli.NodeConnection;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated requests, one after the other through a whole node: what the plan said is what the
 * chain did, to the last unit. Each trade leaves other pools behind for the next.
 */
final class TradesAsQuotedIT {
  /** {@code -Dfairlead.trades=10000} for the long run. */
  private static final int TRADES = Integer.getInteger("fairlead.trades", 40);

  private static final Duration BLOCK_TIME = Duration.ofMillis(100);
  private static final double LEAST_ANSWERED = 0.8;

  private final Path data;
  private final Map<String, Integer> refused = new TreeMap<>();
  private int split;
  private int chained;

  TradesAsQuotedIT(@TempDir Path data) {
    this.data = data;
  }

  @Test
  void everyPlanGivesOnTheChainWhatItQuoted() throws IOException, InterruptedException {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    System.out.println("TradesAsQuotedIT: -Dfairlead.seed=" + seed);
    Random random = new Random(seed);
    try (EmbeddedNode node =
            EmbeddedNode.start(
                new EmbeddedNode.Settings(data, BLOCK_TIME, 0, 0, null), line -> {});
        NodeConnection connection = NodeConnection.to(node.target())) {
      List<Token> tokens = new ArrayList<>(node.chain().deployment().tokens().all());
      tokens.forEach(token ->
          node.chain()
              .fund(node.account(), token, scale(token).multiply(BigInteger.valueOf(TRADES))));
      Token coin = new Token(node.chain().id(), Address.ZERO, "ETH", 18);
      node.chain().fund(node.account(), scale(coin).multiply(BigInteger.valueOf(TRADES + 1)));
      tokens.add(coin);
      TestStrategy strategy = new TestStrategy(connection);
      int settled = 0;
      for (int i = 0; i < TRADES; i++) {
        if (trades(connection, strategy, request(random, tokens))) {
          settled++;
        }
      }
      System.out.println(
          "%d of %d settled as quoted, %d split, %d over several hops; refused: %s"
              .formatted(settled, TRADES, split, chained, refused));
      assertThat((double) settled / TRADES).isGreaterThan(LEAST_ANSWERED);
      assertThat(split).isPositive();
      assertThat(chained).isPositive();
    }
  }

  /** Whether the request had a plan; then it settled exactly so. */
  private boolean trades(NodeConnection connection, TestStrategy strategy, Intent.Builder intent) {
    Optional<PreviewIntentResponse> preview = preview(connection, intent);
    if (preview.isEmpty()) {
      return false;
    }
    assertThat(preview.get().getSimulated().getAmount())
        .as("simulated of %s", intent)
        .isEqualTo(preview.get().getPlan().getQuoted().getAmount());
    List<IntentUpdate> life = strategy.lives(intent);
    assertThat(life.getLast().getStatus())
        .as("the end of %s", intent)
        .isEqualTo(IntentStatus.INTENT_STATUS_SETTLED);
    Plan plan = lastPlan(life);
    IntentSettled settled = life.getLast().getEvent().getSettled();
    assertThat(settled.getBought().getAmount())
        .as("bought by %s", intent)
        .isEqualTo(plan.getQuoted().getAmount());
    assertThat(settled.getSold().getAmount())
        .as("sold by %s", intent)
        .isEqualTo(plan.getSell().getAmount());
    split += plan.getLegsCount() > 1 ? 1 : 0;
    chained += plan.getLegsList().stream().anyMatch(leg -> leg.getHopsCount() > 1) ? 1 : 0;
    return true;
  }

  /** What would be done now; nothing when there is a typed reason against it. */
  private Optional<PreviewIntentResponse> preview(
      NodeConnection connection, Intent.Builder intent) {
    try {
      return Optional.of(connection.intents().previewIntent(intent.build()));
    } catch (StatusRuntimeException e) {
      refused.merge(TestStrategy.reason(e).getCode(), 1, Integer::sum);
      return Optional.empty();
    }
  }

  private static Plan lastPlan(List<IntentUpdate> life) {
    return life.stream()
        .map(IntentUpdate::getEvent)
        .filter(RecordedEvent::hasPlanned)
        .reduce((before, after) -> after)
        .orElseThrow()
        .getPlanned()
        .getPlan();
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

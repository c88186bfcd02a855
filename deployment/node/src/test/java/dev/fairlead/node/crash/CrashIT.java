package dev.fairlead.node.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.Verdict;
import dev.fairlead.intent.CrashPoint;
import dev.fairlead.model.Token;
import dev.fairlead.node.cli.NodeConnection;
import io.grpc.StatusRuntimeException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One life after the other is cut by SIGKILL, at each place where a life can be cut, and taken up
 * by a fresh process; whoever wanted the trade repeats what was not answered.
 *
 * <p>{@code -Dfairlead.crash.rounds=N} adds N rounds of every point in every kind of life, in
 * random order, and of kills at any instant; {@code -Dfairlead.crash.seed=S} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashIT {
  private static final int BLIND_KILLS = 20;
  private static final int LONGEST_DELAY_MICROS = 800_000;
  private static final long PATIENCE_SECONDS = 120;

  private final long seed = Long.getLong("fairlead.crash.seed", 20_261_120L);
  private final Random random = new Random(seed);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<CrashPoint> reached = EnumSet.noneOf(CrashPoint.class);
  private final List<String> tested = new ArrayList<>();
  private @Nullable CrashWorld world;

  static {
    // Else each answer of the JDK's server that has a body waits for a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  @BeforeAll
  void tellSeed() {
    System.out.println("crash harness: seed " + seed);
  }

  @AfterAll
  void tellPoints() throws Exception {
    if (world != null) {
      world.close();
    }
    threads.close();
    System.out.println("crash harness: " + tested.size() + " lives cut and finished once:");
    tested.forEach(life -> System.out.println("  " + life));
    assertThat(reached).isEqualTo(EnumSet.allOf(CrashPoint.class));
  }

  Stream<CrashCase> lives() {
    List<CrashCase> lives = new ArrayList<>(CrashCase.eachOnce());
    Collections.shuffle(lives, random);
    int rounds = Integer.getInteger("fairlead.crash.rounds", 0);
    for (int round = 0; round < rounds; round++) {
      List<CrashCase> more = new ArrayList<>(CrashCase.all());
      for (int i = 0; i < BLIND_KILLS; i++) {
        Flow flow = random.nextBoolean() ? Flow.TRADE : Flow.PRIVATE_TRADE;
        more.add(new CrashCase(flow, null, random.nextInt(LONGEST_DELAY_MICROS)));
      }
      Collections.shuffle(more, random);
      lives.addAll(more);
    }
    return lives.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lives")
  void finishesTheIntentExactlyOnce(CrashCase crash) throws Exception {
    CrashWorld around = world();
    boolean sound = false;
    try {
      cutAndFinish(crash, around);
      sound = true;
    } finally {
      if (!sound) {
        world = null;
        around.kill();
        around.close();
      }
    }
    if (crash.point() != null) {
      reached.add(crash.point());
    }
    tested.add(crash.toString());
  }

  /** The next life is cut in the same world, unless the last one broke it. */
  private CrashWorld world() throws Exception {
    CrashWorld current = world;
    if (current == null) {
      current = new CrashWorld(Files.createTempDirectory(Path.of("target"), "crash"));
      world = current;
    }
    return current;
  }

  private void cutAndFinish(CrashCase crash, CrashWorld around) throws Exception {
    Strategy strategy = around.strategy(crash.flow(), random);
    NodeProcess victim = around.node();
    Map<Token, BigInteger> before = around.oracle().balances();
    CrashPoint point = crash.point();
    if (point != null) {
      victim.arm(point, strategy.id());
    }
    Future<?> life =
        threads.submit(() -> begin(crash.flow(), strategy, victim.connection(), around));
    if (point == null) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(crash.delayMicros()));
    } else {
      victim.awaitReached(point);
    }
    around.kill();
    awaitCut(life);
    long cutAt = around.oracle().height();
    if (crash.flow() == Flow.WAIT) {
      around.fund(strategy);
      before.merge(strategy.sold(), strategy.amount(), BigInteger::add);
    }
    within(() -> finish(crash, strategy, around));
    around.oracle().judge(crash, strategy.id(), before, cutAt);
    Verdict verdict = around.verdict();
    assertThat(verdict.getSound()).as("the log: %s", verdict.getProblem()).isTrue();
  }

  /** What a strategy does until the node dies under it. */
  private static void begin(Flow flow, Strategy strategy, NodeConnection node, CrashWorld around) {
    around.blocks().flow(flow == Flow.TRADE || flow == Flow.PRIVATE_TRADE || flow == Flow.WAIT);
    strategy.submit(node);
    switch (flow) {
      case TRADE, PRIVATE_TRADE, WAIT -> {
        // The node does the rest alone.
      }
      case REORG -> {
        strategy.awaitOffered(node);
        around.blocks().build();
        strategy.awaitIncluded(node);
        around.retractHead();
      }
      case WITHDRAWAL, PRIVATE_WITHDRAWAL -> {
        strategy.awaitOffered(node);
        strategy.cancel(node);
      }
    }
  }

  /** What it does when a node answers again: the same once more, as nobody told it the outcome. */
  private static @Nullable Void finish(CrashCase crash, Strategy strategy, CrashWorld around)
      throws Exception {
    NodeConnection node = around.node().connection();
    SubmitIntentResponse answer = strategy.submit(node);
    if (crash.point() != null) {
      assertThat(answer.getRepeatedRequest())
          .as("the node knows of the intent that it accepted")
          .isEqualTo(crash.point() != CrashPoint.RECEIVED);
    }
    if (crash.flow().withdraws()) {
      strategy.cancel(node);
      if (crash.flow() == Flow.WITHDRAWAL) {
        strategy.awaitWithdrawalOffered(node);
      }
    }
    around.blocks().flow(true);
    strategy.awaitEnd(node);
    return null;
  }

  /** The strategy's calls fail when the node dies; anything else that fails is a fault here. */
  private static void awaitCut(Future<?> life) throws Exception {
    try {
      life.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof StatusRuntimeException)) {
        throw e;
      }
    }
  }

  private void within(Callable<?> step) throws Exception {
    threads.submit(step).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}

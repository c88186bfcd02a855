package dev.fairlead.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.model.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateBudgetTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long NEVER = Long.MAX_VALUE / 2;

  private final AtomicLong now = new AtomicLong(-5 * SECOND);

  private RateBudget budget(int perSecond, int burst) {
    Map<String, Integer> costs = burst < 2 ? Map.of() : Map.of("heavy", 2, "free", 0);
    return new RateBudget(Optional.of(new RateLimit(perSecond, burst, costs)), now::get);
  }

  private long wait(RateBudget budget, int cost) {
    return budget.reserve(cost, NEVER).at() - now.get();
  }

  @Test
  void letsABurstThroughAndThenTheRate() {
    RateBudget budget = budget(10, 3);
    assertThat(List.of(wait(budget, 1), wait(budget, 1), wait(budget, 1))).containsOnly(0L);
    assertThat(wait(budget, 1)).isEqualTo(SECOND / 10);
    assertThat(wait(budget, 1)).isEqualTo(2 * SECOND / 10);
    now.addAndGet(SECOND);
    assertThat(List.of(wait(budget, 1), wait(budget, 1), wait(budget, 1))).containsOnly(0L);
    assertThat(wait(budget, 1)).isPositive();
  }

  @Test
  void neverLetsMoreThroughThanTheRateAllows() {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    System.out.println("RateBudgetTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int perSecond = 1 + random.nextInt(50);
      int burst = 1 + random.nextInt(20);
      RateBudget budget = budget(perSecond, burst);
      long begin = now.get();
      long spent = 0;
      for (int i = 0; i < 100; i++) {
        now.addAndGet(random.nextLong(SECOND / 10));
        int cost = 1 + random.nextInt(burst);
        long at = budget.reserve(cost, NEVER).at();
        spent += cost;
        long allowed = burst + (at - begin) * perSecond / SECOND + 1;
        assertThat(spent).isLessThanOrEqualTo(allowed);
      }
    }
  }

  @Test
  void takesNothingForWhoCanNotBeServedInTime() {
    RateBudget budget = budget(1, 1);
    assertThat(wait(budget, 1)).isZero();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> budget.reserve(1, now.get() + SECOND / 2))
          .matches(e -> Callers.is(e, Fault.RATE_LIMITED))
          .hasMessageContaining("1000 ms");
    }
    assertThat(wait(budget, 1)).isEqualTo(SECOND);
  }

  @Test
  void knowsWhatMethodsCost() {
    RateBudget budget = budget(10, 3);
    assertThat(budget.cost(List.of("heavy", "free", "other"))).isEqualTo(3);
    assertThat(new RateBudget(Optional.empty(), now::get).cost(List.of("heavy"))).isZero();
  }

  @Test
  void pausesAsLongAsItIsAskedTo() {
    RateBudget budget = budget(10, 5);
    assertThat(budget.backOff(Optional.of(Duration.ofSeconds(7)))).isEqualTo(Duration.ofSeconds(7));
    assertThat(wait(budget, 1)).isEqualTo(7 * SECOND + SECOND / 10);
    assertThat(wait(budget, 1)).isEqualTo(7 * SECOND + 2 * SECOND / 10);
    assertThat(budget.backOff(Optional.of(Duration.ofDays(400))))
        .isEqualTo(RateBudget.LONGEST_ASKED);
  }

  @Test
  void pausesTwiceAsLongEachTimeUntilItIsAnswered() {
    RateBudget budget = new RateBudget(Optional.empty(), now::get);
    Duration longest = RateBudget.FIRST_PAUSE;
    for (int i = 0; i < 12; i++) {
      Duration pause = budget.backOff(Optional.empty());
      assertThat(pause).isBetween(longest.dividedBy(2), longest);
      // What was refused at the same time counts once.
      assertThat(budget.backOff(Optional.empty())).isEqualTo(pause);
      now.addAndGet(pause.toNanos());
      longest = min(longest.multipliedBy(2), RateBudget.LONGEST_PAUSE);
    }
    budget.answered();
    assertThat(budget.backOff(Optional.empty())).isLessThanOrEqualTo(RateBudget.FIRST_PAUSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -32005 | daily request count exceeded, request rate limited      | true
          -32005 | limit exceeded                                          | true
          -32005 | query returned more than 10000 results                  | false
          -32005 | eth_getLogs is limited to a 10,000 block range           | false
          429    | Your app has exceeded its compute units per second      | true
          -32000 | Too Many Requests                                       | true
          -32000 | nonce too low                                           | false
          3      | execution reverted: rate limit exceeded                 | false
          -32000 | execution reverted: quota                               | false
          """)
  @DisplayName(
      "failures #92: an error that means patience is told from one that means less at once")
  void tellsRateLimitsFromOtherLimits(long code, String message, boolean limited) {
    RpcError error = new RpcError(code, message, Bytes.EMPTY);
    assertThat(error.isRateLimit()).isEqualTo(limited);
    assertThatThrownBy(() -> new RpcReply.Failed<Long>(error).orThrow("eth_call"))
        .matches(e -> Callers.is(e, limited ? Fault.RATE_LIMITED : Fault.NO_ANSWER));
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.perSecond(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(5, 0, Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(5, 5, Map.of("eth_getLogs", 6)))
        .withMessageContaining("eth_getLogs");
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}

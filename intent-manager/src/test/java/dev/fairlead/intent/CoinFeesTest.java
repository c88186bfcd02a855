package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ACCOUNT;
import static dev.fairlead.intent.Samples.EXECUTOR;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.signing.LikelyBytes;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is left of the chain's own coin when it is sold, on a rollup that takes it for bytes. */
final class CoinFeesTest {
  private static final long SOLD = 1_000_000_000_000L;
  private static final DataFee BYTES =
      new DataFee.OpStack(
          Uint256.of(1_000_000_000), Uint256.of(1), 5_000, 0, Uint256.ZERO, Uint256.ZERO, true);
  private static final Fees FEES = fees();

  private final Drafter drafter = new Drafter(Samples.CHAIN, ACCOUNT, ExecutionPolicy.standard());

  private static Fees fees() {
    Fees plain = Samples.fees(Samples.block(10), FeePerGas.of(1_000), FeePerGas.of(100));
    return new Fees(
        plain.at(),
        plain.nextBaseFee(),
        plain.tips(),
        plain.speed(),
        plain.form(),
        plain.gasCap(),
        BYTES,
        plain.nextBlobBaseFee(),
        List.of());
  }

  @Test
  @DisplayName("failures #53: no more is sold than leaves what gas and bytes cost")
  void keepsWhatGasAndBytesCost() {
    UnsignedTransaction rich = trade(1L << 60);
    assertThat(rich.maxFee()).isEqualTo(FEES.maxFee());
    Wei cost = BYTES.cost(LikelyBytes.of(rich), rich.gasLimit());
    long bytes = cost.value().mulDivUp(units(5), units(4)).toLongExact();
    long gas = FEES.nextGasPrice().times(rich.gasLimit()).value().toLongExact();
    long least = SOLD + bytes + gas;

    UnsignedTransaction tight = trade(least + gas / 10);
    assertThat(tight.maxFee()).isBetween(FEES.nextGasPrice(), FEES.maxFee());
    assertThat(tight.maxCost().value().toLongExact() + SOLD + bytes)
        .isLessThanOrEqualTo(least + gas / 10);
    assertThat(outcome(least - gas / 10))
        .isInstanceOfSatisfying(
            Drafter.Outcome.TooCostly.class,
            costly ->
                assertThat(costly.reason())
                    .isInstanceOfSatisfying(
                        Rejection.InsufficientBalance.class,
                        missing -> {
                          assertThat(missing.available()).isEqualTo(coin(least - gas / 10));
                          assertThat(missing.needed().units().toLongExact())
                              .isBetween(least - bytes / 10, least + bytes / 10);
                        }));
    assertThat(outcome(SOLD)).isInstanceOf(Drafter.Outcome.TooCostly.class);
  }

  private static TokenAmount coin(long units) {
    return new Token(Samples.CHAIN, Address.ZERO, "ETH", 18).amount(units(units));
  }

  private Drafter.Outcome outcome(long purse) {
    Bytes data = Bytes.of(new byte[] {1, 2, 3, 4});
    Rehearsed.Held held =
        new Rehearsed.Held(
            Samples.block(10),
            Samples.plan().quoted(),
            new TradeCall(EXECUTOR, Wei.of(SOLD), data),
            new Gas(120_000),
            List.of(),
            true,
            coin(purse));
    return drafter.trade(held, false, new Nonce(7), FEES, null);
  }

  private UnsignedTransaction trade(long purse) {
    if (outcome(purse) instanceof Drafter.Outcome.Drafted drafted) {
      return drafted.drafts().getLast().transaction();
    }
    throw new AssertionError("too costly");
  }
}

package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.signing.LikelyBytes;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What routes are weighed with, against what the bytes of their transactions cost. */
final class DataCostEstimateTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);
  private static final int PROGRAMS = 2_000;
  private static final FeePerGas GAS_PRICE = FeePerGas.of(10_000_000);

  private final Random random = new Random(SEED);
  private final Address vault = address();

  /** An OP-stack chain with the scalars of Base. */
  private static DataFee opStack(boolean packed) {
    return new DataFee.OpStack(
        Uint256.of(1_000_000_000),
        Uint256.of(10_000_000),
        2_269,
        1_055_762,
        Uint256.of(5_000_000),
        Uint256.of(77),
        packed);
  }

  /** An address that comes again packs away, which the estimate knows only of the token bought. */
  @Test
  void isCloseToWhatTheWrittenTransactionPaysOnTheOpStack() {
    System.out.println("DataCostEstimateTest seed " + SEED);
    double sum = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      ExecutorProgram program = program();
      double share = share(opStack(true), program);
      assertThat(share).as("%s", program).isBetween(0.8, 1.5);
      sum += share;
      // Ecotone's rule packs nothing, not even a V4 pool's second mention of its token.
      assertThat(share(opStack(false), program)).as("%s", program).isBetween(0.5, 1.1);
    }
    assertThat(sum / PROGRAMS).isBetween(0.95, 1.1);
  }

  private static double share(DataFee fee, ExecutorProgram program) {
    UnsignedTransaction written = transaction(program);
    NetworkFee estimated = new NetworkFee(GAS_PRICE, fee);
    Gas hops = new Gas(written.gasLimit().value() - estimated.gas(Gas.ZERO, 0).value());
    return estimated.beside(hops, bytes(program)).value().toDouble()
        / fee.beside(LikelyBytes.of(written), written.gasLimit()).value().toDouble();
  }

  /** The bytes as they are, which the model takes for a transaction that is written, are more. */
  @Test
  void isNotAboveWhatUnpackedBytesCostOnArbitrum() {
    DataFee fee = new DataFee.Arbitrum(Uint256.of(3_000_000_000L));
    for (int i = 0; i < PROGRAMS; i++) {
      ExecutorProgram program = program();
      Bytes signed = LikelyBytes.of(transaction(program));
      NetworkFee estimated = new NetworkFee(GAS_PRICE, fee);
      Gas ofBytes =
          new Gas(
              estimated.gas(Gas.ZERO, bytes(program)).value()
                  - NetworkFee.of(GAS_PRICE).gas(Gas.ZERO, 0).value());
      assertThat(ofBytes.value())
          .as("%s", program)
          .isBetween(fee.gas(signed, GAS_PRICE).value() / 2, fee.gas(signed, GAS_PRICE).value());
      assertThat(estimated.beside(Gas.ZERO, bytes(program)).value().isZero()).isTrue();
    }
  }

  private static int bytes(ExecutorProgram program) {
    return program.legs().stream()
        .flatMap(leg -> leg.hops().stream())
        .mapToInt(ExecutorHop::bytes)
        .sum();
  }

  private static UnsignedTransaction transaction(ExecutorProgram program) {
    return new UnsignedTransaction(
        Samples.CHAIN,
        Samples.ACCOUNT,
        new Nonce(1_234),
        FeePerGas.of(1_000_000),
        FeePerGas.of(21_000_000),
        new Gas(412_345),
        Address.of(Samples.hash("executor").toArray(), 0, Address.LENGTH),
        program.value(),
        program.toCalldata());
  }

  /** One to four legs of one to four hops, as routes have them. */
  private ExecutorProgram program() {
    Address sold = address();
    Address bought = address();
    List<ExecutorLeg> legs = new ArrayList<>();
    Uint256 amount = Uint256.ZERO;
    for (int leg = random.nextInt(4); leg >= 0; leg--) {
      List<ExecutorHop> hops = new ArrayList<>();
      for (int hop = random.nextInt(4); hop > 0; hop--) {
        hops.add(hop(address()));
      }
      hops.add(hop(bought));
      Uint256 part = Uint256.ofUnsignedLong(random.nextLong() | 1);
      amount = amount.plus(part);
      legs.add(new ExecutorLeg(sold, part, hops));
    }
    return new ExecutorProgram(
        Instant.ofEpochSecond(1_800_000_000 + random.nextInt(1_000_000)),
        sold,
        amount,
        bought,
        Uint256.ofUnsignedLong(random.nextLong() | 1),
        legs);
  }

  private ExecutorHop hop(Address tokenOut) {
    return switch (random.nextInt(6)) {
      case 0 -> new ExecutorHop.UniswapV2(address(), tokenOut, 30);
      case 1 -> new ExecutorHop.UniswapV3(address(), tokenOut);
      case 2 ->
          new ExecutorHop.UniswapV4(
              tokenOut,
              false,
              List.of(new ExecutorHop.V4Pool(tokenOut, Address.ZERO, 3_000, 60, Bytes.EMPTY)));
      case 3 -> new ExecutorHop.Curve(address(), tokenOut, 0, 1);
      case 4 -> new ExecutorHop.BalancerV3(vault, address(), tokenOut);
      default -> new ExecutorHop.BalancerV2(Bytes32.of(bytes(32)), tokenOut);
    };
  }

  private Address address() {
    return Address.of(bytes(Address.LENGTH));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}

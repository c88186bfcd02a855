package dev.fairlead.model.fee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rollups' rules, by the vectors that their own nodes are tested with. */
final class DataFeeTest {
  /** A transaction of nothing to somebody, with an empty signature. */
  private static final Bytes EMPTY =
      Bytes.parse("0xdd80808094095e7baea6a6c7c4c2dfeb977efac326af552d878080808080");

  /** OP Mainnet's 0x8eb9dd4eb6d33f4dc25fb015919e4b1e9f7542f9b0322bf6622e268cd116b594. */
  private static final Bytes CALL =
      Bytes.parse(
          "0x02f901550a758302df1483be21b88304743f94f8"
              + "0e51afb613d764fa61751affd3313c190a86bb870151bd62fd12adb8"
              + "e41ef24f3f0000000000000000000000000000000000000000000000"
              + "00000000000000006e000000000000000000000000af88d065e77c8c"
              + "c2239327c5edb3a432268e5831000000000000000000000000000000"
              + "000000000000000000000000000003c1e50000000000000000000000"
              + "00000000000000000000000000000000000000000000000000000000"
              + "000000000000000000000000000000000000000000000000a0000000"
              + "00000000000000000000000000000000000000000000000000000000"
              + "148c89ed219d02f1a5be012c689b4f5b731827bebe00000000000000"
              + "0000000000c001a033fd89cb37c31b2cba46b6466e040c61fc9b2a36"
              + "75a7f5f493ebd5ad77c497f8a07cdf65680e238392693019b4092f61"
              + "0222e71b7cec06449cb922b93b6a12744e");

  @Test
  void packsAsTheProtocolSays() {
    byte[] ones = new byte[1000];
    Arrays.fill(ones, (byte) 1);
    assertThat(FastLz.packedLength(Bytes.EMPTY)).isZero();
    assertThat(FastLz.packedLength(Bytes.wrap(ones))).isEqualTo(21);
    assertThat(FastLz.packedLength(Bytes.wrap(new byte[1000]))).isEqualTo(21);
    assertThat(FastLz.packedLength(EMPTY)).isEqualTo(31);
    assertThat(FastLz.packedLength(CALL)).isEqualTo(202);
  }

  /** What the JavaScript packer of the contracts' library makes of the same bytes. */
  @Test
  void packsAsAnotherPackerDoes() {
    int[] lengths = {
      0, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 12, 26, 27, 31, 1835, 1327, 36, 415, 1518, 1907,
      46, 1395, 45, 1280, 985, 25, 1894, 336, 15, 1444, 449, 525, 1465, 788, 42, 1024, 932, 1907,
      1638, 3001, 24, 349, 641, 58, 2455, 1807, 15, 285, 595, 1320, 1883, 1801, 30, 402, 1196, 1633,
      1395, 2594, 24, 1296, 984, 1654
    };
    int[] letters = {1, 2, 3, 5, 16, 256};
    for (int i = 0; i < lengths.length; i++) {
      Xorshift random = new Xorshift((i + 1) * 0x9e3779b1);
      byte[] bytes = new byte[i < 16 ? 2 * i : random.below(3_000)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) random.below(letters[i % letters.length]);
      }
      assertThat(FastLz.packedLength(Bytes.wrap(bytes)))
          .as("case %d: %d bytes", i, bytes.length)
          .isEqualTo(lengths[i]);
    }
  }

  @Test
  void costsTheLeastLengthByFjordAndTheCalldataByEcotone() {
    assertThat(opStack(true, 0, 0).cost(EMPTY, Gas.ZERO)).isEqualTo(Wei.of(3_203_000));
    assertThat(opStack(false, 0, 0).cost(EMPTY, Gas.ZERO)).isEqualTo(Wei.of(3_203_000));
    // (836,500 · 202 − 42,585,600) · 32,030,000,000 / 10^12
    assertThat(opStack(true, 0, 0).cost(CALL, Gas.ZERO)).isEqualTo(Wei.of(4_048_188));
    Wei ecotone = opStack(false, 0, 0).cost(CALL, Gas.ZERO);
    assertThat(ecotone).isEqualTo(Wei.of(calldataGas(CALL) * 32_030_000_000L / 16_000_000));
    assertThat(ecotone).isGreaterThan(Wei.of(4_048_188));
  }

  /** Of bytes that nothing packs, so that their number says all. */
  @Test
  void costsTheSameByTheSizeAsByTheBytes() {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[random.nextInt(1_500)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (1 + random.nextInt(255));
      }
      DataSize written = DataSize.of(Bytes.wrap(bytes));
      DataSize estimated = DataSize.ofUnpackable(bytes.length);
      assertThat(written.length()).isEqualTo(estimated.length());
      assertThat(written.calldataGas()).isEqualTo(estimated.calldataGas());
      assertThat(written.packed())
          .as("%d bytes of seed %d", bytes.length, seed)
          .isBetween(estimated.packed() - 2, estimated.packed() + 1);
    }
  }

  @Test
  void tellsWhatAByteMoreAdds() {
    DataFee[] fees = {
      opStack(true, 7, 9),
      opStack(false, 0, 0),
      new DataFee.Arbitrum(Uint256.of(11)),
      DataFee.none()
    };
    for (DataFee fee : fees) {
      Wei more = fee.cost(DataSize.ofUnpackable(32_000), Gas.ZERO);
      Wei less = fee.cost(DataSize.ofUnpackable(320), Gas.ZERO);
      double slope = more.minus(less).value().toDouble() / (32_000 - 320);
      assertThat(fee.perByte().toDouble()).as("%s", fee).isBetween(slope - 1e-3, slope + 1);
    }
    assertThat(opStack(false, 0, 0).perByte()).isGreaterThan(opStack(true, 0, 0).perByte());
  }

  @Test
  void addsTheOperatorsFee() {
    assertThat(opStack(true, 1_439_103_868, 1_256_417_826).cost(EMPTY, new Gas(1_000)))
        .isEqualTo(Wei.of(3_203_000L + 1_439_103 + 1_256_417_826));
  }

  @Test
  @DisplayName("failures #52: what Arbitrum charges for the bytes is gas of the transaction")
  void countsBytesAsGasOnArbitrum() {
    DataFee fee = new DataFee.Arbitrum(Uint256.of(3_000_000_000L));
    assertThat(fee.cost(CALL, Gas.ZERO)).isEqualTo(Wei.of(3_000_000_000L * CALL.length()));
    assertThat(fee.gas(CALL, FeePerGas.of(10_000_000))).isEqualTo(new Gas(300L * CALL.length()));
    assertThat(fee.gas(EMPTY, FeePerGas.of(7_000_000_001L))).isEqualTo(new Gas(13));
    assertThat(fee.gas(EMPTY, FeePerGas.ZERO)).isEqualTo(Gas.ZERO);
    assertThat(DataFee.none().cost(CALL, new Gas(1))).isEqualTo(Wei.ZERO);
  }

  private static long calldataGas(Bytes bytes) {
    long gas = 0;
    for (byte each : bytes.toArray()) {
      gas += each == 0 ? 4 : 16;
    }
    return gas;
  }

  private static DataFee opStack(boolean packed, long operatorScalar, long operatorConstant) {
    return new DataFee.OpStack(
        Uint256.of(1_000_000_000),
        Uint256.of(10_000_000),
        2,
        3,
        Uint256.of(operatorScalar),
        Uint256.of(operatorConstant),
        packed);
  }

  /** The generator that the other packer's bytes were made with. */
  private static final class Xorshift {
    private int state;

    Xorshift(int seed) {
      this.state = seed;
    }

    int below(int bound) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return Integer.remainderUnsigned(state, bound);
    }
  }
}

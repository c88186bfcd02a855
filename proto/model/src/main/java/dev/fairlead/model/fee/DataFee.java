package dev.fairlead.model.fee;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;

/** What a rollup takes for publishing a transaction's bytes on the chain below it. */
public sealed interface DataFee {
  /** Nothing: the chain stands on its own. */
  static DataFee none() {
    return new None();
  }

  /**
   * The cost of a transaction of this size and this much gas, beside gas times price or, where
   * {@link #gas} says so, within it.
   */
  Wei cost(DataSize size, Gas gas);

  /** The gas that is counted for the bytes, on top of what the transaction does with it. */
  Gas gas(DataSize size, FeePerGas price);

  /** What it costs beside the gas, which the account must hold besides. */
  default Wei beside(DataSize size, Gas gas) {
    return cost(size, gas);
  }

  /** What one byte more adds to the cost of a transaction that is not tiny, if nothing packs it. */
  Uint256 perByte();

  /** The cost of a transaction with these signed bytes. */
  default Wei cost(Bytes signed, Gas gas) {
    return cost(DataSize.of(signed), gas);
  }

  /** The gas that is counted for these signed bytes. */
  default Gas gas(Bytes signed, FeePerGas price) {
    return gas(DataSize.of(signed), price);
  }

  /** What a transaction with these signed bytes costs beside the gas. */
  default Wei beside(Bytes signed, Gas gas) {
    return beside(DataSize.of(signed), gas);
  }

  /** Whether nothing is taken, whatever the bytes. */
  default boolean isNone() {
    return this instanceof None;
  }

  /** Nothing is taken. */
  record None() implements DataFee {
    @Override
    public Wei cost(DataSize size, Gas gas) {
      return Wei.ZERO;
    }

    @Override
    public Gas gas(DataSize size, FeePerGas price) {
      return Gas.ZERO;
    }

    @Override
    public Uint256 perByte() {
      return Uint256.ZERO;
    }
  }

  /**
   * The OP-stack since Ecotone: by the estimated length of the bytes when packed, and since Isthmus
   * an operator's fee by gas. It is taken from the balance beside the gas.
   *
   * @param l1BaseFee the base fee below, in wei
   * @param l1BlobBaseFee the blob base fee below, in wei
   * @param baseFeeScalar the weight of {@code l1BaseFee}, in millionths
   * @param blobBaseFeeScalar the weight of {@code l1BlobBaseFee}, in millionths
   * @param operatorScalar what the operator takes for a million gas, in wei
   * @param operatorConstant what the operator takes for any transaction
   * @param byPackedLength Fjord is known to hold; otherwise the dearer of Ecotone's rule and
   *     Fjord's
   */
  record OpStack(
      Uint256 l1BaseFee,
      Uint256 l1BlobBaseFee,
      long baseFeeScalar,
      long blobBaseFeeScalar,
      Uint256 operatorScalar,
      Uint256 operatorConstant,
      boolean byPackedLength)
      implements DataFee {
    private static final Uint256 MILLION = Uint256.of(1_000_000);
    private static final Uint256 SIXTEEN = Uint256.of(16);
    private static final long INTERCEPT = -42_585_600;
    private static final long COEFFICIENT = 836_500;
    private static final long LEAST_LENGTH = 100_000_000;

    /** FastLZ writes a byte more for every 32 that it can't pack. */
    private static final long RUN = 32;

    @Override
    public Wei cost(DataSize size, Gas gas) {
      Uint256 published = fjord(size);
      if (!byPackedLength) {
        published = published.max(ecotone(size));
      }
      Uint256 operator =
          operatorScalar.mulDivDown(Uint256.of(gas.value()), MILLION).plus(operatorConstant);
      return new Wei(published.plus(operator));
    }

    @Override
    public Gas gas(DataSize size, FeePerGas price) {
      return Gas.ZERO;
    }

    @Override
    public Uint256 perByte() {
      Uint256 fjord =
          Uint256.of(COEFFICIENT * (RUN + 1))
              .mulDivUp(weighed(), MILLION.times(MILLION).times(Uint256.of(RUN)));
      return byPackedLength ? fjord : fjord.max(weighed().mulDivUp(Uint256.ONE, MILLION));
    }

    /** The bytes' length when packed well, estimated from what FastLZ makes of them. */
    private Uint256 fjord(DataSize size) {
      long length = INTERCEPT + COEFFICIENT * size.packed();
      return Uint256.of(Math.max(length, LEAST_LENGTH))
          .mulDivDown(weighed(), MILLION.times(MILLION));
    }

    private Uint256 ecotone(DataSize size) {
      return Uint256.of(size.calldataGas()).mulDivDown(weighed(), MILLION.times(SIXTEEN));
    }

    private Uint256 weighed() {
      return SIXTEEN
          .times(Uint256.of(baseFeeScalar))
          .times(l1BaseFee)
          .plus(Uint256.of(blobBaseFeeScalar).times(l1BlobBaseFee));
    }
  }

  /**
   * Arbitrum: bytes have a price of their own, and are paid for as gas of the transaction. Its
   * sequencer charges for the bytes as Brotli packs them; this takes them as they are, which is
   * hardly ever less.
   *
   * @param perByte in wei
   */
  record Arbitrum(Uint256 perByte) implements DataFee {
    @Override
    public Wei beside(DataSize size, Gas gas) {
      return Wei.ZERO;
    }

    @Override
    public Wei cost(DataSize size, Gas gas) {
      return new Wei(perByte.times(Uint256.of(size.length())));
    }

    @Override
    public Gas gas(DataSize size, FeePerGas price) {
      return price.wei().isZero()
          ? Gas.ZERO
          : new Gas(cost(size, Gas.ZERO).value().dividedByUp(price.wei()).toLongExact());
    }
  }
}

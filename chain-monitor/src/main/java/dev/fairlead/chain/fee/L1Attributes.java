package dev.fairlead.chain.fee;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Transaction;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import java.util.Optional;

/**
 * What the first transaction of each block of the OP-stack tells of the chain below, from which
 * every fee for bytes in that block follows. Proven with the block, so nobody's word is taken.
 */
final class L1Attributes {
  private static final Address L1_BLOCK =
      Address.parse("0x4200000000000000000000000000000000000015");

  private static final Signature ECOTONE = Signature.of("setL1BlockValuesEcotone()");
  private static final Signature ISTHMUS = Signature.of("setL1BlockValuesIsthmus()");
  private static final Signature JOVIAN = Signature.of("setL1BlockValuesJovian()");

  private static final int BASE_FEE_SCALARS = 4;
  private static final int BASE_FEE = 36;
  private static final int BLOB_BASE_FEE = 68;
  private static final int OPERATOR_SCALAR = 164;
  private static final int OPERATOR_CONSTANT = 168;
  private static final int ISTHMUS_LENGTH = 176;
  private static final int JOVIAN_LENGTH = 178;

  /** Jovian made a unit of the operator's scalar 10^8 times what it was. */
  private static final Uint256 JOVIAN_UNIT = Uint256.of(100_000_000);

  private L1Attributes() {}

  /** Empty where the block has no such transaction, or one in a form that is not known here. */
  static Optional<DataFee> of(Block block) {
    return block.transactions().stream()
        .findFirst()
        .filter(first -> first.envelope() instanceof Envelope.OpDeposit)
        .filter(first -> first.to().equals(Optional.of(L1_BLOCK)))
        .map(Transaction::input)
        .flatMap(L1Attributes::read);
  }

  private static Optional<DataFee> read(Bytes input) {
    if (ECOTONE.selects(input) && input.length() == OPERATOR_SCALAR) {
      return Optional.of(fee(input, Uint256.ZERO, Uint256.ZERO, false));
    }
    if (ISTHMUS.selects(input) && input.length() == ISTHMUS_LENGTH) {
      return Optional.of(fee(input, scalar(input), constant(input), true));
    }
    if (JOVIAN.selects(input) && input.length() == JOVIAN_LENGTH) {
      return Optional.of(fee(input, scalar(input).times(JOVIAN_UNIT), constant(input), true));
    }
    return Optional.empty();
  }

  private static DataFee fee(
      Bytes input, Uint256 operatorScalar, Uint256 operatorConstant, boolean byPackedLength) {
    long scalars = input.longAt(BASE_FEE_SCALARS);
    return new DataFee.OpStack(
        input.uint256At(BASE_FEE),
        input.uint256At(BLOB_BASE_FEE),
        scalars >>> Integer.SIZE,
        scalars & 0xffff_ffffL,
        operatorScalar,
        operatorConstant,
        byPackedLength);
  }

  private static Uint256 scalar(Bytes input) {
    return Uint256.of(input.longAt(OPERATOR_SCALAR) >>> Integer.SIZE);
  }

  private static Uint256 constant(Bytes input) {
    return Uint256.ofUnsignedLong(input.longAt(OPERATOR_CONSTANT));
  }
}

package dev.fairlead.event.codec;

import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import org.jspecify.annotations.Nullable;

/** Speeds of inclusion, and what bytes cost. */
public final class FeeMessages {
  private FeeMessages() {}

  public static dev.fairlead.api.v1.InclusionSpeed message(InclusionSpeed speed) {
    return switch (speed) {
      case SLOW -> dev.fairlead.api.v1.InclusionSpeed.INCLUSION_SPEED_SLOW;
      case NORMAL -> dev.fairlead.api.v1.InclusionSpeed.INCLUSION_SPEED_NORMAL;
      case FAST -> dev.fairlead.api.v1.InclusionSpeed.INCLUSION_SPEED_FAST;
      case URGENT -> dev.fairlead.api.v1.InclusionSpeed.INCLUSION_SPEED_URGENT;
    };
  }

  /** Null where none is named, as in events of versions that knew none. */
  static @Nullable InclusionSpeed speed(dev.fairlead.api.v1.InclusionSpeed message) {
    return switch (message) {
      case INCLUSION_SPEED_UNSPECIFIED -> null;
      case INCLUSION_SPEED_SLOW -> InclusionSpeed.SLOW;
      case INCLUSION_SPEED_NORMAL -> InclusionSpeed.NORMAL;
      case INCLUSION_SPEED_FAST -> InclusionSpeed.FAST;
      case INCLUSION_SPEED_URGENT -> InclusionSpeed.URGENT;
      case UNRECOGNIZED -> throw new IllegalArgumentException("not a speed: " + message);
    };
  }

  public static dev.fairlead.api.v1.DataFee message(DataFee fee) {
    dev.fairlead.api.v1.DataFee.Builder message = dev.fairlead.api.v1.DataFee.newBuilder();
    switch (fee) {
      case DataFee.None _ -> {
        // Nothing is taken, so no rule is named.
      }
      case DataFee.OpStack op ->
          message
              .getOpStackBuilder()
              .setL1BaseFee(op.l1BaseFee().toString())
              .setL1BlobBaseFee(op.l1BlobBaseFee().toString())
              .setBaseFeeScalar((int) op.baseFeeScalar())
              .setBlobBaseFeeScalar((int) op.blobBaseFeeScalar())
              .setOperatorScalar(op.operatorScalar().toString())
              .setOperatorConstant(op.operatorConstant().toString())
              .setByPackedLength(op.byPackedLength());
      case DataFee.Arbitrum(Uint256 perByte) ->
          message.getArbitrumBuilder().setPerByte(perByte.toString());
    }
    return message.build();
  }

  /** What a message tells of bytes. */
  public static DataFee dataFee(dev.fairlead.api.v1.DataFee message) {
    return switch (message.getRuleCase()) {
      case OP_STACK -> {
        dev.fairlead.api.v1.DataFee.OpStack op = message.getOpStack();
        yield new DataFee.OpStack(
            Uint256.parse(op.getL1BaseFee()),
            Uint256.parse(op.getL1BlobBaseFee()),
            Integer.toUnsignedLong(op.getBaseFeeScalar()),
            Integer.toUnsignedLong(op.getBlobBaseFeeScalar()),
            Uint256.parse(op.getOperatorScalar()),
            Uint256.parse(op.getOperatorConstant()),
            op.getByPackedLength());
      }
      case ARBITRUM -> new DataFee.Arbitrum(Uint256.parse(message.getArbitrum().getPerByte()));
      case RULE_NOT_SET -> DataFee.none();
    };
  }
}

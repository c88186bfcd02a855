package dev.fairlead.chain;

import dev.fairlead.chain.proof.ReceiptClaim;
import dev.fairlead.chain.rpc.JsonInput;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads receipts and logs, with the place that each claims to have. */
final class ReceiptFields {
  /** What servers tell beside what a root holds or what follows from it. */
  private static final Set<String> BESIDE =
      Set.of(
          "blobGasPrice",
          "blobGasUsed",
          "blockTimestamp",
          "contractAddress",
          "daFootprintGasScalar",
          "gasUsedForL1",
          "l1BaseFeeScalar",
          "l1BlobBaseFee",
          "l1BlobBaseFeeScalar",
          "l1BlockNumber",
          "l1Fee",
          "l1FeeScalar",
          "l1GasPrice",
          "l1GasUsed",
          "logsBloom",
          "multiGasUsed",
          "operatorFeeConstant",
          "operatorFeeScalar",
          "timeboosted",
          "to");

  private @Nullable Bytes32 hash;
  private @Nullable Bytes32 block;
  private long number = -1;
  private long index = -1;
  private @Nullable Address from;
  private long status = -1;
  private long gasUsed = -1;
  private long cumulativeGasUsed = -1;
  private @Nullable Uint256 gasPrice;
  private @Nullable List<Log> logs;
  private OptionalLong type = OptionalLong.empty();
  private long depositNonce = -1;
  private long depositVersion = -1;
  private List<String> unknown = List.of();

  private ReceiptFields() {}

  static ReceiptClaim read(JsonInput in) {
    ReceiptFields fields = new ReceiptFields();
    in.object(fields::field);
    return fields.claim();
  }

  static Optional<ReceiptClaim> readOptional(JsonInput in) {
    return in.optional(ReceiptFields::read);
  }

  static Log readLog(JsonInput in) {
    LogFields fields = new LogFields();
    in.object(fields::field);
    return fields.log();
  }

  /** A log, and the height that it says it is at. */
  record PlacedLog(long number, Log log) {}

  static PlacedLog readPlacedLog(JsonInput in) {
    LogFields fields = new LogFields();
    in.object(fields::field);
    return new PlacedLog(required("blockNumber", fields.number), fields.log());
  }

  private void field(String field, JsonInput in) {
    if (in.isNull()) {
      return;
    }
    switch (field) {
      case "transactionHash" -> hash = in.bytes32();
      case "blockHash" -> block = in.bytes32();
      case "blockNumber" -> number = in.quantityAsLong();
      case "transactionIndex" -> index = in.quantityAsLong();
      case "from" -> from = in.address();
      case "status" -> status = in.quantityAsLong();
      case "gasUsed" -> gasUsed = in.quantityAsLong();
      case "cumulativeGasUsed" -> cumulativeGasUsed = in.quantityAsLong();
      case "effectiveGasPrice" -> gasPrice = in.quantity();
      case "logs" -> logs = in.list(ReceiptFields::readLog);
      case "type" -> type = OptionalLong.of(in.quantityAsLong());
      case "depositNonce" -> depositNonce = in.quantityAsLong();
      case "depositReceiptVersion" -> depositVersion = in.quantityAsLong();
      default -> {
        if (!BESIDE.contains(field)) {
          unknown = appended(unknown, field);
        }
        in.skip();
      }
    }
  }

  private static List<String> appended(List<String> fields, String field) {
    List<String> more = new ArrayList<>(fields);
    more.add(field);
    return more;
  }

  private ReceiptClaim claim() {
    if (status != 0 && status != 1) {
      throw ChainException.retryable("a receipt with status " + status);
    }
    return new ReceiptClaim(
        new BlockHash(required("blockHash", block)),
        required("blockNumber", number),
        type,
        required("cumulativeGasUsed", cumulativeGasUsed),
        depositNonce < 0 || depositVersion < 0
            ? Optional.empty()
            : Optional.of(new ReceiptClaim.Deposit(depositNonce, depositVersion)),
        new Receipt(
            new TxHash(required("transactionHash", hash)),
            (int) Math.min(required("transactionIndex", index), Integer.MAX_VALUE),
            required("from", from),
            status == 1,
            new Gas(required("gasUsed", gasUsed)),
            new FeePerGas(required("effectiveGasPrice", gasPrice)),
            required("logs", logs)),
        unknown);
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw ChainException.retryable("a receipt without " + field);
    }
    return value;
  }

  private static long required(String field, long value) {
    if (value < 0) {
      throw ChainException.retryable("a receipt without " + field);
    }
    return value;
  }

  private static final class LogFields {
    private @Nullable Address address;
    private @Nullable List<Bytes32> topics;
    private @Nullable Bytes data;
    private long index = -1;
    private long number = -1;
    private boolean removed;

    void field(String field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case "address" -> address = in.address();
        case "topics" -> topics = in.list(JsonInput::bytes32);
        case "data" -> data = in.bytes();
        case "logIndex" -> index = in.quantityAsLong();
        case "blockNumber" -> number = in.quantityAsLong();
        case "removed" -> removed = in.bool();
        default -> in.skip();
      }
    }

    Log log() {
      List<Bytes32> known = required("topics", topics);
      if (removed || known.size() > 4) {
        throw ChainException.retryable("a log that is removed or has more than 4 topics");
      }
      return new Log(
          required("address", address),
          known,
          required("data", data),
          (int) Math.min(required("logIndex", index), Integer.MAX_VALUE));
    }
  }
}

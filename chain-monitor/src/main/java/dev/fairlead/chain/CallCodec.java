package dev.fairlead.chain;

import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Gas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls and simulations to JSON and back. */
final class CallCodec {
  private static final List<String> MACHINE_FAULTS =
      List.of(
          "out of gas",
          "outofgas",
          "memoryoog",
          "sentryoog",
          "invalid opcode",
          "invalidfeopcode",
          "stack underflow",
          "stack overflow",
          "invalidjump");

  private CallCodec() {}

  /** A block by its hash (EIP-1898), as a JSON value. */
  static String pinned(BlockRef at) {
    return "{\"blockHash\":\"" + at.hash() + "\"}";
  }

  static RpcRequest<Bytes> call(BlockRef at, Call call) {
    return new RpcRequest<>(
        "eth_call", "[" + json(call) + "," + pinned(at) + "]", JsonInput::bytes);
  }

  /** The call that a transaction makes, with its own limit of gas. */
  static RpcRequest<Bytes> call(BlockRef at, Transaction transaction, Address to) {
    String call = json(new Call(transaction.from(), to, transaction.value(), transaction.input()));
    String limited =
        "%s,\"gas\":\"0x%x\"}"
            .formatted(call.substring(0, call.length() - 1), transaction.gasLimit().value());
    return new RpcRequest<>("eth_call", "[" + limited + "," + pinned(at) + "]", JsonInput::bytes);
  }

  /** A revert is a result; any other error says nothing about the call. */
  static CallResult result(RpcReply<Bytes> reply) {
    return switch (reply) {
      case RpcReply.Result<Bytes>(Bytes data) -> new CallResult.Returned(data);
      case RpcReply.Failed<Bytes>(RpcError error) ->
          failure(error).orElseThrow(() -> ChainException.retryable("eth_call: " + error));
    };
  }

  /** No call uses more gas than {@code most}, so whoever tells of more is not believed. */
  static RpcRequest<SimulatedCalls> simulate(BlockRef at, List<Call> calls, Gas most) {
    String list = calls.stream().map(CallCodec::json).collect(Collectors.joining(","));
    return new RpcRequest<>(
        "eth_simulateV1",
        "[{\"blockStateCalls\":[{\"calls\":["
            + list
            + "]}],\"validation\":false},"
            + pinned(at)
            + "]",
        in -> SimulatedCalls.within(most, readBlocks(in)));
  }

  private static String json(Call call) {
    StringBuilder text = new StringBuilder(128 + 2 * call.data().length()).append('{');
    if (call.from() != null) {
      text.append("\"from\":\"").append(call.from()).append("\",");
    }
    if (!call.value().value().isZero()) {
      text.append("\"value\":\"").append(call.value().value().toHexString()).append("\",");
    }
    return text.append("\"to\":\"")
        .append(call.to())
        .append("\",\"input\":\"")
        .append(call.data())
        .append("\"}")
        .toString();
  }

  private static Optional<CallResult> failure(RpcError error) {
    String words = error.words();
    boolean reverted = error.code() == RpcError.REVERTED || words.contains("revert");
    if (reverted) {
      String reason = error.data().length() == 0 ? error.message() : RevertReason.of(error.data());
      return Optional.of(new CallResult.Reverted(error.data(), reason));
    }
    return MACHINE_FAULTS.stream().anyMatch(words::contains)
        ? Optional.of(new CallResult.Reverted(Bytes.EMPTY, error.message()))
        : Optional.empty();
  }

  private static List<Simulation.Step> readBlocks(JsonInput in) {
    List<Simulation.Step> steps = new ArrayList<>();
    for (List<Simulation.Step> block : in.list(CallCodec::readBlock)) {
      steps.addAll(block);
    }
    return steps;
  }

  private static List<Simulation.Step> readBlock(JsonInput in) {
    List<Simulation.Step> steps = new ArrayList<>();
    in.object(BlockField.NAMES, (_, calls) -> steps.addAll(calls.list(CallCodec::readStep)));
    return steps;
  }

  private static Simulation.Step readStep(JsonInput in) {
    StepFields fields = new StepFields();
    in.object(StepField.NAMES, fields::field);
    return fields.step();
  }

  private enum BlockField {
    CALLS;

    private static final FieldNames<BlockField> NAMES = FieldNames.of(BlockField.class);
  }

  private enum StepField {
    STATUS,
    GAS_USED,
    RETURN_DATA,
    LOGS,
    ERROR;

    private static final FieldNames<StepField> NAMES = FieldNames.of(StepField.class);
  }

  private enum ErrorField {
    MESSAGE,
    DATA;

    private static final FieldNames<ErrorField> NAMES = FieldNames.of(ErrorField.class);
  }

  private static final class StepFields {
    private long status = -1;
    private long gasUsed = -1;
    private @Nullable Bytes returned;
    private List<Log> logs = List.of();
    private String message = "failed";
    private Bytes errorData = Bytes.EMPTY;

    void field(StepField field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case STATUS -> status = in.quantityAsLong();
        case GAS_USED -> gasUsed = in.quantityAsLong();
        case RETURN_DATA -> returned = in.bytes();
        case LOGS -> logs = in.list(ReceiptFields::readLog);
        case ERROR -> in.object(ErrorField.NAMES, this::error);
      }
    }

    private void error(ErrorField field, JsonInput in) {
      switch (field) {
        case MESSAGE -> message = in.text();
        case DATA -> {
          if (in.isText()) {
            errorData = in.bytes();
          }
        }
      }
    }

    Simulation.Step step() {
      Bytes data = returned;
      if (data == null || gasUsed < 0 || status < 0 || status > 1) {
        throw ChainException.retryable("a simulated call without its outcome");
      }
      if (status == 1) {
        return new Simulation.Step(new CallResult.Returned(data), new Gas(gasUsed), logs);
      }
      Bytes reverted = data.length() == 0 ? errorData : data;
      String reason = reverted.length() == 0 ? message : RevertReason.of(reverted);
      return new Simulation.Step(
          new CallResult.Reverted(reverted, reason), new Gas(gasUsed), List.of());
    }
  }
}

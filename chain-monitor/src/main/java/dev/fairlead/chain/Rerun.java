package dev.fairlead.chain;

import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A transaction that is run again to see what it gives: traced, or else called. */
final class Rerun {
  private final Rpc rpc;
  private final Block block;
  private final Transaction transaction;

  Rerun(Rpc rpc, Block block, int index) {
    this.rpc = rpc;
    this.block = block;
    this.transaction = block.transactions().get(index);
  }

  Optional<CallResult> run() {
    return traced().or(this::called);
  }

  private Optional<CallResult> traced() {
    RpcRequest<Trace> request =
        new RpcRequest<>(
            "debug_traceTransaction",
            "[\"%s\",{\"tracer\":\"callTracer\",\"tracerConfig\":{\"onlyTopCall\":true}}]"
                .formatted(transaction.hash()),
            Trace::read);
    try {
      return rpc.call(request) instanceof RpcReply.Result<Trace>(Trace trace)
          ? Optional.of(trace.result())
          : Optional.empty();
    } catch (ChainException noTrace) {
      return Optional.empty();
    }
  }

  /** An approval right before it counts: without it, another reason would be found. */
  private Optional<CallResult> called() {
    List<Call> before =
        block.transactions().subList(0, transaction.index()).stream()
            .filter(each -> each.from().equals(transaction.from()))
            .flatMap(each -> call(each).stream())
            .toList();
    try {
      return before.isEmpty() ? calledAlone() : call(transaction).map(last -> after(before, last));
    } catch (ChainException noAnswer) {
      return Optional.empty();
    }
  }

  private Optional<CallResult> calledAlone() {
    return transaction
        .to()
        .map(to -> CallCodec.result(rpc.call(CallCodec.call(block.parentRef(), transaction, to))));
  }

  private CallResult after(List<Call> before, Call last) {
    List<Call> all = new ArrayList<>(before);
    all.add(last);
    List<Simulation.Step> steps =
        rpc.call(CallCodec.simulate(block.parentRef(), all, block.gasLimit()))
            .orThrow("eth_simulateV1")
            .steps();
    if (steps.size() != all.size()) {
      throw ChainException.retryable("a simulation with steps left out");
    }
    return steps.getLast().result();
  }

  private static Optional<Call> call(Transaction of) {
    return of.to().map(to -> new Call(of.from(), to, of.value(), of.input()));
  }

  /** What the tracer of calls tells of the outermost. */
  private static final class Trace {
    private Bytes output = Bytes.EMPTY;
    private String error = "";

    private enum Field {
      OUTPUT,
      ERROR;

      private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
    }

    static Trace read(JsonInput in) {
      Trace trace = new Trace();
      in.object(Field.NAMES, trace::field);
      return trace;
    }

    private void field(Field field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case OUTPUT -> output = in.bytes();
        case ERROR -> error = in.text();
      }
    }

    CallResult result() {
      if (error.isEmpty()) {
        return new CallResult.Returned(output);
      }
      return new CallResult.Reverted(
          output, output.length() == 0 ? error : RevertReason.of(output));
    }
  }
}

package dev.fairlead.chain.fee;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.model.BlockRef;
import java.util.List;

/** Runs calls on the state after a block; results are in the same order. */
@FunctionalInterface
public interface StateReader {
  List<CallResult> call(BlockRef at, List<Call> calls);
}

package dev.fairlead.model.settlement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a transaction in its block beside its receipt's status and gas.
 *
 * @param index its place in the block, from 0
 * @param revert why it failed; null where it succeeded
 * @param movements what it moved, each held against the balances before and after its block
 */
public record Settlement(
    int index, FeePaid fee, @Nullable Revert revert, List<Movement> movements) {
  public Settlement {
    movements = List.copyOf(movements);
  }
}

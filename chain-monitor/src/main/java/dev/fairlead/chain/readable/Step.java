package dev.fairlead.chain.readable;

import dev.fairlead.model.Bytes;
import java.util.List;

/**
 * One call, event or error.
 *
 * @param contract what kind of contract it is of
 * @param name of the function, command, event or error
 * @param steps the calls and commands inside, in their order
 * @param trailing bytes that follow the arguments and that no contract reads
 */
public record Step(
    String contract, String name, List<Field> fields, List<Step> steps, Bytes trailing) {
  public Step {
    fields = List.copyOf(fields);
    steps = List.copyOf(steps);
  }

  public static Step of(String contract, String name, List<Field> fields) {
    return new Step(contract, name, fields, List.of(), Bytes.EMPTY);
  }
}

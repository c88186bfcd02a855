package dev.fairlead.chain.readable;

import dev.fairlead.chain.abi.AbiDeclaration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the bytes of a program stand for: the Universal Router's commands, or Uniswap V4's actions.
 */
final class Program {
  static final Program COMMANDS = new Program("Universal Router", Declared.COMMANDS, 0x7f);
  static final Program ACTIONS = new Program("Uniswap V4", Declared.ACTIONS, 0xff);

  private final String title;
  private final int mask;
  private final Map<Integer, AbiDeclaration> instructions = new HashMap<>();

  private Program(String title, String declarations, int mask) {
    this.title = title;
    this.mask = mask;
    for (String line : declarations.lines().toList()) {
      instructions.put(Integer.parseInt(line, 0, 2, 16), AbiDeclaration.parse(line.substring(3)));
    }
  }

  String title() {
    return title;
  }

  Optional<AbiDeclaration> instruction(byte code) {
    return Optional.ofNullable(instructions.get(code & mask));
  }

  /** Whether the program goes on when this instruction fails. */
  boolean mayFail(byte code) {
    return (code & ~mask & 0xff) != 0;
  }

  List<AbiDeclaration> all() {
    return List.copyOf(instructions.values());
  }
}

package dev.fairlead.chain.abi;

import java.util.List;

/**
 * What a contract declares.
 *
 * @param title what people call the contract
 */
public record ContractAbi(
    String title,
    List<AbiDeclaration> functions,
    List<AbiDeclaration> events,
    List<AbiDeclaration> errors) {
  public ContractAbi {
    functions = List.copyOf(functions);
    events = List.copyOf(events);
    errors = List.copyOf(errors);
  }
}

package dev.fairlead.chain.abi;

import java.util.List;

/** A function, an event or an error as a contract declares it. */
public record AbiDeclaration(String name, List<AbiParameter> parameters, Signature signature) {
  public AbiDeclaration {
    parameters = List.copyOf(parameters);
  }

  public static AbiDeclaration of(String name, List<AbiParameter> parameters) {
    return new AbiDeclaration(
        name, parameters, Signature.of(name + AbiType.Tuple.canonical(parameters)));
  }

  /**
   * Reads a declaration such as {@code Transfer(address indexed from, address indexed to, uint256
   * value)}. Names may be left out; behind a name may stand what it means, in braces.
   */
  public static AbiDeclaration parse(String text) {
    return new DeclarationParser(text).declaration();
  }

  public List<AbiType> types() {
    return parameters.stream().map(AbiParameter::type).toList();
  }

  public int indexed() {
    return (int) parameters.stream().filter(AbiParameter::indexed).count();
  }

  /** The types that an event writes into its data. */
  public List<AbiType> dataTypes() {
    return parameters.stream().filter(p -> !p.indexed()).map(AbiParameter::type).toList();
  }

  @Override
  public String toString() {
    return signature.toString();
  }
}

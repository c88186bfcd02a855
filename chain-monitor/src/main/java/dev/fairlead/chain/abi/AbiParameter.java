package dev.fairlead.chain.abi;

/**
 * One argument of a declaration, or one member of a tuple.
 *
 * @param name as declared; often empty in files
 * @param indexed whether an event writes it into a topic
 * @param meaning what a declaration of this node's own says about it; else empty
 */
public record AbiParameter(String name, AbiType type, boolean indexed, String meaning) {
  public static AbiParameter of(String name, AbiType type) {
    return new AbiParameter(name, type, false, "");
  }
}

package dev.fairlead.parts;

/**
 * How Solidity is compiled.
 *
 * @param version the compiler's version, one of those pinned
 * @param optimizerRuns the optimizer's runs; it is always on
 * @param viaIr whether code goes through the intermediate representation
 * @param evmVersion the oldest EVM that must run the code
 * @param optimizerSteps the order of the Yul optimizer's steps, or empty for the compiler's own
 */
public record SoliditySettings(
    String version, int optimizerRuns, boolean viaIr, String evmVersion, String optimizerSteps) {
  /** The settings of Fairlead's own contracts. */
  public static SoliditySettings of(String version) {
    return new SoliditySettings(version, 10_000, false, "cancun", "");
  }

  /** The same with another number of runs. */
  public SoliditySettings withOptimizerRuns(int runs) {
    return new SoliditySettings(version, runs, viaIr, evmVersion, optimizerSteps);
  }

  /** The same, through the intermediate representation or not. */
  public SoliditySettings withViaIr(boolean on) {
    return new SoliditySettings(version, optimizerRuns, on, evmVersion, optimizerSteps);
  }

  /** The same for another oldest EVM. */
  public SoliditySettings withEvmVersion(String name) {
    return new SoliditySettings(version, optimizerRuns, viaIr, name, optimizerSteps);
  }

  /** The same with the Yul optimizer's steps in another order. */
  public SoliditySettings withOptimizerSteps(String steps) {
    return new SoliditySettings(version, optimizerRuns, viaIr, evmVersion, steps);
  }

  /**
   * As the compiler's JSON; metadata is left out of the bytecode so that it depends on the code
   * alone.
   */
  String json() {
    String details =
        optimizerSteps.isEmpty()
            ? ""
            : ",\"details\":{\"yulDetails\":{\"optimizerSteps\":"
                + Json.quoted(optimizerSteps)
                + "}}";
    return """
    {"optimizer":{"enabled":true,"runs":%d%s},"viaIR":%b,"evmVersion":%s,\
    "metadata":{"bytecodeHash":"none","appendCBOR":false}}\
    """
        .formatted(optimizerRuns, details, viaIr, Json.quoted(evmVersion));
  }
}

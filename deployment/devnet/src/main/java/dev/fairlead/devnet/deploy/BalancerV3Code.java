package dev.fairlead.devnet.deploy;

import dev.fairlead.parts.Parts;
import dev.fairlead.parts.SolidityCompiler;
import dev.fairlead.parts.SoliditySettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Balancer V3's code, which is published as sources only: compiled once a machine (about a minute
 * of one core) and kept.
 */
public final class BalancerV3Code {
  private static final String SCOPE = "@balancer-labs/v3-";
  private static final List<String> PACKAGES =
      List.of(
          "interfaces", "pool-stable", "pool-utils", "pool-weighted", "solidity-utils", "vault");

  /** The order that the vault needs to stay under the limit of a contract's size. */
  private static final String VAULT_STEPS =
      "dhfoDgvulfnTUtnIf [ xa[r]EscLM cCTUtTOntnfDIul Lcul Vcul [j] Tpeul xa[rul] xa[r]cL gvif"
          + " CTUca[r]LSsTFOtfDnca[r]Iulc ] jmul[jul] VcTOcul jmul : fDnTOcmu";

  private static final SoliditySettings SETTINGS =
      SoliditySettings.of("0.8.26").withViaIr(true).withOptimizerRuns(9_999);
  private static final SoliditySettings VAULT_SETTINGS =
      SETTINGS.withOptimizerRuns(500).withOptimizerSteps(VAULT_STEPS);

  private static final List<String> VAULT_CONTRACTS =
      List.of("vault/contracts/Vault.sol", "vault/contracts/VaultExtension.sol");
  private static final List<String> CONTRACTS =
      List.of(
          "pool-stable/contracts/StablePoolFactory.sol",
          "pool-weighted/contracts/WeightedPoolFactory.sol",
          "vault/contracts/ProtocolFeeController.sol",
          "vault/contracts/Router.sol",
          "vault/contracts/VaultAdmin.sol");

  private final Parts parts;

  /** Keeps the code in the parts' cache. */
  public BalancerV3Code(Parts parts) {
    this.parts = parts;
  }

  /** Whether it is compiled already. */
  public boolean isCompiled() {
    SolidityCompiler compiler = new SolidityCompiler(parts);
    Map<String, Path> libraries = libraries();
    return compiler.has(sources(CONTRACTS), libraries, SETTINGS)
        && compiler.has(sources(VAULT_CONTRACTS), libraries, VAULT_SETTINGS);
  }

  /**
   * The creation code of a contract, compiled now if need be: slow, and it gives way to everything
   * else.
   */
  byte[] initCode(String name) {
    boolean vault = VAULT_CONTRACTS.stream().anyMatch(file -> file.endsWith("/" + name + ".sol"));
    List<String> files = vault ? VAULT_CONTRACTS : CONTRACTS;
    Path artifacts =
        SolidityCompiler.inBackground(parts)
            .compile(sources(files), libraries(), vault ? VAULT_SETTINGS : SETTINGS);
    String file =
        files.stream().filter(f -> f.endsWith("/" + name + ".sol")).findFirst().orElseThrow();
    return Artifacts.compiled(artifacts.resolve(SCOPE + file).resolve(name + ".json"));
  }

  private Map<String, Path> sources(List<String> files) {
    Map<String, Path> sources = new LinkedHashMap<>();
    for (String file : files) {
      String name = file.substring(0, file.indexOf('/'));
      sources.put(SCOPE + file, parts.npm(SCOPE + name).resolve(file.substring(name.length() + 1)));
    }
    return sources;
  }

  private Map<String, Path> libraries() {
    Map<String, Path> libraries = new LinkedHashMap<>();
    PACKAGES.forEach(name -> libraries.put(SCOPE + name, parts.npm(SCOPE + name)));
    libraries.put("@openzeppelin/contracts", parts.npm("@openzeppelin/contracts"));
    libraries.put("permit2", parts.npm("@uniswap/v4-periphery").resolve("lib").resolve("permit2"));
    return libraries;
  }
}

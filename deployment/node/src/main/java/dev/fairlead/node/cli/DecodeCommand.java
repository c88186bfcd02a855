package dev.fairlead.node.cli;

import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.readable.ContractKind;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.node.decode.AbiFile;
import dev.fairlead.node.decode.Decoder;
import dev.fairlead.node.decode.Endpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what transactions, receipts, logs and calldata mean. */
@Command(
    name = "decode",
    description = {
      "Say what a transaction, a block, a receipt, logs, calldata or a revert means.",
      "Needs no node. What an endpoint says is printed as it says it, without proof."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  fairlead decode --tx HASH --rpc http://127.0.0.1:8545",
      "  fairlead decode --block 21000000 --config node.yaml --chain ethereum --json",
      "  fairlead decode --file receipt.json --abi out/Vault.sol/Vault.json",
      "  echo 0xa9059cbb… | fairlead decode --file -"
    })
final class DecodeCommand implements Callable<Integer> {
  private static final Set<String> TAGS =
      Set.of("latest", "safe", "finalized", "earliest", "pending");

  @ArgGroup(multiplicity = "1")
  private @Nullable What what;

  /** One of them. */
  static final class What {
    @Option(names = "--tx", paramLabel = "HASH", description = "A transaction, by its hash.")
    private @Nullable String transaction;

    @Option(
        names = "--block",
        paramLabel = "NUMBER|HASH",
        description = "A block, by number, hash, or a tag such as latest.")
    private @Nullable String block;

    @Option(
        names = "--file",
        paramLabel = "FILE|-",
        description = {
          "JSON of a block, transaction, receipt or logs, also as JSON-RPC responses; or hex of a",
          "signed transaction, calldata or revert data. - reads the standard input."
        })
    private @Nullable String file;
  }

  @Option(names = "--rpc", paramLabel = "URL", description = "The endpoint to ask.")
  private @Nullable URI rpc;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The node's configuration: its endpoints, tokens and decode.abis.")
  private @Nullable Path config;

  @Option(
      names = "--chain",
      paramLabel = "NAME",
      description = "The chain as the configuration names it; left out when it has one only.")
  private @Nullable String chain;

  @Option(
      names = "--abi",
      paramLabel = "FILE",
      description = "An ABI, plain or in an artifact of Hardhat or Foundry; may be repeated.")
  private List<Path> abis = List.of();

  @Option(
      names = "--contract",
      paramLabel = "ADDRESS=KIND",
      description = "What a contract is, such as universal-router; may be repeated.")
  private List<String> contracts = List.of();

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    What wanted = Objects.requireNonNull(what, "what");
    NodeConfig node = config == null ? null : ConfigReader.read(config, System.getenv());
    ChainConfig configured = chain(node);
    List<ContractAbi> files = files(node);
    if (wanted.file != null) {
      ChainId id = configured == null ? null : configured.id();
      new Decoder(id, configured, contracts(), files, json)
          .decode(wanted.file.equals("-") ? "standard input" : wanted.file, read(wanted.file), out);
      return 0;
    }
    try (Endpoint endpoint = endpoint(configured)) {
      Decoder decoder = new Decoder(endpoint.chain(), configured, contracts(), files, json);
      boolean found =
          wanted.transaction != null
              ? decoder.transaction(endpoint, Bytes32.parse(wanted.transaction), out)
              : decoder.block(endpoint, block(Objects.requireNonNull(wanted.block)), out);
      if (!found) {
        Objects.requireNonNull(spec, "spec")
            .commandLine()
            .getErr()
            .println("fairlead: the endpoint does not have it");
        return 1;
      }
    }
    return 0;
  }

  private @Nullable ChainConfig chain(@Nullable NodeConfig node) {
    if (node == null) {
      if (chain != null) {
        throw new IllegalArgumentException("--chain names a chain of a --config");
      }
      return null;
    }
    return ConfiguredChains.pick(node, chain).getValue();
  }

  private Endpoint endpoint(@Nullable ChainConfig configured) {
    if (rpc != null) {
      return Endpoint.open(
          RpcEndpoint.of(rpc, Optional.empty()), configured == null ? null : configured.id());
    }
    if (configured == null) {
      throw new IllegalArgumentException("say which endpoint: --rpc URL, or --config FILE");
    }
    return Endpoint.open(configured.preferred(), configured.id());
  }

  private List<ContractAbi> files(@Nullable NodeConfig node) throws IOException {
    List<Path> paths = new ArrayList<>(abis);
    if (node != null) {
      paths.addAll(node.decode().abis());
    }
    return AbiFile.readAll(paths);
  }

  private Map<Address, ContractKind> contracts() {
    Map<Address, ContractKind> kinds = new HashMap<>();
    for (String each : contracts) {
      int equals = each.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("expected ADDRESS=KIND but found \"" + each + "\"");
      }
      kinds.put(Address.parse(each.substring(0, equals)), kind(each.substring(equals + 1)));
    }
    return kinds;
  }

  private static ContractKind kind(String name) {
    try {
      return ContractKind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      List<String> kinds = new ArrayList<>();
      for (ContractKind kind : ContractKind.values()) {
        kinds.add(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      throw new IllegalArgumentException(
          "there is no kind \"" + name + "\"; there are: " + String.join(", ", kinds), unknown);
    }
  }

  private static String block(String text) {
    if (TAGS.contains(text)) {
      return text;
    }
    if (text.startsWith("0x")) {
      return Bytes32.parse(text).toString();
    }
    try {
      return "0x" + Long.toHexString(Long.parseUnsignedLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a block's number or hash but found \"" + text + "\"", e);
    }
  }

  private static String read(String file) throws IOException {
    return file.equals("-")
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : Files.readString(Path.of(file));
  }
}

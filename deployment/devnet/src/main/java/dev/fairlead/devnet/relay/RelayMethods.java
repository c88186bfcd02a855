package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The relay's methods: they read the parameters, keep submissions and say what the right answer is.
 */
final class RelayMethods {
  private static final int MAX_TRANSACTIONS = 100;
  private static final int MAX_BYTES = 300_000;
  private static final int DEFAULT_BLOCKS = 25;

  private final Anvil anvil;
  private final SubmissionPool pool;
  private final BlockBuilder builder;
  private final InstantSource clock;

  RelayMethods(Anvil anvil, SubmissionPool pool, BlockBuilder builder, InstantSource clock) {
    this.anvil = anvil;
    this.pool = pool;
    this.builder = builder;
    this.clock = clock;
  }

  /** Whether a method hands something over, so that faults apply. */
  static boolean submits(String method) {
    return switch (method) {
      case "eth_sendBundle",
          "eth_sendPrivateTransaction",
          "eth_sendPrivateRawTransaction",
          "eth_sendRawTransaction" ->
          true;
      default -> false;
    };
  }

  /**
   * Does what is asked and gives the right answer; {@link IllegalArgumentException} is a refusal.
   */
  Object call(
      String method, JsonNode parameters, Address signer, RelayBehaviour.Inclusion inclusion) {
    JsonNode first = parameters.path(0);
    return switch (method) {
      case "eth_sendBundle" -> sendBundle(first, signer, inclusion);
      case "eth_sendPrivateTransaction" ->
          sendPrivate(
              first.path("tx").asString(""), first.path("maxBlockNumber"), signer, inclusion);
      case "eth_sendPrivateRawTransaction", "eth_sendRawTransaction" ->
          sendPrivate(
              first.asString(""), parameters.path(1).path("maxBlockNumber"), signer, inclusion);
      case "eth_cancelBundle" -> pool.cancelBundle(signer, text(first, "replacementUuid"));
      case "eth_cancelPrivateTransaction" ->
          pool.cancelTransaction(signer, TxHash.parse(text(first, "txHash")));
      case "eth_callBundle" -> callBundle(first);
      default -> throw new IllegalArgumentException("the method " + method + " does not exist");
    };
  }

  private Object sendBundle(JsonNode bundle, Address signer, RelayBehaviour.Inclusion inclusion) {
    List<PrivateTransaction> transactions = transactions(bundle);
    long block = number(bundle.path("blockNumber"), -1);
    if (block <= anvil.blockNumber()) {
      throw new IllegalArgumentException("the target block " + block + " is past or missing");
    }
    Set<TxHash> mayRevert = new HashSet<>();
    bundle.path("revertingTxHashes").forEach(h -> mayRevert.add(TxHash.parse(h.asString())));
    keep(
        new Submission(
            signer,
            bundle.path("replacementUuid").asString(""),
            transactions,
            block,
            block,
            number(bundle.path("minTimestamp"), 0),
            number(bundle.path("maxTimestamp"), Long.MAX_VALUE),
            mayRevert),
        inclusion);
    return Map.of("bundleHash", bundleHash(transactions));
  }

  private Object sendPrivate(
      String signed, JsonNode lastBlock, Address signer, RelayBehaviour.Inclusion inclusion) {
    PrivateTransaction transaction = PrivateTransaction.of(Bytes.parse(signed));
    if (transaction.priorityFee().signum() == 0) {
      throw new IllegalArgumentException("a transaction without a priority fee is not included");
    }
    long next = anvil.blockNumber() + 1;
    keep(
        new Submission(
            signer,
            "",
            List.of(transaction),
            next,
            number(lastBlock, next + DEFAULT_BLOCKS - 1),
            0,
            Long.MAX_VALUE,
            Set.of()),
        inclusion);
    return transaction.hash().toString();
  }

  private void keep(Submission submission, RelayBehaviour.Inclusion inclusion) {
    switch (inclusion) {
      case RelayBehaviour.Inclusion.OnTime any -> pool.add(submission);
      case RelayBehaviour.Inclusion.Late late -> pool.add(submission.later(late.blocks()));
      case RelayBehaviour.Inclusion.Never any -> pool.addDropped(submission);
      case RelayBehaviour.Inclusion.Leak any -> builder.leak(submission.transactions());
    }
  }

  private Object callBundle(JsonNode bundle) {
    List<PrivateTransaction> transactions = transactions(bundle);
    long time = number(bundle.path("timestamp"), clock.instant().getEpochSecond());
    BundleSimulation simulation = BundleSimulation.run(anvil.rpc(), transactions, time);
    if (!simulation.refusal().isEmpty()) {
      throw new IllegalArgumentException(simulation.refusal());
    }
    BigInteger gas = simulation.gasUsed();
    BigInteger fees = simulation.fees();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("bundleGasPrice", fees.divide(gas.max(BigInteger.ONE)).toString());
    answer.put("bundleHash", bundleHash(transactions));
    answer.put("coinbaseDiff", fees.toString());
    answer.put("ethSentToCoinbase", "0");
    answer.put("gasFees", fees.toString());
    answer.put("stateBlockNumber", anvil.blockNumber());
    answer.put("totalGasUsed", gas.longValueExact());
    answer.put(
        "results",
        simulation.results().stream().map(r -> result(r, simulation.baseFee())).toList());
    return answer;
  }

  private static Map<String, Object> result(BundleSimulation.Result result, BigInteger baseFee) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("txHash", result.transaction().hash().toString());
    answer.put("fromAddress", result.transaction().from().toString());
    answer.put("toAddress", result.transaction().call().getOrDefault("to", "0x"));
    answer.put("gasUsed", result.gasUsed().longValueExact());
    answer.put("gasPrice", result.transaction().tip(baseFee).toString());
    answer.put("gasFees", result.fees(baseFee).toString());
    answer.put("coinbaseDiff", result.fees(baseFee).toString());
    answer.put("ethSentToCoinbase", "0");
    if (result.success()) {
      answer.put("value", result.output());
    } else {
      answer.put("error", result.error().isEmpty() ? "execution reverted" : result.error());
      answer.put("revert", result.output());
    }
    return answer;
  }

  private static List<PrivateTransaction> transactions(JsonNode bundle) {
    List<PrivateTransaction> transactions = new ArrayList<>();
    int bytes = 0;
    for (JsonNode signed : bundle.path("txs")) {
      PrivateTransaction transaction = PrivateTransaction.of(Bytes.parse(signed.asString("")));
      transactions.add(transaction);
      bytes += transaction.signed().length();
    }
    if (transactions.isEmpty() || transactions.size() > MAX_TRANSACTIONS || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a bundle has 1 to %d transactions and up to %d bytes, this one %d and %d"
              .formatted(MAX_TRANSACTIONS, MAX_BYTES, transactions.size(), bytes));
    }
    return transactions;
  }

  static String bundleHash(List<PrivateTransaction> transactions) {
    byte[][] hashes =
        transactions.stream().map(t -> t.hash().value().toArray()).toArray(byte[][]::new);
    return JsonRpc.hex(Hashes.keccak(Abi.concat(hashes)));
  }

  private static long number(JsonNode node, long otherwise) {
    if (node.isNumber()) {
      return node.asLong();
    }
    return node.isString() ? JsonRpc.number(node).longValueExact() : otherwise;
  }

  private static String text(JsonNode object, String member) {
    String text = object.path(member).asString("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException(member + " is missing");
    }
    return text;
  }
}

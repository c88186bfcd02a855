package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What transactions would do, one after the other, at the top of the next block.
 *
 * @param refusal why they can't be in a block at all, or empty
 */
record BundleSimulation(String refusal, List<Result> results, BigInteger baseFee) {
  /** What one transaction would do. */
  record Result(
      PrivateTransaction transaction,
      boolean success,
      BigInteger gasUsed,
      String output,
      String error) {
    BigInteger fees(BigInteger baseFee) {
      return transaction.tip(baseFee).multiply(gasUsed);
    }
  }

  /** Whether nothing but transactions that may would revert. */
  boolean holds(Submission submission) {
    return refusal.isEmpty()
        && results.stream()
            .filter(r -> submission.holds(r.transaction().hash()))
            .allMatch(r -> r.success() || submission.mayRevert().contains(r.transaction().hash()));
  }

  String reason() {
    if (!refusal.isEmpty()) {
      return refusal;
    }
    return results.stream()
        .filter(r -> !r.success())
        .map(r -> r.transaction().hash() + " reverts " + r.error() + " " + r.output())
        .findFirst()
        .orElse("");
  }

  BigInteger gasUsed() {
    return results.stream().map(Result::gasUsed).reduce(BigInteger.ZERO, BigInteger::add);
  }

  BigInteger fees() {
    return results.stream().map(r -> r.fees(baseFee)).reduce(BigInteger.ZERO, BigInteger::add);
  }

  static BundleSimulation run(JsonRpc rpc, List<PrivateTransaction> transactions, long time) {
    BigInteger baseFee =
        JsonRpc.number(rpc.call("eth_getBlockByNumber", "pending", false).get("baseFeePerGas"));
    String refusal = refusal(rpc, transactions, baseFee);
    if (!refusal.isEmpty()) {
      return new BundleSimulation(refusal, List.of(), baseFee);
    }
    List<Map<String, Object>> calls = transactions.stream().map(PrivateTransaction::call).toList();
    Map<String, Object> block =
        Map.of("blockOverrides", Map.of("time", JsonRpc.quantity(time)), "calls", calls);
    try {
      JsonNode answer =
          rpc.call(
              "eth_simulateV1",
              Map.of("validation", true, "blockStateCalls", List.of(block)),
              "latest");
      return new BundleSimulation("", results(transactions, answer.get(0).get("calls")), baseFee);
    } catch (RpcRefusal e) {
      return new BundleSimulation(e.reason(), List.of(), baseFee);
    }
  }

  /** The chain's simulation does not look at nonces. */
  private static String refusal(
      JsonRpc rpc, List<PrivateTransaction> transactions, BigInteger baseFee) {
    Map<Address, Long> next = new HashMap<>();
    for (PrivateTransaction transaction : transactions) {
      long expected =
          next.computeIfAbsent(
              transaction.from(),
              from ->
                  JsonRpc.number(rpc.call("eth_getTransactionCount", from.toString(), "latest"))
                      .longValueExact());
      if (transaction.nonce() != expected) {
        String word = transaction.nonce() < expected ? "low" : "high";
        return "nonce too %s: %d, the account is at %d"
            .formatted(word, transaction.nonce(), expected);
      }
      if (transaction.maxFee().compareTo(baseFee) < 0) {
        return "max fee %s is below the base fee %s".formatted(transaction.maxFee(), baseFee);
      }
      next.put(transaction.from(), expected + 1);
    }
    return "";
  }

  private static List<Result> results(List<PrivateTransaction> transactions, JsonNode calls) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < transactions.size(); i++) {
      JsonNode call = calls.get(i);
      results.add(
          new Result(
              transactions.get(i),
              call.path("status").asString("").equals("0x1"),
              JsonRpc.number(call.get("gasUsed")),
              call.path("returnData").asString("0x"),
              call.path("error").path("message").asString("")));
    }
    return results;
  }
}

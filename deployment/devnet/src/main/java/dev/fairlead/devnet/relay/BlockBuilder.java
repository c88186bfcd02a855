package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.TxHash;
import dev.fairlead.parts.Progress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Builds the chain's blocks: what the public pool holds, in order of arrival, then private
 * submissions, each whole.
 *
 * <p>A submission is simulated on the newest state after all that will stand before it, and waits
 * when it would revert. Its transactions enter the chain's pool only in the instant in which the
 * block is mined. Should one not come out whole (another public transaction slipped in between),
 * the block is undone and mined again without it.
 */
final class BlockBuilder {
  private final Anvil anvil;
  private final SubmissionPool submissions;
  private final PublicPool pool;
  private final InstantSource clock;
  private final Progress progress;

  BlockBuilder(Anvil anvil, SubmissionPool submissions, InstantSource clock, Progress progress) {
    this.anvil = anvil;
    this.submissions = submissions;
    this.pool = new PublicPool(anvil.rpc(), progress);
    this.progress = progress;
    this.clock = clock;
  }

  /** Builds one block of a series; when that fails, it says so and the next one tries again. */
  void buildNext() {
    try {
      build();
    } catch (DevnetException | RpcRefusal | IllegalArgumentException e) {
      progress.says("no block was built: " + e.getMessage());
    }
  }

  /** Builds one block now. */
  synchronized void build() {
    JsonNode latest = anvil.rpc().call("eth_getBlockByNumber", "latest", false);
    long block = JsonRpc.number(latest.get("number")).longValueExact() + 1;
    long before = JsonRpc.number(latest.get("timestamp")).longValueExact();
    long time = Math.max(clock.instant().getEpochSecond(), before);
    List<Submission> candidates = submissions.candidates(block, time);
    if (candidates.isEmpty()) {
      mine(time, before);
      return;
    }
    List<PrivateTransaction> publicOnes = pool.executable();
    build(choose(candidates, publicOnes, time), publicOnes, block, time, before);
  }

  private void build(
      List<Submission> chosen,
      List<PrivateTransaction> publicOnes,
      long block,
      long time,
      long before) {
    String undo = chosen.isEmpty() ? "" : anvil.control().snapshot();
    List<PrivateTransaction> privateOnes = transactions(chosen);
    privateOnes.forEach(pool::put);
    mine(time, before);
    List<Submission> broken = chosen.stream().filter(s -> !isWhole(s, block)).toList();
    if (broken.isEmpty()) {
      chosen.forEach(s -> submissions.included(s, block));
      return;
    }
    anvil.control().revertTo(undo);
    privateOnes.forEach(t -> pool.drop(t.hash()));
    publicOnes.forEach(pool::put);
    broken.forEach(s -> submissions.failed(s, "did not come out whole"));
    List<Submission> whole = chosen.stream().filter(s -> !broken.contains(s)).toList();
    build(whole, publicOnes, block, time, before);
  }

  private List<Submission> choose(
      List<Submission> candidates, List<PrivateTransaction> publicOnes, long time) {
    List<Submission> chosen = new ArrayList<>();
    List<PrivateTransaction> before = new ArrayList<>(publicOnes);
    for (Submission candidate : candidates) {
      List<PrivateTransaction> together = new ArrayList<>(before);
      together.addAll(candidate.transactions());
      if (BundleSimulation.run(anvil.rpc(), together, time).holds(candidate)) {
        chosen.add(candidate);
        before = together;
      } else {
        settleIfMined(candidate);
      }
    }
    return chosen;
  }

  /**
   * It may have come into a block another way (leaked, or public as well), or another took its
   * nonce.
   */
  private void settleIfMined(Submission submission) {
    List<JsonNode> receipts =
        submission.transactions().stream().map(t -> anvil.receipt(t.hash())).toList();
    if (receipts.stream().noneMatch(JsonNode::isNull)) {
      JsonNode last = receipts.getLast().get("blockNumber");
      submissions.included(submission, JsonRpc.number(last).longValueExact());
    } else if (submission.transactions().stream().anyMatch(this::isSuperseded)) {
      submissions.failed(submission, "nonce too low");
    }
  }

  private boolean isSuperseded(PrivateTransaction transaction) {
    JsonNode mined =
        anvil.rpc().call("eth_getTransactionCount", transaction.from().toString(), "latest");
    return transaction.nonce() < JsonRpc.number(mined).longValueExact();
  }

  private static List<PrivateTransaction> transactions(List<Submission> submissions) {
    return submissions.stream().flatMap(s -> s.transactions().stream()).toList();
  }

  private boolean isWhole(Submission submission, long block) {
    for (PrivateTransaction transaction : submission.transactions()) {
      TxHash hash = transaction.hash();
      JsonNode receipt = anvil.receipt(hash);
      if (receipt.isNull()
          || JsonRpc.number(receipt.get("blockNumber")).longValueExact() != block
          || (!receipt.get("status").asString().equals("0x1")
              && !submission.mayRevert().contains(hash))) {
        return false;
      }
    }
    return true;
  }

  private void mine(long time, long before) {
    if (time > before) {
      anvil.rpc().call("evm_setNextBlockTimestamp", time);
    }
    anvil.control().mine();
  }

  /** Gives transactions to everyone. */
  void leak(List<PrivateTransaction> transactions) {
    transactions.forEach(pool::put);
  }
}

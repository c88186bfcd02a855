package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import dev.fairlead.model.TxHash;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Builds the chain's blocks: private submissions first and whole, then the public pool by fee.
 *
 * <p>A submission is simulated on the newest state after those chosen before it, and is left out
 * when it would revert. Its transactions enter the chain's pool only in the instant in which the
 * block is mined. Should it not come out whole (a public transaction slipped in between), the block
 * is undone and mined again without it.
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
    List<Submission> chosen = choose(block, time);
    if (chosen.isEmpty() && pool.pending() < 2) {
      mine(time, before);
      return;
    }
    build(chosen, block, time, before);
  }

  private void build(List<Submission> chosen, long block, long time, long before) {
    List<PrivateTransaction> publicOnes = pool.take(baseFee());
    List<PrivateTransaction> privateOnes =
        chosen.stream().flatMap(s -> s.transactions().stream()).toList();
    String undo = chosen.isEmpty() ? "" : anvil.control().snapshot();
    fill(privateOnes, publicOnes);
    mine(time, before);
    List<Submission> broken = chosen.stream().filter(s -> !isWhole(s, block)).toList();
    if (!broken.isEmpty()) {
      anvil.control().revertTo(undo);
      privateOnes.forEach(t -> pool.drop(t.hash()));
      publicOnes.forEach(t -> pool.drop(t.hash()));
      broken.forEach(s -> submissions.failed(s, "did not come out whole"));
      build(chosen.stream().filter(s -> !broken.contains(s)).toList(), block, time, before);
      return;
    }
    chosen.forEach(s -> submissions.included(s, block));
  }

  /**
   * A public transaction whose nonce a private one takes is as good as mined: it does not come
   * back.
   */
  private void fill(List<PrivateTransaction> privateOnes, List<PrivateTransaction> publicOnes) {
    privateOnes.forEach(pool::put);
    record Slot(Address account, long nonce) {}
    Set<Slot> taken = new HashSet<>();
    privateOnes.forEach(t -> taken.add(new Slot(t.from(), t.nonce())));
    for (PrivateTransaction transaction : publicOnes) {
      if (!taken.contains(new Slot(transaction.from(), transaction.nonce()))) {
        pool.put(transaction);
      }
    }
  }

  private List<Submission> choose(long block, long time) {
    List<Submission> chosen = new ArrayList<>();
    List<PrivateTransaction> transactions = new ArrayList<>();
    for (Submission candidate : submissions.candidates(block, time)) {
      List<PrivateTransaction> together = new ArrayList<>(transactions);
      together.addAll(candidate.transactions());
      BundleSimulation simulation = BundleSimulation.run(anvil.rpc(), together, time);
      if (simulation.holds(candidate)) {
        chosen.add(candidate);
        transactions = together;
      }
    }
    return chosen;
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

  private BigInteger baseFee() {
    return JsonRpc.number(
        anvil.rpc().call("eth_getBlockByNumber", "pending", false).get("baseFeePerGas"));
  }

  /** Gives transactions to everyone. */
  void leak(List<PrivateTransaction> transactions) {
    transactions.forEach(pool::put);
  }
}

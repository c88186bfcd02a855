package dev.fairlead.bench.chain;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.bench.turns.Contender;
import dev.fairlead.bench.turns.Foreign;
import dev.fairlead.bench.turns.Pass;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.chain.BlockAnswer;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.chain.proof.BlockClaim;
import dev.fairlead.chain.proof.ReceiptClaim;
import dev.fairlead.devnet.block.BlockSize;
import dev.fairlead.devnet.block.GeneratedBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A block of 200 transactions with its receipts and 600 logs, 1.1 MB of JSON, from bytes to typed
 * values. All take the same bytes, and are held against each other first.
 */
final class BlockReading {
  private static final String NAME = "block, receipts, logs from bytes, ";

  /** Both compilers, the JDK's and V8's, are done by then; a node reads blocks for weeks. */
  private static final int WARM_UP = 300;

  private static final int ROUNDS = 60;
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64);

  private final byte[] answer;
  private final byte[] block;
  private final byte[] receipts;
  private final Pass.Checksum checksum = new Pass.Checksum();

  BlockReading() {
    GeneratedBlock generated = GeneratedBlock.of(BlockSize.MAINNET, 1);
    this.answer = generated.answer();
    this.block = one(generated.block());
    this.receipts = one(generated.receipts());
  }

  private static byte[] one(String result) {
    return ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Measures, and judges against each peer. */
  List<Row> rows(BenchmarkRun run, ForeignPeers peers) throws IOException {
    String read = agreed();
    Path file = Files.createTempFile("fairlead-bench-block", ".json");
    try {
      Files.write(file, answer);
      try (Foreign viem = agreeing(peers.viemBlock(file), read)) {
        Optional<Foreign> simdjson = peers.simdjsonBlock(file).map(one -> agreeing(one, read));
        try {
          return rows(run, viem, simdjson);
        } finally {
          if (simdjson.isPresent()) {
            simdjson.get().close();
          }
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private List<Row> rows(BenchmarkRun run, Foreign viem, Optional<Foreign> simdjson)
      throws IOException {
    List<Contender> contenders =
        new ArrayList<>(
            List.of(
                new Pass<>(this, one -> one.ours().receipts().size(), checksum),
                new Pass<>(this, one -> JacksonReader.read(one.answer).hash().hashCode(), checksum),
                new Pass<>(
                    this,
                    one -> Web3jReader.read(one.block, one.receipts).value().hashCode(),
                    checksum),
                viem));
    simdjson.ifPresent(contenders::add);
    List<Double> medians = Turns.medians(contenders, WARM_UP, run.samples(ROUNDS));
    run.progress().says(checksum.toString());
    double ours = medians.getFirst();
    List<Row> rows =
        new ArrayList<>(
            List.of(
                row("Web3j", ours, medians.get(2), 1 / 7.0),
                row("viem", ours, medians.get(3), 1 / 5.5),
                row("Jackson streaming", ours, medians.get(1), 1 / 2.2)));
    rows.add(
        simdjson.isPresent()
            ? row("C++ simdjson on demand", ours, medians.get(4), 1.5)
            : Row.shown(
                NAME + "C++ simdjson on demand (" + ForeignPeers.NO_COMPILER + ")", ours, "ms"));
    return rows;
  }

  private static Row row(String peer, double ours, double theirs, double atMost) {
    return new Row(NAME + peer, ours, "ms", theirs, Target.ratioBelow(atMost));
  }

  private BlockClaim ours() {
    return BlockAnswer.read(answer, LIMITS);
  }

  /** What those in this JVM read, which is the same. */
  String agreed() {
    BlockClaim ours = ours();
    DecodedBlock jackson = JacksonReader.read(answer);
    List<Receipt> receiptsOfOurs = ours.receipts().stream().map(ReceiptClaim::receipt).toList();
    String read = BlockSummary.of(ours).toString();
    if (!receiptsOfOurs.equals(jackson.receipts())
        || !read.equals(jackson.summary().toString())
        || !read.equals(Web3jReader.read(block, receipts).toString())) {
      throw new IllegalStateException("the readers do not read the same");
    }
    return read;
  }

  private static Foreign agreeing(Foreign peer, String read) {
    if (!peer.said().equals(read)) {
      throw new IllegalStateException("read " + read + ", but a peer " + peer.said());
    }
    return peer;
  }
}

package dev.fairlead.devnet.block;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A block and its receipts as a node answers for them, the same on every machine for one seed. The
 * header's hash, the blooms, the gas and the logs' indices are right; the roots, the signatures and
 * the transactions' hashes are random.
 *
 * @param block the block with whole transactions, as JSON
 * @param receipts the list of its receipts, as JSON
 */
public record GeneratedBlock(String block, String receipts) {
  private static final long NUMBER = 24_000_000;
  private static final long TIMESTAMP = 1_764_000_000;
  private static final long BASE_FEE = 1_234_567_890;

  public static GeneratedBlock of(BlockSize size, long seed) {
    Source source = new Source(new Random(seed), size);
    List<GeneratedTransaction> transactions =
        Stream.generate(source::transaction).limit(size.transactions()).toList();
    GeneratedHeader header = source.header(transactions);
    Bytes32 hash = header.hash();
    List<String> whole = new ArrayList<>();
    List<String> receipts = new ArrayList<>();
    long gas = 0;
    int logs = 0;
    for (GeneratedTransaction transaction : transactions) {
      Place place = new Place(hash, NUMBER, TIMESTAMP, transaction.hash(), whole.size());
      gas += transaction.gas();
      whole.add(transaction.json(place, BASE_FEE));
      receipts.add(transaction.receipt(place, BASE_FEE, gas, logs));
      logs += transaction.logs().size();
    }
    return new GeneratedBlock(
        header.json().list("transactions", whole).list("uncles", List.of()).end(),
        "[" + String.join(",", receipts) + "]");
  }

  /** The answer to a batch that asked for the block with id 1 and for its receipts with id 2. */
  public byte[] answer() {
    String one = new JsonObject().text("jsonrpc", "2.0").raw("id", "1").raw("result", block).end();
    String two =
        new JsonObject().text("jsonrpc", "2.0").raw("id", "2").raw("result", receipts).end();
    return ("[" + one + "," + two + "]").getBytes(StandardCharsets.UTF_8);
  }

  /** Random parts, of which tokens and events come again and again. */
  private static final class Source {
    private static final Bytes TRANSFER =
        Bytes.parse("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");

    private final Random random;
    private final BlockSize size;
    private final List<Bytes> contracts;
    private final List<Bytes> events;
    private int transactions;
    private int logs;

    Source(Random random, BlockSize size) {
      this.random = random;
      this.size = size;
      this.contracts = Stream.generate(() -> bytes(20)).limit(40).toList();
      this.events = Stream.generate(() -> bytes(32)).limit(12).toList();
    }

    GeneratedTransaction transaction() {
      transactions++;
      int due = (int) ((long) size.logs() * transactions / size.transactions()) - logs;
      logs += due;
      return new GeneratedTransaction(
          bytes(32),
          bytes(20),
          any(contracts),
          random.nextInt(100_000),
          random.nextLong() >>> 8,
          21_000 + random.nextInt(300_000),
          random.nextInt(2_000_000_000),
          bytes(4 + random.nextInt(size.inputBytes() - 3)),
          signature(),
          signature(),
          Stream.generate(this::log).limit(due).toList());
    }

    GeneratedHeader header(List<GeneratedTransaction> transactions) {
      LogFilter bloom = new LogFilter();
      transactions.forEach(transaction -> transaction.logs().forEach(bloom::add));
      return new GeneratedHeader(
          bytes32(),
          Address.of(bytes(20).toArray()),
          bytes32(),
          bytes32(),
          bytes32(),
          bytes32(),
          bytes32(),
          bloom.toBytes(),
          NUMBER,
          TIMESTAMP,
          transactions.stream().mapToLong(GeneratedTransaction::gas).sum(),
          BASE_FEE);
    }

    /** Two of three are transfers of a token. */
    private GeneratedLog log() {
      if (random.nextInt(3) > 0) {
        return new GeneratedLog(
            any(contracts), List.of(TRANSFER, padded(20), padded(20)), padded(10));
      }
      List<Bytes> topics =
          Stream.concat(Stream.of(any(events)), Stream.generate(() -> padded(20)))
              .limit(1 + random.nextInt(4))
              .toList();
      return new GeneratedLog(any(contracts), topics, bytes(32 * random.nextInt(11)));
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    /** A word with that many random bytes at its end. */
    private Bytes padded(int length) {
      byte[] word = new byte[32];
      bytes(length).writeTo(word, 32 - length);
      return Bytes.wrap(word);
    }

    /** A quantity, so that its first digit is not zero. */
    private Bytes signature() {
      byte[] word = bytes(32).toArray();
      word[0] |= 0x10;
      return Bytes.wrap(word);
    }

    private Bytes32 bytes32() {
      return Bytes32.of(bytes(32).toArray());
    }

    private Bytes bytes(int length) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      return Bytes.wrap(content);
    }
  }
}

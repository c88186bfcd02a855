package dev.fairlead.chain;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.FaultCase.Did;
import dev.fairlead.chain.FaultCase.Over;
import dev.fairlead.faults.Announcements;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.Faults;
import dev.fairlead.faults.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Faults that meet a node while it follows blocks. */
final class FollowFaults {
  private static final Duration BEYOND_THE_DEADLINE = Duration.ofSeconds(2);
  private static final List<String> HEADER_FIELDS =
      List.of(
          "hash",
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "extraData",
          "mixHash",
          "nonce",
          "baseFeePerGas");
  private static final List<String> RECEIPT_FIELDS =
      List.of(
          "transactionHash",
          "transactionIndex",
          "blockHash",
          "blockNumber",
          "gasUsed",
          "cumulativeGasUsed",
          "logs/*/address",
          "logs/*/topics/0",
          "logs/*/logIndex");
  private static final List<String> NO_NUMBERS =
      List.of(
          "\"\"",
          "\"0x\"",
          "\"12\"",
          "\"-0x1\"",
          "\"0x-1\"",
          "\"0xg\"",
          "\"0x1.5\"",
          "\"0x1e3 \"",
          "\"\\uff10x1\"",
          "\"0x\\uff11\"",
          "\"0x" + "f".repeat(16) + "\"",
          "\"0x" + "f".repeat(65) + "\"",
          "12",
          "1.5",
          "1e400",
          "true",
          "[]",
          "{}");

  private FollowFaults() {}

  static List<FaultCase> all() {
    List<FaultCase> all = new ArrayList<>();
    all.addAll(knowledge());
    all.addAll(lies());
    all.addAll(answers());
    all.addAll(wire());
    all.addAll(subscriptions());
    return all;
  }

  private static List<FaultCase> knowledge() {
    return List.of(
        http("#87", "50 blocks behind", Did.WAITED, () -> faults(Faults.stale(50))).everywhere(),
        http("#87", "3 blocks behind", Did.WAITED, () -> faults(Faults.stale(3))).everywhere(),
        FaultCase.of("#88", "on a fork within finality", Over.HTTP, Did.REORGED, w -> fork(w, 3)),
        FaultCase.of("#72, #88", "on a fork past finality", Over.HTTP, Did.HALTED, w -> fork(w, 6))
            .with(new Finality.Confirmations(2))
            .because("passes the final block"),
        http("#88", "another chain id", Did.HALTED, () -> faults(Faults.wrongChain(10)))
            .because("serves chain 10 instead of chain 1")
            .everywhere(),
        FaultCase.of(
                "#77",
                "the finalized tag stands",
                Over.HTTP,
                Did.UNFINAL,
                w -> tag(w, w.chain().finalized().number().value()))
            .with(new Finality.Tagged(Finality.Tag.FINALIZED, Duration.ofMinutes(5))),
        FaultCase.of(
                "#78",
                "the finalized tag goes back",
                Over.HTTP,
                Did.ALARMED,
                w -> tag(w, w.chain().finalized().number().value() - 1))
            .with(new Finality.Tagged(Finality.Tag.FINALIZED, Duration.ofMinutes(5)))
            .because("the finalized tag names"),
        http(
                "#84",
                "receipts null at first",
                Did.HEALED,
                () ->
                    faults(
                        Faults.nullAtFirst(3, "eth_getBlockReceipts"),
                        Faults.nullAtFirst(3, "eth_getTransactionReceipt")))
            .because("missing")
            .everywhere(),
        http(
                "#85",
                "receipts without logs at first",
                Did.HEALED,
                () -> faults(Faults.noLogsAtFirst(3)))
            .everywhere(),
        http("#85", "receipts without logs", Did.ASKED_AGAIN, () -> receipts("logs", _ -> list())),
        http("#73", "logs marked as removed", Did.ASKED_AGAIN, () -> faults(Faults.removedLogs()))
            .because("removed")
            .everywhere());
  }

  private static List<FaultCase> lies() {
    List<FaultCase> lies = new ArrayList<>();
    for (String field : HEADER_FIELDS) {
      lies.add(
          http("#90", "a header with another field", Did.ASKED_AGAIN, () -> header(field))
              .variant(field)
              .everywhere());
    }
    for (String field : RECEIPT_FIELDS) {
      lies.add(
          http("#89, #90", "a receipt with another field", Did.ASKED_AGAIN, () -> receipt(field))
              .variant(field)
              .everywhere());
    }
    for (String number : NO_NUMBERS) {
      JsonNode form = JsonMapper.shared().readTree(number);
      lies.add(
          http(
                  "#94",
                  "a number that is none",
                  Did.ASKED_AGAIN,
                  () -> blocks("timestamp", _ -> form))
              .variant("timestamp " + number));
      lies.add(
          http(
                  "#94",
                  "a number that is none",
                  Did.ASKED_AGAIN,
                  () -> receipts("gasUsed", _ -> form))
              .variant("gasUsed " + number));
    }
    lies.add(
        http(
            "#89",
            "receipts left out",
            Did.ASKED_AGAIN,
            () -> shorter("eth_getBlockReceipts", "")));
    lies.add(
        http(
            "#89",
            "transactions left out",
            Did.ASKED_AGAIN,
            () ->
                both(
                    shorter("eth_getBlockByHash", "transactions"),
                    shorter("eth_getBlockByNumber", "transactions"))));
    return lies;
  }

  private static List<FaultCase> answers() {
    return List.of(
        http(
            "#92",
            "no block at all",
            Did.ASKED_AGAIN,
            () -> faults(Faults.nulls("eth_getBlockByNumber", "eth_getBlockByHash"))),
        http(
                "#92",
                "errors only",
                Did.ASKED_AGAIN,
                () -> faults(Faults.errors(-32000, "the moon is in the wrong house")))
            .because("the wrong house")
            .everywhere(),
        http("#94", "ids that nobody asked with", Did.ASKED_AGAIN, () -> faults(Faults.wrongIds())),
        http("#94", "each answer twice", Did.ASKED_AGAIN, () -> faults(Faults.doubledAnswers())),
        http(
            "#94",
            "an answer of a batch left out",
            Did.ASKED_AGAIN,
            () -> faults(Faults.incomplete())),
        http("#94", "results of a batch crossed", Did.ASKED_AGAIN, () -> faults(Faults.crossed())),
        http("#94", "a batch in the opposite order", Did.FOLLOWED, () -> faults(Faults.reordered()))
            .everywhere());
  }

  private static List<FaultCase> wire() {
    List<FaultCase> wire = new ArrayList<>();
    for (Over over : Over.values()) {
      // Subscriptions are hints: whatever becomes of them, polling finds the blocks.
      Did did = over == Over.HTTP ? Did.ASKED_AGAIN : Did.FOLLOWED;
      wire.add(on(over, "#94", "HTML", did, Wire::html));
      wire.add(on(over, "#94", "nothing", did, () -> Wire.body(_ -> "")));
      wire.add(
          on(
              over,
              "#94",
              "half an answer",
              did,
              () -> Wire.body(b -> b.substring(b.length() / 2))));
      wire.add(on(over, "#94", "more after the answer", did, () -> Wire.body(b -> b + "{}")));
      wire.add(on(over, "#92", "50 MB", did, () -> Wire.huge(50 << 20)));
      wire.add(on(over, "#92", "nested 100,000 deep", did, () -> Wire.deep(100_000)));
      wire.add(on(over, "#92", "byte by byte", did, () -> Wire.dripping(Duration.ofMillis(50))));
      wire.add(
          on(over, "#92", "slower than the deadline", did, () -> Wire.slow(BEYOND_THE_DEADLINE)));
      wire.add(on(over, "#92", "slow", Did.FOLLOWED, () -> Wire.slow(Duration.ofMillis(100))));
      wire.add(on(over, "#81", "silence", did, Wire::silent));
      wire.add(on(over, "#81", "cut in the middle", did, () -> Wire.cut(20)));
      wire.add(FaultCase.of("#81", "down", over, did, w -> w.proxy(over).goDown()).everywhere());
    }
    wire.add(
        on(
                Over.HTTP,
                "#92",
                "429 with Retry-After",
                Did.ASKED_AGAIN,
                () -> Wire.rateLimited(Duration.ofSeconds(1)))
            .because("429"));
    wire.add(on(Over.HTTP, "#92", "503", Did.ASKED_AGAIN, () -> Wire.status(503)).because("503"));
    return wire;
  }

  private static List<FaultCase> subscriptions() {
    String nowhere = AnvilFixture.word(7).toString();
    JsonNode other = JsonMapper.shared().readTree("{\"params\":{\"result\":{\"hash\":\"0x1\"}}}");
    return List.of(
        hints("#93", "heads missing", Announcements::missing).everywhere(),
        hints("#93", "heads twice", Announcements::doubled).everywhere(),
        hints("#93", "heads out of order", Announcements::outOfOrder).everywhere(),
        hints("#93", "heads skipped", Announcements::skipped).everywhere(),
        hints("#93", "heads that no block has", () -> Announcements.naming(nowhere)),
        hints("#93, #94", "a head that is none", () -> Announcements.followedBy(other)));
  }

  /** A twin goes its own way from here; the node has followed ours for a while by then. */
  private static void fork(FaultWorld world, int ours) throws InterruptedException {
    ClientFixture twin = world.twin();
    long from = world.fixture().head().number().value() + 1;
    twin.branch(20);
    world.fixture().mine(ours);
    world.readToHead();
    world.http().commit(Faults.forked(world.behind(twin), from));
  }

  private static void tag(FaultWorld world, long number) {
    world.http().commit(Faults.tagAt("finalized", number));
  }

  private static FaultCase http(String failures, String fault, Did did, Supplier<Fault[]> faults) {
    return FaultCase.of(failures, fault, Over.HTTP, did, w -> w.http().commit(faults.get()));
  }

  private static FaultCase on(
      Over over, String failures, String fault, Did did, Supplier<Fault> made) {
    return FaultCase.of(failures, fault, over, did, w -> w.proxy(over).commit(made.get()));
  }

  private static FaultCase hints(String failures, String fault, Supplier<Fault> made) {
    return on(Over.SOCKET, failures, fault, Did.FOLLOWED, made);
  }

  private static Fault[] faults(Fault... faults) {
    return faults;
  }

  private static Fault[] header(String field) {
    return blocks(field, FollowFaults::changed);
  }

  private static Fault[] receipt(String field) {
    return receipts(field, FollowFaults::changed);
  }

  private static Fault[] blocks(String path, UnaryOperator<JsonNode> lie) {
    return faults(
        Faults.lying("eth_getBlockByHash", path, lie),
        Faults.lying("eth_getBlockByNumber", path, lie));
  }

  private static Fault[] receipts(String path, UnaryOperator<JsonNode> lie) {
    return faults(
        Faults.lying("eth_getBlockReceipts", "*/" + path, lie),
        Faults.lying("eth_getTransactionReceipt", path, lie));
  }

  private static Fault[] shorter(String method, String path) {
    return faults(Faults.lying(method, path, FollowFaults::withoutLast));
  }

  private static Fault[] both(Fault[] one, Fault[] other) {
    return faults(one[0], other[0]);
  }

  private static JsonNode withoutLast(JsonNode list) {
    ArrayNode shorter = ((ArrayNode) list).deepCopy();
    if (!shorter.isEmpty()) {
      shorter.remove(shorter.size() - 1);
    }
    return shorter;
  }

  private static JsonNode list() {
    return JsonMapper.shared().createArrayNode();
  }

  private static JsonNode changed(JsonNode hex) {
    String text = hex.asString();
    char last = text.charAt(text.length() - 1);
    return JsonMapper.shared()
        .valueToTree(text.substring(0, text.length() - 1) + (last == '1' ? '2' : '1'));
  }
}

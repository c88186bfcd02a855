package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.proof.Check;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.model.BlockRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A real block with every kind of transaction, told with one thing changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MutationTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What is told beside what a block is; none of it is read. */
  private static final Set<String> BESIDE =
      Set.of(
          "block.size",
          "block.totalDifficulty",
          "block.transactions.blockTimestamp",
          "receipts.blobGasPrice",
          "receipts.blobGasUsed",
          "receipts.blockTimestamp",
          "receipts.contractAddress",
          "receipts.logsBloom",
          "receipts.to",
          "receipts.logs.blockHash",
          "receipts.logs.blockNumber",
          "receipts.logs.blockTimestamp",
          "receipts.logs.transactionHash",
          "receipts.logs.transactionIndex");

  private final Random random = new Random();
  private AnvilFixture fixture;
  private FaultProxy proxy;
  private RpcClient rpc;
  private BlockSource source;
  private BlockRef ref;
  private Block honest;
  private ObjectNode world;

  @BeforeAll
  void start() throws IOException {
    fixture = new AnvilFixture();
    ref = new EveryKind(fixture).mine();
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
    rpc =
        new RpcClient(
            AnvilFixture.ID,
            RpcEndpoint.of(proxy.http(), Optional.empty()),
            fixture.io(),
            ChainObserver.none());
    source =
        new BlockSource(
            rpc, ProvenBlockTest.profile(Dialect.ETHEREUM, Trust.PROVEN), ChainObserver.none());
    honest = source.block(ref.hash()).orElseThrow();
    world = JSON.objectNode();
    String hash = ref.hash().toString();
    world.set("block", fixture.anvil().rpc().call("eth_getBlockByHash", hash, true));
    world.set("receipts", fixture.anvil().rpc().call("eth_getBlockReceipts", hash));
  }

  @AfterAll
  void stop() {
    rpc.close();
    proxy.close();
    fixture.close();
  }

  @BeforeEach
  void seed() {
    long seed = new Random().nextLong();
    System.out.println("MutationTest seed " + seed);
    random.setSeed(seed);
  }

  @Test
  @DisplayName("failures #85, #86, #89, #90: no field of a block can be told otherwise")
  void refusesABlockWithOneFieldChanged() {
    List<String> fields = new ArrayList<>();
    collect("", world, fields);
    int refused = 0;
    for (String field : fields) {
      ObjectNode told = world.deepCopy();
      set(told, field, flipped(told.at(field)));
      if (isBeside(field)) {
        assertThat(told(told)).as(field).contains(honest);
      } else {
        assertThat(told(told)).as(field).isEmpty();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(150);
  }

  @Test
  @DisplayName("failures #85, #90: a block with a field missing is refused, or the same without it")
  void neverHandsOnAnotherBlockForAMissingField() {
    List<String> fields = new ArrayList<>();
    collect("", world, fields);
    for (String field : fields) {
      ObjectNode told = world.deepCopy();
      if (random.nextBoolean() && told.at(parent(field)) instanceof ObjectNode object) {
        object.remove(name(field));
      } else {
        set(told, field, JSON.nullNode());
      }
      told(told).ifPresent(block -> assertThat(block).as(field).isEqualTo(honest));
    }
  }

  @Test
  @DisplayName("failures #85, #86, #89: lists cut short, doubled or out of order are refused")
  void refusesListsThatAreNotTheBlocks() {
    List<String> lists = new ArrayList<>();
    collectLists("", world, lists);
    assertThat(lists)
        .contains("/block/transactions", "/receipts", "/receipts/0/logs")
        .anyMatch(list -> list.endsWith("/storageKeys"))
        .anyMatch(list -> list.endsWith("/topics"))
        .anyMatch(list -> list.endsWith("/authorizationList"));
    for (String list : lists) {
      int size = world.at(list).size();
      int at = random.nextInt(size);
      ObjectNode cut = world.deepCopy();
      ((ArrayNode) cut.at(list)).remove(at);
      assertThat(told(cut)).as("%s without %d", list, at).isEmpty();
      ObjectNode doubled = world.deepCopy();
      ((ArrayNode) doubled.at(list)).insert(at, world.at(list).get(at).deepCopy());
      assertThat(told(doubled)).as("%s with %d twice", list, at).isEmpty();
      int other = (at + 1) % size;
      if (!world.at(list).get(at).equals(world.at(list).get(other))) {
        ObjectNode swapped = world.deepCopy();
        set(swapped, list + "/" + at, world.at(list).get(other).deepCopy());
        set(swapped, list + "/" + other, world.at(list).get(at).deepCopy());
        assertThat(told(swapped)).as("%s with %d and %d swapped", list, at, other).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("failures #73: logs that say that they are removed are refused")
  void refusesRemovedLogs() {
    ObjectNode told = world.deepCopy();
    set(told, "/receipts/0/logs/0/removed", JSON.booleanNode(true));
    assertThat(told(told)).isEmpty();
  }

  @Test
  @DisplayName("failures #89: a log that only the receipts root tells from the real one is refused")
  void namesTheReceiptsRootWhereOnlyThatTells() {
    ObjectNode told = world.deepCopy();
    set(told, "/receipts/0/logs/0/data", flipped(told.at("/receipts/0/logs/0/data")));
    refutedBy(Check.RECEIPTS_ROOT, told);
    ObjectNode moved = world.deepCopy();
    set(moved, "/receipts/0/logs", world.at("/receipts/1/logs").deepCopy());
    set(moved, "/receipts/1/logs", world.at("/receipts/0/logs").deepCopy());
    set(moved, "/receipts/0/logs/0/logIndex", world.at("/receipts/0/logs/0/logIndex"));
    set(moved, "/receipts/1/logs/0/logIndex", world.at("/receipts/1/logs/0/logIndex"));
    refutedBy(Check.RECEIPTS_ROOT, moved);
  }

  @Test
  @DisplayName("failures #90: each refusal names what the block was held against")
  void namesTheCheck() {
    refutedBy(Check.HEADER_HASH, changed("/block/stateRoot"));
    refutedBy(Check.TRANSACTION_HASH, changed("/block/transactions/1/input"));
    refutedBy(Check.SENDER, changed("/block/transactions/1/from"));
    refutedBy(Check.GAS_PRICE, changed("/receipts/2/effectiveGasPrice"));
    refutedBy(Check.GAS, changed("/receipts/2/gasUsed"));
    refutedBy(Check.BLOOM, changed("/receipts/1/logs/0/topics/1"));
    refutedBy(Check.PLACE, changed("/receipts/1/blockHash"));
    refutedBy(Check.LOG_INDEX, changed("/receipts/1/logs/0/logIndex"));
  }

  private ObjectNode changed(String field) {
    ObjectNode told = world.deepCopy();
    set(told, field, flipped(told.at(field)));
    return told;
  }

  private void refutedBy(Check check, ObjectNode told) {
    tell(told);
    assertThatThrownBy(() -> source.block(ref.hash()))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("does not match " + check);
  }

  /** The block as it is believed; empty if it is refused. */
  private Optional<Block> told(ObjectNode told) {
    tell(told);
    try {
      return source.block(ref.hash());
    } catch (ChainException refused) {
      assertThat(refused.kind()).isEqualTo(ChainException.Kind.RETRYABLE);
      return Optional.empty();
    }
  }

  private void tell(ObjectNode told) {
    proxy.commit(
        new Rewrite((method, result) ->
            switch (method) {
              case "eth_getBlockByHash" -> told.get("block");
              case "eth_getBlockReceipts" -> told.get("receipts");
              default -> result;
            }));
  }

  private boolean isBeside(String field) {
    String place = field.substring(1).replaceAll("/\\d+", "").replace('/', '.');
    int type = Integer.decode(typeAt(field));
    return BESIDE.contains(place)
        || (place.equals("block.transactions.gasPrice") && type >= 2)
        || (place.equals("block.transactions.chainId") && type == 0);
  }

  private String typeAt(String field) {
    return field.startsWith("/block/transactions/")
        ? world.at(field.replaceAll("^(/block/transactions/\\d+).*", "$1/type")).asString()
        : "0x0";
  }

  private JsonNode flipped(JsonNode value) {
    if (value.isBoolean()) {
      return JSON.booleanNode(!value.asBoolean());
    }
    if (!value.isString()) {
      return JSON.stringNode("0x7f");
    }
    String text = value.asString();
    if (text.length() <= 2) {
      return JSON.stringNode("0x01");
    }
    int at = 2 + random.nextInt(text.length() - 2);
    int digit = Character.digit(text.charAt(at), 16) ^ (1 + random.nextInt(15));
    return JSON.stringNode(
        text.substring(0, at) + Character.forDigit(digit, 16) + text.substring(at + 1));
  }

  private static void collect(String path, JsonNode node, List<String> fields) {
    if (node.isObject()) {
      node.properties().forEach(e -> collect(path + "/" + e.getKey(), e.getValue(), fields));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "/" + i, node.get(i), fields);
      }
    } else if (!node.isNull()) {
      fields.add(path);
    }
  }

  private static void collectLists(String path, JsonNode node, List<String> lists) {
    if (node.isObject()) {
      node.properties().forEach(e -> collectLists(path + "/" + e.getKey(), e.getValue(), lists));
    } else if (node.isArray() && !node.isEmpty()) {
      lists.add(path);
      for (int i = 0; i < node.size(); i++) {
        collectLists(path + "/" + i, node.get(i), lists);
      }
    }
  }

  private static void set(ObjectNode tree, String field, JsonNode value) {
    switch (tree.at(parent(field))) {
      case ObjectNode object -> object.set(name(field), value);
      case ArrayNode array -> array.set(Integer.parseInt(name(field)), value);
      case JsonNode other -> throw new IllegalStateException("no container: " + other);
    }
  }

  private static String parent(String field) {
    return field.substring(0, field.lastIndexOf('/'));
  }

  private static String name(String field) {
    return field.substring(field.lastIndexOf('/') + 1);
  }
}

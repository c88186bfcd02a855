package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.Delivery;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.RpcServer;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.TxHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Real answers, each spoiled at random in another way, and what is made of them. */
final class AnswerFuzzTest {
  private static final int CASES = Integer.getInteger("fairlead.fuzz.cases", 20_000);
  private static final long SEED = Long.getLong("fairlead.fuzz.seed", 20_261_129L);

  private AnvilFixture fixture;
  private FaultProxy proxy;
  private ChainIo io;
  private RpcClient rpc;
  private BlockSource source;
  private final Mutator mutator = new Mutator();

  @BeforeEach
  void start() {
    fixture = new AnvilFixture();
    fixture.control().setAutomine(false);
    for (int i = 0; i < 4; i++) {
      var _ = fixture.anvil().send(fixture.logging(i, AnvilFixture.word(i)).raw());
    }
    var _ =
        fixture
            .anvil()
            .send(
                fixture
                    .signed(
                        4, AnvilFixture.REVERTER, AnvilFixture.word(4), AnvilFixture.GWEI, 100_000)
                    .raw());
    fixture.control().mine();
    fixture.control().mine();
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
    io = ChainIo.open();
    rpc =
        new RpcClient(
            AnvilFixture.ID,
            RpcEndpoint.of(proxy.http(), Optional.empty()),
            io,
            ChainObserver.none());
    source = new BlockSource(rpc, AnvilFixture.confirmations(2), ChainObserver.none());
  }

  @AfterEach
  void stop() {
    rpc.close();
    io.close();
    proxy.close();
    fixture.close();
  }

  @Test
  @DisplayName("failures #90, #94: no spoiled answer breaks anything, and none is believed")
  void neverHandsOnWhatIsNotTrueAndFailsInOneWay() {
    System.out.println("AnswerFuzzTest: seed " + SEED + ", " + CASES + " cases");
    BlockRef ref = fixture.block("0x1");
    Block truth = source.block(ref.hash()).orElseThrow();
    List<Log> logs = truth.receipts().stream().flatMap(receipt -> receipt.logs().stream()).toList();
    assertThat(logs).hasSize(4);
    TxHash hash = truth.receipts().getFirst().hash();
    LogQuery query = new LogQuery(new BlockNumber(1), fixture.head(), List.of(), List.of());
    LogReader reader = new LogReader(rpc, source);
    proxy.commit(mutator);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      mutator.random = new Random(SEED + i);
      try {
        switch (i % 4) {
          case 0, 1 ->
              source
                  .block(ref.hash())
                  .ifPresent(block -> assertThat(proven(block)).isEqualTo(proven(truth)));
          case 2 ->
              source
                  .header(ref.number())
                  .ifPresent(header -> assertThat(header.ref()).isEqualTo(ref));
          default -> {
            var _ = source.receipt(hash);
            var _ = reader.read(query);
          }
        }
      } catch (ChainException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("case " + i + " of seed " + SEED + ": " + mutator.last, e);
      }
    }
    System.out.println("AnswerFuzzTest: " + refused + " refused");
    assertThat(refused).isBetween(CASES / 2, CASES - 1);
  }

  /** What of a block is proven by what it commits to. */
  private static List<Object> proven(Block block) {
    List<Object> proven =
        new ArrayList<>(
            List.of(
                block.ref(),
                block.parent(),
                block.timestamp(),
                block.baseFee(),
                block.gasLimit(),
                block.gasUsed()));
    for (Receipt receipt : block.receipts()) {
      proven.addAll(
          List.of(receipt.hash(), receipt.index(), receipt.succeeded(), receipt.gasUsed()));
      receipt
          .logs()
          .forEach(
              log -> proven.addAll(List.of(log.address(), log.topics(), log.data(), log.index())));
    }
    return proven;
  }

  /** Answers from memory, once asked, and spoils what goes out. */
  private static final class Mutator implements Fault {
    private static final int A_CHAIN_ID = 100;

    private final Map<String, JsonNode> known = new HashMap<>();
    private volatile RandomGenerator random = new Random(0);
    private volatile String last = "";

    @Override
    public synchronized ObjectNode answer(ObjectNode request, RpcServer behind) {
      String question = request.path("method") + " " + request.path("params");
      JsonNode result = known.computeIfAbsent(question, _ -> behind.ask(request).path("result"));
      ObjectNode answer = request.objectNode();
      answer.put("jsonrpc", "2.0");
      answer.set("id", request.path("id"));
      answer.set("result", result);
      return answer;
    }

    @Override
    public Delivery deliver(Delivery honest) {
      if (honest.body().length() < A_CHAIN_ID) {
        return honest;
      }
      last = AnswerMutation.of(honest.body(), random);
      return honest.withBody(last);
    }
  }
}

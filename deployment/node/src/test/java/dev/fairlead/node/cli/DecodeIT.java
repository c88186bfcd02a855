package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.market.MarketMaker;
import dev.fairlead.devnet.market.Trade;
import dev.fairlead.model.Address;
import dev.fairlead.model.TxHash;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Transactions of the venues' real contracts, as the command reads them from an endpoint. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DecodeIT {
  private static final Wallet TRADER = Wallet.named("trader");

  private Devnet devnet;
  private DevChain chain;
  private List<Trade> trades;

  @BeforeAll
  void trade() {
    devnet = Devnet.start();
    chain = devnet.chain();
    chain.fund(TRADER.address(), BigInteger.ONE.shiftLeft(80));
    chain.control().setAutomine(false);
    trades = new ArrayList<>();
    try (MarketMaker maker =
        new MarketMaker(chain.anvil(), chain.deployment(), 1, Progress.silent())) {
      for (int i = 0; i < 40; i++) {
        trades.addAll(maker.step());
        chain.control().mine();
      }
    }
    chain.control().setAutomine(true);
  }

  @AfterAll
  void stop() {
    devnet.close();
  }

  @Test
  void namesTheCallAndTheSwapOfEveryVenue() {
    Map<String, JsonObject> byVenue = new LinkedHashMap<>();
    for (Trade trade : trades) {
      byVenue.computeIfAbsent(trade.venue(), _ -> decoded(trade.hash()));
    }
    assertThat(byVenue)
        .containsOnlyKeys("Uniswap V2", "Uniswap V3", "Uniswap V4", "Balancer V2", "Curve");
    assertThat(calls(Objects.requireNonNull(byVenue.get("Uniswap V2"))))
        .contains("Uniswap V2 Router02 swapExactTokensForTokens");
    assertThat(calls(Objects.requireNonNull(byVenue.get("Uniswap V3"))))
        .contains("Uniswap SwapRouter02 exactInputSingle");
    assertThat(calls(Objects.requireNonNull(byVenue.get("Balancer V2"))))
        .contains("Balancer V2 Vault swap");
    assertThat(calls(Objects.requireNonNull(byVenue.get("Curve")))).contains("Curve pool exchange");
    JsonObject command =
        Objects.requireNonNull(byVenue.get("Uniswap V4"))
            .getAsJsonArray("calls")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("steps")
            .get(0)
            .getAsJsonObject();
    assertThat(command.get("name").getAsString()).isEqualTo("V4_SWAP");
    assertThat(names(command.getAsJsonArray("steps")))
        .containsExactly(
            "Uniswap V4 SWAP_EXACT_IN_SINGLE", "Uniswap V4 SETTLE_ALL", "Uniswap V4 TAKE_ALL");
    assertThat(events(Objects.requireNonNull(byVenue.get("Uniswap V2"))))
        .contains("Uniswap V2 Swap", "Uniswap V2 Sync");
    assertThat(events(Objects.requireNonNull(byVenue.get("Uniswap V3"))))
        .contains("Uniswap V3 Swap");
    assertThat(events(Objects.requireNonNull(byVenue.get("Uniswap V4"))))
        .contains("Uniswap V4 Swap");
    assertThat(events(Objects.requireNonNull(byVenue.get("Balancer V2"))))
        .contains("Balancer V2 Swap");
    assertThat(events(Objects.requireNonNull(byVenue.get("Curve"))))
        .contains("Curve TokenExchange");
  }

  @Test
  void knowsEveryLogOfEveryTrade() {
    for (Trade trade : trades) {
      assertThat(events(decoded(trade.hash())))
          .as(trade.toString())
          .isNotEmpty()
          .noneMatch(event -> event.startsWith("unknown") || event.startsWith("malformed"));
    }
  }

  @Test
  void givesTheAmountsThatMoved() {
    Trade trade =
        trades.stream().filter(each -> each.venue().equals("Uniswap V3")).findFirst().orElseThrow();
    JsonObject swap = event(decoded(trade.hash()), "Uniswap V3 Swap");
    List<BigInteger> amounts =
        List.of(swap.get("amount0").getAsBigInteger(), swap.get("amount1").getAsBigInteger());
    assertThat(amounts).contains(trade.sold().units().toBigInteger());
    assertThat(amounts).anyMatch(amount -> amount.signum() < 0);
  }

  /** Uniswap's own text calls them the pool's balance; the deployed code has the trader's. */
  @Test
  void showsThatUniswapV4TellsTheTradersSideOfASwap() {
    Trade trade =
        trades.stream().filter(each -> each.venue().equals("Uniswap V4")).findFirst().orElseThrow();
    JsonObject swap = event(decoded(trade.hash()), "Uniswap V4 Swap");
    assertThat(
            List.of(swap.get("amount0").getAsBigInteger(), swap.get("amount1").getAsBigInteger()))
        .contains(trade.sold().units().toBigInteger().negate());
  }

  @Test
  void printsABlockWithAllItsTransactions() {
    String number = String.valueOf(chain.anvil().blockNumber());
    CommandRun run =
        CommandRun.of(
            new DecodeCommand(), "--block", number, "--rpc", chain.http().toString(), "--json");
    assertThat(run.err()).isEmpty();
    List<JsonObject> lines =
        run.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    assertThat(lines.getFirst().get("number").getAsString()).isEqualTo(number);
    assertThat(lines.getFirst().get("transactions").getAsInt()).isEqualTo(lines.size() - 1);
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line.get("kind").getAsString()).isEqualTo("transaction"));
  }

  @Test
  void saysWhyATransactionReverted() {
    Deployment deployment = chain.deployment();
    Address weth = deployment.tokens().weth().address();
    Address usdc = deployment.tokens().usdc().address();
    long block = chain.anvil().blockNumber();
    Transaction late =
        Transaction.call(
                chain.anvil().nonce(TRADER.address()),
                deployment.uniswapV2().router(),
                "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
                BigInteger.ONE,
                BigInteger.ONE,
                List.of(weth, usdc),
                TRADER.address(),
                BigInteger.ONE)
            .withGas(500_000);
    TxHash hash = chain.anvil().send(TRADER, late);
    // A block is made behind the answer of a sent transaction.
    chain.control().mine();
    CommandRun run =
        CommandRun.of(
            new DecodeCommand(), "--tx", hash.toString(), "--rpc", chain.http().toString());
    assertThat(run.out())
        .startsWith("transaction " + hash + "\n  block    " + (block + 1) + "\n")
        .contains(
            """
              status   reverted
            """,
            "  to       " + deployment.uniswapV2().router() + "\n",
            """
              call
                Uniswap V2 Router02 swapExactTokensForTokens
                  amountIn      1 of %s
                  amountOutMin  1 of %s
                  path          [%s, %s]
                  to            %s
                  deadline      1 (1970-01-01T00:00:01Z)
              revert
                revert reason
                  text  UniswapV2Router: EXPIRED
            """
                .formatted(weth, usdc, weth, usdc, TRADER.address()));
  }

  @Test
  void saysWhatTheEndpointDoesNotHave() {
    CommandRun run =
        CommandRun.of(
            new DecodeCommand(), "--tx", "0x" + "00".repeat(32), "--rpc", chain.http().toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("fairlead: the endpoint does not have it\n");
  }

  private JsonObject decoded(TxHash hash) {
    CommandRun run =
        CommandRun.of(
            new DecodeCommand(),
            "--tx",
            hash.toString(),
            "--rpc",
            chain.http().toString(),
            "--json");
    assertThat(run.err()).isEmpty();
    return JsonParser.parseString(run.out()).getAsJsonObject();
  }

  private static List<String> calls(JsonObject transaction) {
    return names(transaction.getAsJsonArray("calls"));
  }

  private static List<String> events(JsonObject transaction) {
    JsonArray events = new JsonArray();
    for (JsonElement log : transaction.getAsJsonArray("logs")) {
      events.add(log.getAsJsonObject().get("event"));
    }
    return names(events);
  }

  private static JsonObject event(JsonObject transaction, String name) {
    for (JsonElement log : transaction.getAsJsonArray("logs")) {
      JsonObject event = log.getAsJsonObject().getAsJsonObject("event");
      if (name(event).equals(name)) {
        return event.getAsJsonObject("fields");
      }
    }
    throw new AssertionError("no " + name + " in " + transaction);
  }

  private static List<String> names(JsonArray steps) {
    List<String> names = new ArrayList<>();
    steps.forEach(step -> names.add(name(step.getAsJsonObject())));
    return names;
  }

  private static String name(JsonObject step) {
    return step.get("contract").getAsString() + " " + step.get("name").getAsString();
  }
}

package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.wrapped.WrappedNativeAdapter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Generated plans whose legs begin and end at tokens in between, over the real venues: what a plan
 * says is what arrives, to the unit, and nothing is left on the way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FlowTest {
  private static final int PLANS = Math.max(50, Cases.COUNT / 40);

  private final Playground playground = new Playground();
  private final Token weth = playground.deployment().tokens().weth();
  private final Token coin = new Token(weth.chain(), Address.ZERO, "ETH", 18);
  private final List<Token> tokens = new ArrayList<>(playground.tokens());
  private Address executor;
  private GeneratedFlows flows;

  @BeforeAll
  void start() throws InterruptedException {
    tokens.add(coin);
    executor = playground.deployExecutor();
    playground.approve(executor);
    playground.awaitNewest();
    List<Pool> pools = new ArrayList<>();
    for (VenueAdapter adapter : adapters()) {
      pools.addAll(adapter.load(playground.chain(), playground.chain().head()));
    }
    flows =
        new GeneratedFlows(Cases.random(FlowTest.class), playground.chain().head(), tokens, pools);
  }

  @AfterAll
  void stop() {
    playground.close();
  }

  @Test
  void givesByItsOwnersExecutorWhatThePlanSays() {
    run(executor);
  }

  @Test
  void givesToAnAccountThatRunsTheCodeAsItselfWhatThePlanSays() {
    playground.delegate();
    run(playground.account());
  }

  private void run(Address contract) {
    int joined = 0;
    int parted = 0;
    Map<Token, BigInteger> expected = holdings(playground.account());
    Map<Token, BigInteger> here = holdings(executor);
    for (int i = 0; i < PLANS; i++) {
      Plan plan = flows.next();
      ExecutorProgram program = flows.program(plan);

      JsonNode receipt =
          playground.sendRaw(
              contract, program.toCalldata(), program.value().value().toBigInteger());

      String told = "plan " + i + ": " + plan.legs();
      expected.merge(coin, paid(receipt), BigInteger::subtract);
      expected.merge(plan.sell().token(), plan.sell().units().toBigInteger(), BigInteger::subtract);
      expected.merge(plan.quoted().token(), plan.quoted().units().toBigInteger(), BigInteger::add);
      assertThat(holdings(playground.account())).as(told).isEqualTo(expected);
      joined += isJoined(plan) ? 1 : 0;
      parted += isParted(plan) ? 1 : 0;
    }
    assertThat(holdings(executor)).isEqualTo(here);
    assertNothingAllowed(contract);
    assertThat(joined).as("legs that meet in between").isGreaterThan(PLANS / 5);
    assertThat(parted).as("legs that part in between").isGreaterThan(PLANS / 5);
  }

  private static boolean isJoined(Plan plan) {
    List<Token> ends =
        plan.legs().stream()
            .map(Leg::tokenOut)
            .filter(token -> !token.equals(plan.quoted().token()))
            .toList();
    return ends.stream().distinct().count() < ends.size();
  }

  private static boolean isParted(Plan plan) {
    List<Token> begins =
        plan.legs().stream()
            .map(Leg::tokenIn)
            .filter(token -> !token.equals(plan.sell().token()))
            .toList();
    return begins.stream().distinct().count() < begins.size();
  }

  private Map<Token, BigInteger> holdings(Address account) {
    Map<Token, BigInteger> holdings = new HashMap<>();
    for (Token token : tokens) {
      holdings.put(
          token,
          token.isCoin()
              ? playground.dev().anvil().balance(account)
              : playground.dev().anvil().balance(token.address(), account));
    }
    return holdings;
  }

  private void assertNothingAllowed(Address contract) {
    for (Address venue :
        List.of(
            playground.deployment().curve().pool(), playground.deployment().balancerV2().vault())) {
      for (Token token : playground.tokens()) {
        assertThat(
                playground.askNumber(
                    token.address(), "allowance(address,address)", "(uint256)", contract, venue))
            .as("%s to %s", token, venue)
            .contains(Uint256.ZERO);
      }
    }
  }

  private static BigInteger paid(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed"))
        .multiply(JsonRpc.number(receipt.required("effectiveGasPrice")));
  }

  private List<VenueAdapter> adapters() {
    List<VenueAdapter> adapters = new ArrayList<>(DevVenues.of(playground.dev()).all());
    adapters.add(
        new WrappedNativeAdapter(
            new VenueSettings(
                new VenueId("wrapped-native"),
                weth.address(),
                new BlockNumber(0),
                new Gas(40_000),
                Selection.everything()),
            coin,
            new TokenDirectory(weth.chain(), List.of(coin))));
    return adapters;
  }
}

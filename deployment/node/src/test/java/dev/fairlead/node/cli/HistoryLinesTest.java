package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.Candidate;
import dev.fairlead.api.v1.ChainHead;
import dev.fairlead.api.v1.Constraints;
import dev.fairlead.api.v1.Decision;
import dev.fairlead.api.v1.FieldChange;
import dev.fairlead.api.v1.GasInputs;
import dev.fairlead.api.v1.Grounds;
import dev.fairlead.api.v1.HistoryDiff;
import dev.fairlead.api.v1.Hop;
import dev.fairlead.api.v1.InclusionSpeed;
import dev.fairlead.api.v1.IntentFailed;
import dev.fairlead.api.v1.IntentPlanBounded;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentSummary;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Lane;
import dev.fairlead.api.v1.LaneNext;
import dev.fairlead.api.v1.Leg;
import dev.fairlead.api.v1.MarketAsOf;
import dev.fairlead.api.v1.MarketQuote;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.Plan;
import dev.fairlead.api.v1.PoolRef;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.Rejection;
import dev.fairlead.api.v1.ResolvedIntent;
import dev.fairlead.api.v1.RiskCheck;
import dev.fairlead.api.v1.StatusCount;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryLinesTest {
  private static final Asset WETH =
      Asset.newBuilder().setChainId(1).setSymbol("WETH").setDecimals(18).build();
  private static final PoolRef POOL =
      PoolRef.newBuilder().setChainId(1).setVenue("uniswap-v3").setKey("0x0123").build();

  @Test
  void showsHowSoonAnIntentIsWantedWhereItSaysSo() {
    ResolvedIntent.Builder intent =
        ResolvedIntent.newBuilder().setSell(WETH).setBuy(WETH).setSellAmount("5");
    intent.getConstraintsBuilder().setPrivacy(Constraints.Privacy.PUBLIC);
    assertThat(EventLines.wish(intent.build())).endsWith(", public");
    intent.getConstraintsBuilder().setInclusionSpeed(InclusionSpeed.INCLUSION_SPEED_SLOW);
    assertThat(EventLines.wish(intent.build())).endsWith(", public, slow");
  }

  @Test
  void showsWhyNothingWasPlanned() {
    IntentView view =
        IntentView.newBuilder()
            .setIntentId("one")
            .setStatus(IntentStatus.INTENT_STATUS_FAILED)
            .setIntent(ResolvedIntent.newBuilder().setBuy(WETH).setSellAmount("5"))
            .addChecks(RiskCheck.newBuilder().setName("tokens").setDetail("none is denied"))
            .addDecisions(
                Decision.newBuilder()
                    .setPosition(12)
                    .addConsidered(
                        Candidate.newBuilder()
                            .addPools(POOL)
                            .setAmountOut("2000000000000000000")
                            .setGas(100_000)
                            .setVerdict("below the limit price"))
                    .setGas(
                        GasInputs.newBuilder()
                            .setAt(BlockRef.newBuilder().setNumber(9))
                            .setBaseFee("1000000000")
                            .setPriorityFee("2000000000")
                            .setNativeWorth(
                                AssetAmount.newBuilder()
                                    .setAsset(WETH)
                                    .setAmount("1000000000000000000")))
                    .setFailed(
                        IntentFailed.newBuilder()
                            .setReason(Rejection.newBuilder().setMessage("too dear"))))
            .build();

    assertThat(String.join("\n", HistoryLines.of(view)))
        .contains(
            "tokens: none is denied",
            "no plan #12",
            "uniswap-v3 0x0123 gives 2 WETH, net of gas 1.9997 WETH (below the limit price)",
            "(block 9)",
            "1 ETH taken as",
            "gave up     too dear");
  }

  @Test
  void showsWhatSpeaksForAPreview() {
    AssetAmount amount = AssetAmount.newBuilder().setAsset(WETH).setAmount("3").build();
    PreviewIntentResponse preview =
        PreviewIntentResponse.newBuilder()
            .setPlan(Plan.newBuilder().setSell(amount).setQuoted(amount).setLeast(amount))
            .addConsidered(Candidate.newBuilder().addPools(POOL).setVerdict("not deep enough"))
            .setSimulated(amount)
            .setGasUsed(140_000)
            .setGasCost("1")
            .setGrounds(
                Grounds.newBuilder()
                    .addMarginalPrices("1.25")
                    .addMarginalPrices("1.5")
                    .setAtMost(amount.toBuilder().setAmount("4"))
                    .addChecks(RiskCheck.newBuilder().setName("price").setDetail("1 % apart")))
            .setGas(GasInputs.newBuilder().setBaseFee("1").setPriorityFee("2"))
            .build();

    assertThat(String.join("\n", HistoryLines.of(preview)))
        .contains(
            "not taken: uniswap-v3 0x0123 (not deep enough)",
            "no plan gives more than 0.000000000000000004 WETH for that: the gap is 25 %",
            "one more would give 1.25, 1.5",
            "price: 1 % apart",
            "gas at base fee",
            "simulation gave 0.000000000000000003 WETH, 140000 gas");
  }

  @Test
  void saysWhyNobodyKnowsWhatNoPlanExceeds() {
    Grounds late = Grounds.newBuilder().setBoundUnknown("too late").build();

    assertThat(PlanLines.grounds(late, Plan.getDefaultInstance()))
        .containsExactly("what no plan could exceed is not known: too late");
    assertThat(PlanLines.grounds(Grounds.getDefaultInstance(), Plan.getDefaultInstance()))
        .isEmpty();
  }

  @Test
  void saysWhatNoPlanExceedsWhenItIsFoundLater() {
    RecordedEvent event =
        RecordedEvent.newBuilder()
            .setPosition(12)
            .setPlanBounded(
                IntentPlanBounded.newBuilder()
                    .setPlan(2)
                    .setAtMost(AssetAmount.newBuilder().setAsset(WETH).setAmount("4")))
            .build();

    assertThat(String.join("\n", EventLines.of(event)))
        .contains("bounded       no plan gives more than 0.000000000000000004 WETH")
        .endsWith("for what plan 2 sells");
  }

  @Test
  void showsWhatEachLegTakesOfTheTokenThatItBeginsAt() {
    AssetAmount amount = AssetAmount.newBuilder().setAsset(WETH).setAmount("4").build();
    Asset middle = WETH.toBuilder().setSymbol("MIDDLE").setAddress("0x01").build();
    Asset bought = WETH.toBuilder().setSymbol("BOUGHT").setAddress("0x02").build();
    Plan plan =
        Plan.newBuilder()
            .setSell(amount)
            .setQuoted(amount.toBuilder().setAsset(bought))
            .setLeast(amount.toBuilder().setAsset(bought))
            .addLegs(leg(WETH, middle, "4"))
            .addLegs(leg(middle, bought, "6"))
            .addLegs(leg(middle, bought, "2"))
            .build();

    assertThat(PlanLines.plan(plan, List.of(), GasInputs.getDefaultInstance()))
        .contains(
            "100.0 % WETH -[uniswap-v3 0x0123]-> MIDDLE",
            "75.0 % MIDDLE -[uniswap-v3 0x0123]-> BOUGHT",
            "25.0 % MIDDLE -[uniswap-v3 0x0123]-> BOUGHT");
  }

  private static Leg leg(Asset in, Asset out, String amountIn) {
    return Leg.newBuilder()
        .addHops(
            Hop.newBuilder()
                .setPool(POOL)
                .setTokenIn(in)
                .setTokenOut(out)
                .setAmountIn(amountIn)
                .setAmountOut("1"))
        .build();
  }

  @Test
  void showsTheNodeAndThatThereIsMore() {
    NodeAsOf node =
        NodeAsOf.newBuilder()
            .setPosition(40)
            .setHash("0xab")
            .addCounts(
                StatusCount.newBuilder()
                    .setStatus(IntentStatus.INTENT_STATUS_SETTLED)
                    .setIntents(3))
            .addHeads(
                ChainHead.newBuilder()
                    .setBlock(BlockRef.newBuilder().setChainId(1).setNumber(77).setHash("0xcd")))
            .addLanes(
                LaneNext.newBuilder()
                    .setLane(Lane.newBuilder().setChainId(1).setAccount("0xaa"))
                    .setNextNonce(8))
            .addOpenIntents(
                IntentSummary.newBuilder()
                    .setIntentId("one")
                    .setStatus(IntentStatus.INTENT_STATUS_SIGNED)
                    .setPosition(39))
            .setNextPageToken("40-39")
            .build();

    assertThat(String.join("\n", HistoryLines.of(node)))
        .contains(
            "as of #40",
            "settled     3",
            "chain 1 at block 77 (0xcd)",
            "lane 1:0xaa  next nonce 8",
            "open  one  signed  #39",
            "more with --page 40-39");
  }

  @Test
  void showsTheMarketWithItsQuotesAndThatThereIsMore() {
    MarketAsOf market =
        MarketAsOf.newBuilder()
            .setBlock(BlockRef.newBuilder().setChainId(1).setNumber(77).setHash("0xcd"))
            .addQuotes(
                MarketQuote.newBuilder()
                    .setIntentId("one")
                    .addRoute(POOL)
                    .setSellToken("0x11")
                    .setSold("100")
                    .setBuyToken("0x22")
                    .setBought("40")
                    .setTaken(true))
            .setNextPageToken("next")
            .build();

    assertThat(String.join("\n", HistoryLines.of(market)))
        .contains(
            "end of block 77 (0xcd)",
            "quote for one: 100 of 0x11 -> 40 of 0x22 by uniswap-v3:0x0123, taken",
            "more with --page next");
  }

  @Test
  void showsWhatChanged() {
    HistoryDiff diff =
        HistoryDiff.newBuilder()
            .setFromPosition(3)
            .setToPosition(9)
            .setMoreEvents(true)
            .addChanges(FieldChange.newBuilder().setPath("status").setAfter("SETTLED"))
            .build();

    assertThat(HistoryLines.of(diff))
        .containsExactly(
            "from #3 to #9", "and more events; see --limit", "status: nothing -> SETTLED");
  }
}

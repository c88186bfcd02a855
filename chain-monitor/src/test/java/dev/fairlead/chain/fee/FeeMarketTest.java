package dev.fairlead.chain.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.ChainPreset;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.FeeMarks;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.TestProfile;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the next block costs, of blocks and endpoints that say what they like. */
final class FeeMarketTest {
  private static final String ROW = "[\"0x64\",\"0xc8\",\"0x12c\",\"0x190\"]";

  private final Map<BlockHash, Block> held = new HashMap<>();
  private final ToldRpc rpc = new ToldRpc();
  private final Map<Bytes, Bytes> contract = new HashMap<>();
  private final List<BlockRef> read = new ArrayList<>();
  private Block head = Blocks.tipped(0, 0);

  @Test
  void tipsBySpeedAsTheBlocksThatItProvedDid() {
    // Of each block's gas a quarter tipped 100 or less, half 200, three quarters 300.
    for (long number = 0; number < 20; number++) {
      hold(Blocks.tipped(number, 1_000_000, 400, 100, 300, 200));
    }
    Fees fees = market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head());
    assertThat(fees.tips()).isEqualTo(tips(100, 200, 300, 400));
    assertThat(fees.priorityFee()).isEqualTo(FeePerGas.of(200));
    assertThat(fees.wanting(InclusionSpeed.URGENT).priorityFee()).isEqualTo(FeePerGas.of(400));
    assertThat(fees.corrections()).isEmpty();
    assertThat(rpc.asked()).isEmpty();
    assertThat(fees.form()).isEqualTo(Form.DYNAMIC_FEE);
    assertThat(fees.gasCap()).isEqualTo(FeeTerms.ETHEREUM_GAS_CAP);
  }

  @Test
  void countsAFullBlockTwiceAnEmptyOne() {
    hold(Blocks.tipped(0, 7_500_000, 900, 900, 900, 900));
    hold(Blocks.tipped(1, 1_000_000));
    assertThat(tipsAtHead()).isEqualTo(tips(900, 900, 900, 900));
    hold(Blocks.tipped(2, 1_000_000));
    hold(Blocks.tipped(3, 1_000_000));
    assertThat(tipsAtHead()).isEqualTo(tips(10, 10, 10, 10));
  }

  @Test
  void asksForTheBlocksBelowThoseThatItProved() {
    hold(Blocks.tipped(100, 1_000_000, 1_000));
    rpc.with("eth_feeHistory", history(81, 20, ROW));
    assertThat(tipsAtHead()).isEqualTo(tips(100, 200, 300, 400));
    assertThat(rpc.asked()).containsExactly("eth_feeHistory[\"0x14\",\"0x64\",[25,50,75,95]]");
    // Twelve blocks that were proven outweigh eight that were told.
    for (long number = 101; number < 112; number++) {
      hold(Blocks.tipped(number, 7_000_000, 1_000));
    }
    rpc.with("eth_feeHistory", history(92, 20, ROW));
    assertThat(tipsAtHead()).isEqualTo(tips(1_000, 1_000, 1_000, 1_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"oldestBlock\":\"0x51\"}",
        "{\"oldestBlock\":\"0x51\",\"reward\":null}",
        "{\"oldestBlock\":\"0x51\",\"reward\":[]}",
        "{\"oldestBlock\":\"0x51\",\"reward\":[[\"0x1\",\"0x2\",\"0x3\",\"0x4\"]]}",
        "{\"reward\":[null]}",
        "{}"
      })
  @DisplayName("failures #60, #94: a fee history that is none is not taken, and the next is asked")
  void refusesAHistoryThatIsNone(String malformed) {
    hold(Blocks.tipped(100, 1_000_000, 1_000));
    rpc.with("eth_feeHistory", malformed, history(81, 20, ROW));
    assertThat(tipsAtHead()).isEqualTo(tips(100, 200, 300, 400));
    rpc.with("eth_feeHistory", malformed);
    Fees fees = market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head());
    assertThat(fees.tips()).isEqualTo(tips(1_000, 1_000, 1_000, 1_000));
    assertThat(fees.corrections())
        .extracting(FeeCorrection::kind)
        .containsExactly(FeeCorrection.Kind.HISTORY_UNUSABLE);
  }

  @Test
  @DisplayName("failures #60: rows of another length, rows that go down and another range are none")
  void refusesRowsThatCanNotBe() {
    hold(Blocks.tipped(100, 1_000_000, 1_000));
    for (String wrong :
        List.of(
            history(81, 20, "[\"0x1\",\"0x2\",\"0x3\"]"),
            history(81, 20, "[\"0x4\",\"0x3\",\"0x2\",\"0x1\"]"),
            history(81, 20, "null"),
            history(82, 20, ROW),
            history(81, 21, ROW),
            history(81, 19, ROW))) {
      rpc.with("eth_feeHistory", wrong);
      assertThat(tipsAtHead()).as(wrong).isEqualTo(tips(1_000, 1_000, 1_000, 1_000));
    }
  }

  @Test
  @DisplayName("failures #60, #101: lying tips stay within floor and ceiling, and it is told")
  void keepsTipsWithinFloorAndCeiling() {
    hold(Blocks.tipped(100, 1_000_000));
    rpc.with("eth_feeHistory", history(81, 20, ROW.replace("0x190", "0xffffffffffffffffffff")));
    Fees high = market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head());
    assertThat(high.tips()).isEqualTo(tips(100, 200, 300, 5_000));
    assertThat(high.corrections())
        .extracting(FeeCorrection::kind)
        .containsExactly(FeeCorrection.Kind.TIP_LOWERED);
    rpc.with("eth_feeHistory", history(81, 20, "[\"0x0\",\"0x0\",\"0x0\",\"0x0\"]"));
    Fees low = market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head());
    assertThat(low.tips()).isEqualTo(tips(10, 10, 10, 10));
    assertThat(low.corrections())
        .extracting(FeeCorrection::kind)
        .containsExactly(FeeCorrection.Kind.TIP_RAISED);
  }

  @Test
  @DisplayName("failures #60: the price of a chain without a base fee is that of its blocks")
  void pricesAChainWithoutABaseFee() {
    hold(Blocks.legacy(Blocks.tipped(100, 1_000_000)));
    rpc.with("eth_gasPrice", "\"0x1388\"");
    Fees told = market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head());
    assertThat(told.form()).isEqualTo(Form.LEGACY);
    assertThat(told.nextGasPrice()).isEqualTo(FeePerGas.of(5_000));
    assertThat(told.maxFee()).isEqualTo(FeePerGas.of(5_000));
    assertThat(told.statedTip(FeePerGas.of(7))).isEqualTo(FeePerGas.of(7));
    rpc.with("eth_gasPrice", "\"0xffffffffffffffff\"");
    Fees lying = market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head());
    assertThat(lying.nextGasPrice()).isEqualTo(FeePerGas.of(5_000));
    rpc.with("eth_gasPrice");
    Fees silent = market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head());
    assertThat(silent.nextGasPrice()).isEqualTo(FeePerGas.of(10));
    ChainProfile dear = Blocks.profile(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN);
    hold(Blocks.legacy(Blocks.tipped(101, 1_000_000, 3_000)));
    assertThat(market(dear).at(head()).nextGasPrice()).isEqualTo(dear.maxPriorityFee());
  }

  @Test
  void takesTheFeeForBytesFromTheBlockThatTellsIt() {
    Address l1 = Address.parse("0x4200000000000000000000000000000000000015");
    Envelope deposit = new Envelope.OpDeposit(Bytes32.ZERO, Wei.ZERO, true);
    String shared =
        "0000000200000003"
            + "0000000000000005".repeat(3)
            + "%064x%064x".formatted(1_000_000_000, 10_000_000)
            + "11".repeat(64);
    Bytes ecotone = Bytes.parse("0x440a5e20" + shared);
    Bytes isthmus = Bytes.parse("0x098999be" + shared + "%08x%016x".formatted(7, 9));
    Bytes jovian = Bytes.parse("0x3db6be2b" + shared + "%08x%016x0190".formatted(7, 9));
    Bytes raw = Bytes.parse("0xdd80808094095e7baea6a6c7c4c2dfeb977efac326af552d878080808080");

    hold(Blocks.begun(100, l1, ecotone, deposit));
    assertThat(dataFee().cost(raw, new Gas(1_000_000))).isEqualTo(Wei.of(3_203_000));
    hold(Blocks.begun(101, l1, isthmus, deposit));
    assertThat(dataFee().cost(raw, new Gas(1_000_000))).isEqualTo(Wei.of(3_203_000 + 7 + 9));
    hold(Blocks.begun(102, l1, jovian, deposit));
    assertThat(dataFee().cost(raw, new Gas(1_000_000)))
        .isEqualTo(Wei.of(3_203_000 + 700_000_000L + 9));
    for (Block other :
        List.of(
            Blocks.begun(103, Address.ZERO, jovian, deposit),
            Blocks.begun(104, l1, jovian.slice(0, 100), deposit),
            Blocks.begun(105, l1, Bytes.EMPTY, deposit),
            Blocks.tipped(106, 21_000, 5))) {
      hold(other);
      Fees fees = market(BaseFeeRule.OpStack.STANDARD, terms(ChainPreset.BASE)).at(head());
      assertThat(fees.dataFee()).isEqualTo(DataFee.none());
      assertThat(fees.corrections())
          .extracting(FeeCorrection::kind)
          .contains(FeeCorrection.Kind.DATA_FEE_UNKNOWN);
    }
  }

  @Test
  @DisplayName("failures #60: what a byte costs is lowered to what is believable")
  void lowersAPriceOfBytesThatIsNotBelievable() {
    hold(
        Blocks.begun(
            100, Address.ZERO, Bytes.EMPTY, new Envelope.ArbitrumInternal(new ChainId(1))));
    tells("getPricesInWei()", 1, 777_777, 3, 4, 5, 6);
    FeeTerms terms = terms(ChainPreset.ARBITRUM);
    assertThat(market(new BaseFeeRule.AsHead(), terms).at(head()).dataFee())
        .isEqualTo(new DataFee.Arbitrum(Uint256.of(777_777)));
    contract.put(
        Signature.of("getPricesInWei()").selector(), Bytes.parse("0x" + "ff".repeat(6 * 32)));
    Fees fees = market(new BaseFeeRule.AsHead(), terms).at(head());
    assertThat(fees.dataFee()).isEqualTo(new DataFee.Arbitrum(Uint256.of(160_000_000_000_000L)));
    assertThat(fees.corrections())
        .extracting(FeeCorrection::kind)
        .contains(FeeCorrection.Kind.DATA_FEE_LOWERED);
    assertThat(fees.gasCap()).isEqualTo(new Gas(30_000_000));
  }

  @Test
  @DisplayName(
      "failures #60: Arbitrum's next fee is made from the state before the head, or guessed")
  void makesArbitrumsNextFeeFromTheStateBeforeTheHead() {
    Bytes start =
        AbiWriter.call(Signature.of("startBlock(uint256,uint64,uint64,uint64)"))
            .uint(1)
            .uint(2)
            .uint(3)
            .uint(51)
            .toBytes();
    hold(Blocks.begun(100, Address.ZERO, start, new Envelope.ArbitrumInternal(new ChainId(1))));
    tells("getMinimumGasPrice()", 500_000_000);
    tells("getGasBacklogTolerance()", 10);
    tells("getGasAccountingParams()", 7_000_000, 0, 32_000_000);
    tells("getPricingInertia()", 102);
    tells("getGasBacklog()", 784_000_000);
    Fees one = market(new BaseFeeRule.Arbitrum(), FeeTerms.PLAIN).at(head());
    assertThat(one.nextBaseFee()).isEqualTo(FeePerGas.of(824_200_000));
    assertThat(one.corrections()).isEmpty();
    assertThat(one.tips()).isEqualTo(Tips.all(FeePerGas.of(10)));
    assertThat(read).extracting(BlockRef::hash).containsOnly(head().parent());

    tells("getGasPricingConstraints()", 32, 1, 7_000_000, 102, 714_000_000 + 51 * 7_000_000);
    Fees several = market(new BaseFeeRule.Arbitrum(), FeeTerms.PLAIN).at(head());
    assertThat(several.nextBaseFee()).isEqualTo(FeePerGas.of(1_354_150_000));

    tells("getMinimumGasPrice()", 50_000_000);
    assertGuessed();
    tells("getMinimumGasPrice()", 5_000_000_000L);
    assertGuessed();
    tells("getMinimumGasPrice()", 500_000_000);
    tells("getMultiGasPricingConstraints()", 32, 1, 32);
    assertGuessed();
    tells("getMultiGasPricingConstraints()", 32, 0);
    assertThat(market(new BaseFeeRule.Arbitrum(), FeeTerms.PLAIN).at(head()).corrections())
        .isEmpty();
    tells("getGasPricingConstraints()", 32, 5, 7_000_000);
    assertGuessed();
    contract.clear();
    assertGuessed();
    hold(Blocks.tipped(101, 21_000, 5));
    assertGuessed();
  }

  private void assertGuessed() {
    Fees fees = market(new BaseFeeRule.Arbitrum(), FeeTerms.PLAIN).at(head());
    assertThat(fees.nextBaseFee()).isEqualTo(Blocks.BASE_FEE);
    assertThat(fees.corrections())
        .extracting(FeeCorrection::kind)
        .containsExactly(FeeCorrection.Kind.BASE_FEE_GUESSED);
  }

  @Test
  @DisplayName("failures #60: a base fee that nobody can mean is refused")
  void refusesABaseFeeThatIsNotBelievable() {
    hold(Blocks.tipped(0, 1_000_000, 100));
    ChainProfile plain = Blocks.profile(new BaseFeeRule.AsHead(), FeeTerms.PLAIN);
    ChainProfile cheap = TestProfile.like(plain).withMaxBaseFee(999_999_999).profile();
    assertThatThrownBy(() -> market(cheap).at(head()))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("believable");
  }

  @Test
  @DisplayName("failures #51, #52: no transaction has more gas than the cap or the block's limit")
  void knowsTheMostGasOfATransaction() {
    hold(Blocks.used(60_000_000, 0, FeeMarks.PLAIN));
    assertThat(market(new BaseFeeRule.AsHead(), FeeTerms.PLAIN).at(head()).gasCap())
        .isEqualTo(new Gas(16_777_216));
    hold(Blocks.used(8_000_000, 0, FeeMarks.PLAIN));
    assertThat(market(new BaseFeeRule.AsHead(), FeeTerms.PLAIN).at(head()).gasCap())
        .isEqualTo(new Gas(8_000_000));
  }

  private Block head() {
    return head;
  }

  private void hold(Block block) {
    held.put(block.ref().hash(), block);
    head = block;
  }

  private DataFee dataFee() {
    return market(BaseFeeRule.OpStack.STANDARD, terms(ChainPreset.BASE)).at(head()).dataFee();
  }

  private static FeeTerms terms(ChainPreset preset) {
    return preset.terms();
  }

  private Tips tipsAtHead() {
    return market(BaseFeeRule.Eip1559.ETHEREUM, FeeTerms.PLAIN).at(head()).tips();
  }

  @Test
  @DisplayName("failures #60: a low ceiling of its own lowers no price of the chain below")
  void lowersNoPriceOfTheChainBelowByTheCeilingOfTheChainAbove() {
    Bytes told =
        Bytes.parse(
            "0x440a5e20"
                + "0000000200000003"
                + "0000000000000005".repeat(3)
                + "%064x%064x".formatted(50_000_000_000L, 10_000_000)
                + "11".repeat(64));
    hold(
        Blocks.begun(
            100,
            Address.parse("0x4200000000000000000000000000000000000015"),
            told,
            new Envelope.OpDeposit(Bytes32.ZERO, Wei.ZERO, true)));
    ChainProfile plain = Blocks.profile(BaseFeeRule.OpStack.STANDARD, terms(ChainPreset.BASE));
    ChainProfile cheap = TestProfile.like(plain).withMaxBaseFee(2_000_000_000).profile();
    Fees fees = market(cheap).at(head());
    assertThat(fees.dataFee()).isEqualTo(market(plain).at(head()).dataFee());
    assertThat(fees.dataFee())
        .isInstanceOfSatisfying(
            DataFee.OpStack.class,
            op -> assertThat(op.l1BaseFee()).isEqualTo(Uint256.of(50_000_000_000L)));
    assertThat(fees.corrections())
        .extracting(FeeCorrection::kind)
        .doesNotContain(FeeCorrection.Kind.DATA_FEE_LOWERED);
  }

  private FeeMarket market(BaseFeeRule rule, FeeTerms terms) {
    return market(Blocks.profile(rule, terms));
  }

  private FeeMarket market(ChainProfile profile) {
    return new FeeMarket(
        profile,
        rpc,
        hash -> Optional.ofNullable(held.get(hash)),
        this::answer,
        ChainObserver.none());
  }

  private List<CallResult> answer(BlockRef at, List<Call> calls) {
    read.add(at);
    return calls.stream()
        .<CallResult>map(call ->
            contract.containsKey(call.data())
                ? new CallResult.Returned(contract.get(call.data()))
                : new CallResult.Reverted(Bytes.EMPTY, "no such function"))
        .toList();
  }

  private void tells(String function, long... words) {
    AbiWriter answer = AbiWriter.tuple();
    LongStream.of(words).forEach(answer::uint);
    contract.put(Signature.of(function).selector(), answer.toBytes());
  }

  private static String history(long oldest, int rows, String row) {
    return "{\"oldestBlock\":\"0x%x\",\"gasUsedRatio\":[0.5],\"reward\":[%s]}"
        .formatted(oldest, String.join(",", Collections.nCopies(rows, row)));
  }

  private static Tips tips(long slow, long normal, long fast, long urgent) {
    return new Tips(
        FeePerGas.of(slow), FeePerGas.of(normal), FeePerGas.of(fast), FeePerGas.of(urgent));
  }
}

package dev.fairlead.chain.readable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiDecoder;
import dev.fairlead.chain.abi.AbiEncoder;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.GeneratedValues;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Uint256;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CallReaderTest {
  private static final Address ROUTER = Address.parse("0x0000000000000000000000000000000000000abc");
  private static final Address USDC = Address.parse("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48");
  private static final Address WETH = Address.parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");
  private static final Address USER = Address.parse("0x00000000000000000000000000000000000000a1");
  private static final CallReader READER = new CallReader(Map.of(), List.of(), List.of());

  /** Selectors as explorers show them. */
  @Test
  void hashesDeclarationsToTheSelectorsOnChain() {
    Map<String, String> selectors =
        Map.ofEntries(
            Map.entry("transfer(address,uint256)", "0xa9059cbb"),
            Map.entry("approve(address,uint256)", "0x095ea7b3"),
            Map.entry("transferFrom(address,address,uint256)", "0x23b872dd"),
            Map.entry(
                "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", "0xd505accf"),
            Map.entry("deposit()", "0xd0e30db0"),
            Map.entry("withdraw(uint256)", "0x2e1a7d4d"),
            Map.entry(
                "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
                "0x38ed1739"),
            Map.entry(
                "exactInputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))",
                "0x414bf389"),
            Map.entry(
                "exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))",
                "0x04e45aaf"),
            Map.entry("exactInput((bytes,address,uint256,uint256,uint256))", "0xc04b8d59"),
            Map.entry("exactInput((bytes,address,uint256,uint256))", "0xb858183f"),
            Map.entry("multicall(bytes[])", "0xac9650d8"),
            Map.entry("multicall(uint256,bytes[])", "0x5ae401dc"),
            Map.entry("execute(bytes,bytes[],uint256)", "0x3593564c"),
            Map.entry("execute(bytes,bytes[])", "0x24856bc3"),
            Map.entry("modifyLiquidities(bytes,uint256)", "0xdd46508f"),
            Map.entry(
                "swap((bytes32,uint8,address,address,uint256,bytes),"
                    + "(address,bool,address,bool),uint256,uint256)",
                "0x52bbbe29"),
            Map.entry(
                "batchSwap(uint8,(bytes32,uint256,uint256,uint256,bytes)[],address[],"
                    + "(address,bool,address,bool),int256[],uint256)",
                "0x945bcec9"),
            Map.entry("exchange(int128,int128,uint256,uint256)", "0x3df02124"),
            Map.entry("exchange(uint256,uint256,uint256,uint256)", "0x5b41b908"),
            Map.entry("approve(address,address,uint160,uint48)", "0x87517c45"),
            Map.entry("aggregate3((address,bool,bytes)[])", "0x82ad56cb"));
    List<AbiDeclaration> all =
        Arrays.stream(ContractKind.values()).flatMap(kind -> kind.functions().stream()).toList();
    selectors.forEach((signature, selector) ->
        assertThat(all)
            .as(signature)
            .anySatisfy(each -> {
              assertThat(each.toString()).isEqualTo(signature);
              assertThat(each.signature().selector()).hasToString(selector);
            }));
  }

  @Test
  void readsEveryKnownFunctionOfItsKind() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (ContractKind kind : ContractKind.values()) {
      CallReader reader = new CallReader(Map.of(ROUTER, kind), List.of(), List.of());
      for (AbiDeclaration function : kind.functions()) {
        List<AbiValue> values =
            function.types().stream().map(type -> GeneratedValues.of(type, random)).toList();
        Bytes call = call(function, values);
        List<Step> steps = reader.read(ROUTER, call);
        assertThat(steps).as("seed %d, %s %s", seed, kind, function).hasSize(1);
        assertThat(steps.getFirst().name()).isEqualTo(function.name());
        assertThat(steps.getFirst().contract()).isEqualTo(kind.title());
      }
    }
  }

  @Test
  void tellsTheTokenOfEveryAmountOfASwap() {
    Bytes call =
        AbiWriter.call(
                Signature.of("swapExactTokensForTokens(uint256,uint256,address[],address,uint256)"))
            .uint(1_000)
            .uint(7)
            .addresses(List.of(USDC, USER, WETH))
            .address(USER)
            .uint(1_790_000_000L)
            .toBytes();
    Step step = only(READER.read(ROUTER, call));
    assertThat(step.contract()).isEqualTo("Uniswap V2 Router02");
    assertThat(step.fields())
        .contains(
            amount("amountIn", 1_000, USDC),
            amount("amountOutMin", 7, WETH),
            new Field("deadline", new FieldValue.Time(Uint256.of(1_790_000_000L))));
  }

  @Test
  void readsPackedPathsFromBothEnds() {
    byte[] path = new byte[43];
    USDC.writeTo(path, 0);
    path[21] = 0x0b;
    path[22] = (byte) 0xb8;
    WETH.writeTo(path, 23);
    Bytes call =
        call(
            AbiDeclaration.parse(
                "exactOutput((bytes path, address to, uint256 amountOut, uint256 amountInMaximum))"),
            List.of(
                new AbiValue.Tuple(
                    List.of(
                        new AbiValue.Data(Bytes.wrap(path)),
                        new AbiValue.Account(USER),
                        new AbiValue.Uint(Uint256.of(5)),
                        new AbiValue.Uint(Uint256.of(9))))));
    Step step = only(READER.read(ROUTER, call));
    FieldValue.Group params = (FieldValue.Group) step.fields().getFirst().value();
    assertThat(params.fields())
        .contains(
            new Field(
                "path",
                new FieldValue.Many(
                    List.of(
                        new FieldValue.Plain(new AbiValue.Account(USDC)),
                        new FieldValue.Plain(new AbiValue.Uint(Uint256.of(3_000))),
                        new FieldValue.Plain(new AbiValue.Account(WETH))))),
            amount("amountOut", 5, USDC),
            amount("amountInMaximum", 9, WETH));
  }

  @Test
  void readsMulticallsAndProgramsAsTrees() {
    Bytes take = AbiWriter.tuple().address(WETH).uint(3).toBytes();
    Bytes actions =
        AbiWriter.tuple()
            .bytes(Bytes.parse("0x0f0a"))
            .bytesArray(List.of(take, Bytes.parse("0x01")))
            .toBytes();
    Bytes wrap = AbiWriter.tuple().address(USER).uint(8).toBytes();
    Bytes execute =
        AbiWriter.call(Signature.of("execute(bytes,bytes[])"))
            .bytes(Bytes.parse("0x108b"))
            .bytesArray(List.of(actions, wrap))
            .toBytes();
    Step step = only(READER.read(ROUTER, execute));
    assertThat(step.fields()).isEmpty();
    assertThat(step.steps()).extracting(Step::name).containsExactly("V4_SWAP", "WRAP_ETH");
    assertThat(step.steps().getFirst().steps())
        .containsExactly(
            Step.of(
                "Uniswap V4",
                "TAKE_ALL",
                List.of(
                    new Field("currency", new FieldValue.Plain(new AbiValue.Account(WETH))),
                    amount("minAmount", 3, WETH))),
            Step.of(
                "Uniswap V4",
                "0x0a",
                List.of(
                    new Field(
                        "input", new FieldValue.Plain(new AbiValue.Data(Bytes.parse("0x01")))))));
    assertThat(step.steps().getLast().fields())
        .contains(
            amount("amount", 8, Address.ZERO),
            new Field("mayFail", new FieldValue.Plain(new AbiValue.Flag(true))));

    Bytes transfer =
        AbiWriter.call(Signature.of("transfer(address,uint256)")).address(USER).uint(4).toBytes();
    Bytes multicall =
        AbiWriter.call(Signature.of("aggregate3((address,bool,bytes)[])"))
            .dynamicArray(List.of(AbiWriter.tuple().address(USDC).bool(true).bytes(transfer)))
            .toBytes();
    assertThat(only(READER.read(ROUTER, multicall)).steps())
        .extracting(Step::contract, Step::name)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ERC-20 or wrapped native", "transfer"));
  }

  @Test
  void givesAllReadingsUnlessTheKindIsKnown() {
    Bytes approve =
        AbiWriter.call(Signature.of("approve(address,uint256)")).address(USER).uint(4).toBytes();
    assertThat(READER.read(USDC, approve))
        .extracting(Step::contract)
        .containsExactly("ERC-20 or wrapped native", "ERC-721");
    CallReader knowing = new CallReader(Map.of(USDC, ContractKind.ERC20), List.of(), List.of());
    assertThat(knowing.read(USDC, approve)).extracting(Step::contract).containsExactly("ERC-20");
  }

  @Test
  void saysWhatFollowsTheArguments() {
    Bytes call = AbiWriter.call(Signature.of("withdraw(uint256)")).uint(4).uint(0x1234).toBytes();
    Step step =
        only(
            new CallReader(Map.of(WETH, ContractKind.WRAPPED_NATIVE), List.of(), List.of())
                .read(WETH, call));
    assertThat(step.trailing().length()).isEqualTo(32);
    assertThat(step.fields()).containsExactly(amount("wad", 4, WETH));
  }

  @Test
  @DisplayName("failures #94: whatever calldata holds, reading it ends")
  void readsAnyBytesToAnEnd() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<AbiDeclaration> all =
        Arrays.stream(ContractKind.values()).flatMap(kind -> kind.functions().stream()).toList();
    for (int i = 0; i < 20_000; i++) {
      AbiDeclaration function = all.get(random.nextInt(all.size()));
      byte[] call =
          call(function, function.types().stream().map(t -> GeneratedValues.of(t, random)).toList())
              .toArray();
      if (call.length > 4) {
        call[4 + random.nextInt(call.length - 4)] ^= (byte) (1 << random.nextInt(8));
      }
      for (Step step : READER.read(ROUTER, Bytes.wrap(call))) {
        assertThat(step.name()).as("seed %d", seed).isNotEmpty();
      }
    }
  }

  @Test
  void endsAtADepthThatNobodyNeeds() {
    Bytes inner = AbiWriter.call(Signature.of("refundETH()")).toBytes();
    for (int i = 0; i < 40; i++) {
      inner =
          AbiWriter.call(Signature.of("multicall(bytes[])")).bytesArray(List.of(inner)).toBytes();
    }
    Step step = READER.read(ROUTER, inner).getFirst();
    int depth = 0;
    while (!step.steps().isEmpty()) {
      step = step.steps().getFirst();
      depth++;
    }
    assertThat(depth).isEqualTo(CallReader.DEEPEST);
    assertThat(step.fields()).extracting(Field::name).containsExactly("data");
  }

  @Test
  void readsErrorsReasonsAndPanics() {
    RevertReader errors = new RevertReader(List.of());
    Bytes balance =
        AbiWriter.call(Signature.of("ERC20InsufficientBalance(address,uint256,uint256)"))
            .address(USER)
            .uint(1)
            .uint(2)
            .toBytes();
    assertThat(errors.read(balance).name()).isEqualTo("ERC20InsufficientBalance");
    assertThat(errors.read(balance).fields()).hasSize(3);
    Bytes reason = AbiWriter.call(Signature.of("Error(string)")).text("too late").toBytes();
    assertThat(errors.read(reason).fields())
        .containsExactly(new Field("text", new FieldValue.Plain(AbiValue.Text.of("too late"))));
    assertThat(errors.knows(reason)).isTrue();
    assertThat(errors.knows(Bytes.parse("0x12345678"))).isFalse();
    assertThat(errors.read(Bytes.parse("0x12345678")).fields())
        .containsExactly(
            new Field("text", new FieldValue.Plain(AbiValue.Text.of("custom error 0x12345678"))));
  }

  @Test
  void knowsTheContractsOfTheChainsWithAProfile() {
    for (long chain : List.of(1L, 10L, 137L, 8_453L, 42_161L)) {
      Map<Address, ContractKind> known = KnownContracts.of(new ChainId(chain));
      assertThat(known.values())
          .as("chain %d", chain)
          .contains(
              ContractKind.WRAPPED_NATIVE,
              ContractKind.PERMIT2,
              ContractKind.UNIVERSAL_ROUTER,
              ContractKind.CURVE_ROUTER);
    }
    assertThat(KnownContracts.of(new ChainId(1_337))).isEqualTo(KnownContracts.everywhere());
    assertThat(Program.COMMANDS.all()).hasSizeGreaterThan(15);
    assertThat(Program.ACTIONS.all()).hasSizeGreaterThan(20);
  }

  private static Step only(List<Step> steps) {
    assertThat(steps).hasSize(1);
    return steps.getFirst();
  }

  private static Field amount(String name, long amount, Address token) {
    return new Field(name, new FieldValue.Amount(Uint256.of(amount), token));
  }

  private static Bytes call(AbiDeclaration function, List<AbiValue> values) {
    Bytes arguments = AbiEncoder.encode(function.types(), values);
    assertThat(AbiDecoder.decode(function.types(), arguments)).isEqualTo(values);
    byte[] all = new byte[4 + arguments.length()];
    function.signature().selector().writeTo(all, 0);
    arguments.writeTo(all, 4);
    return Bytes.wrap(all);
  }
}

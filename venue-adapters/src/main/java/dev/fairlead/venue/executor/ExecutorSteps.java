package dev.fairlead.venue.executor;

import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.readable.CallReader;
import dev.fairlead.chain.readable.Field;
import dev.fairlead.chain.readable.FieldValue;
import dev.fairlead.chain.readable.Step;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The executor's calls, logs and errors as steps: a leg a path, a hop a venue. */
public final class ExecutorSteps implements CallReader.CallSource {
  private static final String TITLE = "Fairlead executor";

  /** What the contract writes, and what it reverts with. */
  public static ContractAbi declarations() {
    return new ContractAbi(
        TITLE,
        List.of(),
        List.of(AbiDeclaration.parse("Executed(uint256 amountOut)")),
        Arrays.stream(ExecutorFailure.values())
            .map(failure -> AbiDeclaration.parse(failure.signature().toString()))
            .toList());
  }

  @Override
  public Optional<Step> read(Bytes calldata) {
    try {
      return Optional.of(step(ExecutorProgram.decode(calldata)));
    } catch (IllegalArgumentException notAProgram) {
      return Optional.empty();
    }
  }

  private static Step step(ExecutorProgram program) {
    List<Field> fields =
        List.of(
            amount("amountIn", program.amountIn(), program.tokenIn()),
            amount("minAmountOut", program.minAmountOut(), program.tokenOut()),
            new Field(
                "deadline", new FieldValue.Time(Uint256.of(program.deadline().getEpochSecond()))));
    List<Step> legs = new ArrayList<>();
    for (ExecutorLeg leg : program.legs()) {
      legs.add(
          new Step(
              TITLE,
              "leg",
              List.of(
                  leg.takesAll()
                      ? account("allOf", leg.tokenIn())
                      : amount("amountIn", leg.amountIn(), leg.tokenIn())),
              leg.hops().stream().map(ExecutorSteps::hop).toList(),
              Bytes.EMPTY));
    }
    return new Step(TITLE, "execute", fields, legs, Bytes.EMPTY);
  }

  private static Step hop(ExecutorHop hop) {
    return switch (hop) {
      case ExecutorHop.UniswapV2(Address pair, Address tokenOut, int fee) ->
          Step.of(
              "Uniswap V2",
              "swap",
              List.of(account("pair", pair), account("tokenOut", tokenOut), number("fee", fee)));
      case ExecutorHop.UniswapV3(Address pool, Address tokenOut) ->
          Step.of(
              "Uniswap V3", "swap", List.of(account("pool", pool), account("tokenOut", tokenOut)));
      case ExecutorHop.UniswapV4 v4 ->
          new Step(
              "Uniswap V4",
              "unlock",
              List.of(
                  account("tokenOut", v4.tokenOut()),
                  new Field("nativeIn", new FieldValue.Plain(new AbiValue.Flag(v4.nativeIn())))),
              v4.pools().stream().map(ExecutorSteps::pool).toList(),
              Bytes.EMPTY);
      case ExecutorHop.Curve(Address pool, Address tokenOut, int in, int out, var call) ->
          Step.of(
              "Curve",
              call == ExecutorHop.CurveCall.EXCHANGE_UNDERLYING
                  ? "exchange_underlying"
                  : "exchange",
              List.of(
                  account("pool", pool),
                  account("tokenOut", tokenOut),
                  number("coinIn", in),
                  number("coinOut", out)));
      case ExecutorHop.BalancerV2(Bytes32 poolId, Address tokenOut) ->
          Step.of(
              "Balancer V2",
              "swap",
              List.of(data("poolId", Bytes.wrap(poolId.toArray())), account("tokenOut", tokenOut)));
      case ExecutorHop.BalancerV3(Address vault, Address pool, Address tokenOut) ->
          Step.of(
              "Balancer V3",
              "swap",
              List.of(
                  account("vault", vault), account("pool", pool), account("tokenOut", tokenOut)));
      case ExecutorHop.Erc4626(Address tokenOut, boolean deposits) ->
          Step.of(
              "ERC-4626", deposits ? "deposit" : "redeem", List.of(account("tokenOut", tokenOut)));
      case ExecutorHop.Wrapping wrapping ->
          Step.of(
              "wrapped native",
              wrapping.unwraps() ? "withdraw" : "deposit",
              wrapping.unwraps() ? List.of() : List.of(account("tokenOut", wrapping.tokenOut())));
    };
  }

  private static Step pool(ExecutorHop.V4Pool pool) {
    return Step.of(
        "Uniswap V4",
        "swap",
        List.of(
            account("currencyOut", pool.currencyOut()),
            number("fee", pool.fee()),
            number("tickSpacing", pool.tickSpacing()),
            account("hooks", pool.hooks()),
            data("hookData", pool.hookData())));
  }

  private static Field amount(String name, Uint256 amount, Address token) {
    return new Field(name, new FieldValue.Amount(amount, token));
  }

  private static Field account(String name, Address account) {
    return new Field(name, new FieldValue.Plain(new AbiValue.Account(account)));
  }

  private static Field number(String name, int number) {
    return new Field(name, new FieldValue.Plain(new AbiValue.Int(Int256.of(number))));
  }

  private static Field data(String name, Bytes data) {
    return new Field(name, new FieldValue.Plain(new AbiValue.Data(data)));
  }
}

package dev.fairlead.chain.fee;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Arbitrum's own contract tells of prices; an endpoint's word. */
final class ArbitrumState {
  private static final Address GAS_INFO =
      Address.parse("0x000000000000000000000000000000000000006c");

  private static final Signature START = Signature.of("startBlock(uint256,uint64,uint64,uint64)");
  private static final int ARGUMENTS_BEFORE_TIME = 3;

  private static final Bytes LEAST = selector("getMinimumGasPrice()");
  private static final Bytes PARAMETERS = selector("getGasAccountingParams()");
  private static final Bytes BACKLOG = selector("getGasBacklog()");
  private static final Bytes TOLERANCE = selector("getGasBacklogTolerance()");
  private static final Bytes INERTIA = selector("getPricingInertia()");
  private static final Bytes CONSTRAINTS = selector("getGasPricingConstraints()");

  /** Targets of each resource for itself: their weights are not followed here. */
  private static final Bytes BY_RESOURCE = selector("getMultiGasPricingConstraints()");

  private static final Bytes PRICES = selector("getPricesInWei()");

  private final StateReader state;

  ArbitrumState(StateReader state) {
    this.state = state;
  }

  private static Bytes selector(String signature) {
    return Signature.of(signature).selector();
  }

  /**
   * The base fee of the block after {@code head}; empty where the chain does not say enough.
   *
   * @throws ChainException if nobody answers
   */
  Optional<FeePerGas> nextBaseFee(Block head) {
    Optional<Long> seconds = secondsBefore(head);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    List<CallResult> told =
        ask(
            head.parentRef(),
            LEAST,
            TOLERANCE,
            PARAMETERS,
            INERTIA,
            BACKLOG,
            CONSTRAINTS,
            BY_RESOURCE);
    try {
      return pricing(told).map(pricing -> pricing.after(seconds.get()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /**
   * What a byte costs after {@code head}, in wei; empty where the chain does not say.
   *
   * @throws ChainException if nobody answers
   */
  Optional<Uint256> pricePerByte(Block head) {
    try {
      return returned(ask(head.ref(), PRICES).getFirst())
          .map(prices -> AbiReader.of(prices).skip(1).uint());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ArbitrumPricing> pricing(List<CallResult> told) {
    if (returned(told.get(6)).filter(data -> AbiReader.of(data).tuple().count() > 0).isPresent()) {
      return Optional.empty();
    }
    Optional<FeePerGas> least =
        returned(told.get(0)).map(data -> new FeePerGas(AbiReader.of(data).uint()));
    List<ArbitrumPricing.Target> several =
        returned(told.get(5)).map(ArbitrumState::targets).orElse(List.of());
    if (!several.isEmpty()) {
      return least.map(fee -> new ArbitrumPricing(fee, 0, several));
    }
    Optional<Bytes> tolerance = returned(told.get(1));
    Optional<Bytes> parameters = returned(told.get(2));
    Optional<Bytes> inertia = returned(told.get(3));
    Optional<Bytes> backlog = returned(told.get(4));
    if (tolerance.isEmpty() || parameters.isEmpty() || inertia.isEmpty() || backlog.isEmpty()) {
      return Optional.empty();
    }
    ArbitrumPricing.Target one =
        new ArbitrumPricing.Target(
            AbiReader.of(parameters.get()).uint(),
            AbiReader.of(inertia.get()).uint(),
            AbiReader.of(backlog.get()).uint());
    long tolerated = AbiReader.of(tolerance.get()).uintAsLong();
    return least.map(fee -> new ArbitrumPricing(fee, tolerated, List.of(one)));
  }

  private static List<ArbitrumPricing.Target> targets(Bytes data) {
    AbiReader array = AbiReader.of(data).tuple();
    int count = array.count();
    List<ArbitrumPricing.Target> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      targets.add(new ArbitrumPricing.Target(array.uint(), array.uint(), array.uint()));
    }
    return targets;
  }

  /** How long after its parent a block began, as its first transaction says. */
  private static Optional<Long> secondsBefore(Block head) {
    return head.transactions().stream()
        .findFirst()
        .filter(first -> first.envelope() instanceof Envelope.ArbitrumInternal)
        .filter(first -> START.selects(first.input()))
        .filter(first -> first.input().length() == Signature.SELECTOR_LENGTH + 4 * 32)
        .map(first -> AbiReader.ofCall(first.input()).skip(ARGUMENTS_BEFORE_TIME).uint())
        .filter(seconds -> seconds.bitLength() < Integer.SIZE)
        .map(Uint256::toLongExact);
  }

  private List<CallResult> ask(BlockRef at, Bytes... calldata) {
    List<Call> calls = new ArrayList<>();
    for (Bytes each : calldata) {
      calls.add(Call.view(GAS_INFO, each));
    }
    return state.call(at, calls);
  }

  private static Optional<Bytes> returned(CallResult result) {
    return switch (result) {
      case CallResult.Returned(Bytes data) when data.length() > 0 -> Optional.of(data);
      case CallResult.Returned _, CallResult.Reverted _ -> Optional.empty();
    };
  }
}

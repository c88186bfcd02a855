package dev.fairlead.chain.readable;

import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiDecoder;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads calldata into steps.
 *
 * <p>A selector is four bytes, so several functions can have one. Where the kind of the called
 * contract is known it decides; elsewhere every function counts whose arguments decode strictly,
 * which is: encode to the same bytes again. For any thread.
 */
public final class CallReader {
  static final int DEEPEST = 8;
  static final CallReader NONE = new CallReader(Map.of(), List.of(), List.of());

  private final Map<Address, ContractKind> kinds;
  private final List<CallSource> sources;
  private final Map<Bytes, List<Known>> bySelector = new HashMap<>();

  /** Reads the calls of a contract that has an encoding of its own. */
  @FunctionalInterface
  public interface CallSource {
    /** Empty for what is not such a call, to the last byte. */
    Optional<Step> read(Bytes calldata);
  }

  /** A function; the kind is empty for one that a user declares. */
  private record Known(Optional<ContractKind> kind, String title, AbiDeclaration function) {}

  /**
   * Knows all that {@link ContractKind} declares, and more.
   *
   * @param kinds of the contracts that are known by address
   * @param contracts for contracts that are not known here
   */
  public CallReader(
      Map<Address, ContractKind> kinds, List<ContractAbi> contracts, List<CallSource> sources) {
    this.kinds = Map.copyOf(kinds);
    this.sources = List.copyOf(sources);
    for (ContractKind kind : ContractKind.values()) {
      kind.functions().forEach(f -> add(new Known(Optional.of(kind), kind.title(), f)));
    }
    for (ContractAbi contract : contracts) {
      contract.functions().forEach(f -> add(new Known(Optional.empty(), contract.title(), f)));
    }
  }

  /** All that the call can be; empty if nobody here knows it. */
  public List<Step> read(Address to, Bytes calldata) {
    return read(to, calldata, 0);
  }

  /** The same where it is not known which contract is called. */
  public List<Step> read(Bytes calldata) {
    return read(null, calldata, 0);
  }

  /** The kind of a contract, if it is known by its address. */
  public Optional<ContractKind> kind(Address contract) {
    return Optional.ofNullable(kinds.get(contract));
  }

  List<Step> read(@Nullable Address to, Bytes calldata, int depth) {
    if (calldata.length() < Signature.SELECTOR_LENGTH) {
      return List.of();
    }
    for (CallSource source : sources) {
      Optional<Step> own = source.read(calldata);
      if (own.isPresent()) {
        return List.of(own.get());
      }
    }
    List<Step> readings = new ArrayList<>();
    candidates(to, calldata)
        .forEach((function, title) ->
            reading(title, function, to, calldata, depth).ifPresent(readings::add));
    // What leaves nothing over is more likely than what does.
    return readings.stream().anyMatch(step -> step.trailing().length() == 0)
        ? readings.stream().filter(step -> step.trailing().length() == 0).toList()
        : List.copyOf(readings);
  }

  static Step unknown(Bytes calldata) {
    return Step.of(
        "unknown contract",
        calldata.length() < Signature.SELECTOR_LENGTH
            ? "call"
            : calldata.slice(0, Signature.SELECTOR_LENGTH).toString(),
        List.of(new Field("data", new FieldValue.Plain(new AbiValue.Data(calldata)))));
  }

  /** Functions with the call's selector, and all contracts that have each. */
  private Map<AbiDeclaration, String> candidates(@Nullable Address to, Bytes calldata) {
    List<Known> known =
        bySelector.getOrDefault(calldata.slice(0, Signature.SELECTOR_LENGTH), List.of());
    ContractKind kind = to == null ? null : kinds.get(to);
    if (kind != null) {
      List<Known> ofKind =
          known.stream().filter(each -> each.kind().equals(Optional.of(kind))).toList();
      known = ofKind.isEmpty() ? known.stream().filter(k -> k.kind().isEmpty()).toList() : ofKind;
    }
    Map<AbiDeclaration, String> candidates = new LinkedHashMap<>();
    known.forEach(
        each -> candidates.merge(each.function(), each.title(), (a, b) -> a + " or " + b));
    return candidates;
  }

  private Optional<Step> reading(
      String title, AbiDeclaration function, @Nullable Address to, Bytes calldata, int depth) {
    try {
      AbiDecoder.Decoded decoded =
          AbiDecoder.decode(function.types(), calldata, Signature.SELECTOR_LENGTH);
      return Optional.of(
          new StepBuilder(this, depth)
              .step(
                  title,
                  function,
                  to,
                  decoded.values(),
                  calldata.slice(decoded.end(), calldata.length())));
    } catch (IllegalArgumentException notItsArguments) {
      return Optional.empty();
    }
  }

  private void add(Known known) {
    bySelector
        .computeIfAbsent(known.function().signature().selector(), _ -> new ArrayList<>())
        .add(known);
  }
}

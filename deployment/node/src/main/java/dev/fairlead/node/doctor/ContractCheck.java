package dev.fairlead.node.doctor;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One address that should hold a contract of a known kind, and what is proved of it. */
final class ContractCheck {
  private static final String CODE = "code";
  private static final String NOTHING = "nothing stands there";

  private final Address address;
  private final String kind;
  private final String remedy;
  private final State state;
  private final Sheet sheet;

  /**
   * @param kind what should stand there, for people
   * @param key where the address is configured, for people
   */
  ContractCheck(Address address, String kind, String key, State state, Sheet sheet) {
    this(
        address,
        kind,
        state,
        sheet.about(kind + " " + address),
        "correct " + key + ": the address of a " + kind + " on this chain");
  }

  private ContractCheck(Address address, String kind, State state, Sheet sheet, String remedy) {
    this.address = address;
    this.kind = kind;
    this.state = state;
    this.sheet = sheet;
    this.remedy = remedy;
  }

  /**
   * A contract that stands at the same address everywhere, or nowhere.
   *
   * @param without what the node does where it is not there, for people
   */
  static ContractCheck wellKnown(
      Address address, String kind, String without, State state, Sheet sheet) {
    return new ContractCheck(
        address,
        kind,
        state,
        sheet.about(kind + " " + address),
        "do without " + kind + " on this chain: " + without);
  }

  /**
   * Proves that there is code, and says what could make another of it.
   *
   * @param further is done only where there is code
   */
  void examine(Runnable further) {
    examine(_ -> further.run(), () -> sheet.wrong(CODE, NOTHING, remedy));
  }

  /**
   * As above, of a contract that need not be there.
   *
   * @param further is given the code
   */
  void examineIfThere(Consumer<Bytes> further) {
    examine(further, () -> sheet.notProved(CODE, NOTHING + "; " + remedy));
  }

  private void examine(Consumer<Bytes> further, Runnable absent) {
    sheet.attempt(
        CODE,
        () -> {
          Bytes code = state.code(address);
          if (code.length() == 0) {
            absent.run();
            return;
          }
          sheet.proved(CODE, code.length() + " bytes, hash " + code.keccak256());
          sheet.attempt("stays the same", () -> constancy(code));
          further.accept(code);
        });
  }

  private void constancy(Bytes code) {
    List<String> hints = CodeHints.of(address, code, state);
    if (hints.isEmpty()) {
      sheet.proved("stays the same", "no proxy, delegation or SELFDESTRUCT was found in it");
    } else {
      sheet.notProved("stays the same", "it is " + String.join(", ", hints));
    }
  }

  /**
   * A view call whose answer must be right.
   *
   * @param judgement what is wrong with the answer; empty if nothing is
   */
  <T> Optional<T> asks(
      String check,
      Bytes call,
      Function<AbiReader, T> reading,
      Function<T, Optional<String>> judgement) {
    Optional<T> answer = state.view(address, call, reading);
    if (answer.isEmpty()) {
      sheet.wrong(check, "it does not answer as a " + kind + " does", remedy);
      return answer;
    }
    Optional<String> wrong = judgement.apply(answer.get());
    if (wrong.isPresent()) {
      sheet.wrong(check, wrong.get(), remedy);
      return Optional.empty();
    }
    sheet.proved(check, String.valueOf(answer.get()));
    return answer;
  }

  /** A view call without arguments. */
  <T> Optional<T> asks(
      Signature function, Function<AbiReader, T> reading, Function<T, Optional<String>> judgement) {
    return asks(function.toString(), AbiWriter.call(function).toBytes(), reading, judgement);
  }

  /** What must be the same. */
  static <T> Function<T, Optional<String>> same(T expected) {
    return answer ->
        answer.equals(expected)
            ? Optional.empty()
            : Optional.of("it says " + answer + " instead of " + expected);
  }

  Sheet sheet() {
    return sheet;
  }

  Address address() {
    return address;
  }

  String remedy() {
    return remedy;
  }
}

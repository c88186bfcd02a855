package dev.fairlead.node.doctor;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One address that should hold a contract of a known kind, and what is proved of it. */
final class ContractCheck {
  private static final String CODE = "code";

  private final Address address;
  private final String kind;
  private final String key;
  private final State state;
  private final Sheet sheet;

  /**
   * @param kind what should stand there, for people
   * @param key where the address is configured, for people
   */
  ContractCheck(Address address, String kind, String key, State state, Sheet sheet) {
    this.address = address;
    this.kind = kind;
    this.key = key;
    this.state = state;
    this.sheet = sheet.about(kind + " " + address);
  }

  /**
   * Proves that there is code, and says what could make another of it.
   *
   * @param further is done only where there is code
   */
  void examine(Runnable further) {
    sheet.attempt(
        CODE,
        () -> {
          Bytes code = state.code(address);
          if (code.length() == 0) {
            sheet.wrong(CODE, "nothing stands there", remedy());
            return;
          }
          sheet.proved(CODE, code.length() + " bytes, hash " + code.keccak256());
          sheet.attempt("stays the same", () -> constancy(code));
          further.run();
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
      sheet.wrong(check, "it does not answer as a " + kind + " does", remedy());
      return answer;
    }
    Optional<String> wrong = judgement.apply(answer.get());
    if (wrong.isPresent()) {
      sheet.wrong(check, wrong.get(), remedy());
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
    return "correct " + key + ": the address of a " + kind + " on this chain";
  }
}

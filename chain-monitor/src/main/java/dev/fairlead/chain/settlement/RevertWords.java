package dev.fairlead.chain.settlement;

import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.readable.Field;
import dev.fairlead.chain.readable.FieldValue;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.chain.readable.Step;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.settlement.Revert;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a revert says to people, and of which kind it is. */
final class RevertWords {
  private static final int LONGEST = 512;

  private final RevertReader known;

  RevertWords(RevertReader known) {
    this.known = known;
  }

  Revert of(CallResult.Reverted reverted) {
    Bytes data = reverted.data();
    if (data.length() == 0) {
      return new Revert(
          isOutOfGas(reverted.reason()) ? Revert.Kind.OUT_OF_GAS : Revert.Kind.SILENT,
          printable(reverted.reason()));
    }
    if (RevertReason.isReasonOrPanic(data)) {
      return new Revert(
          RevertReason.isPanic(data) ? Revert.Kind.PANIC : Revert.Kind.TEXT,
          printable(RevertReason.of(data)));
    }
    Optional<Step> named = known.named(data);
    return named.isPresent()
        ? new Revert(Revert.Kind.NAMED, printable(words(named.get())))
        : new Revert(Revert.Kind.UNNAMED, printable(RevertReason.of(data)));
  }

  private static String printable(String text) {
    return RevertReason.printable(text, LONGEST);
  }

  private static boolean isOutOfGas(String reason) {
    String words = reason.toLowerCase(Locale.ROOT);
    return words.contains("out of gas") || words.contains("outofgas") || words.endsWith("oog");
  }

  private static String words(Step step) {
    return step.contract() + ": " + step.name() + "(" + fields(step.fields()) + ")";
  }

  private static String fields(List<Field> fields) {
    return fields.stream()
        .map(field ->
            isPosition(field.name())
                ? value(field.value())
                : field.name() + " " + value(field.value()))
        .collect(Collectors.joining(", "));
  }

  private static boolean isPosition(String name) {
    return !name.isEmpty() && Character.isDigit(name.charAt(0));
  }

  private static String value(FieldValue value) {
    return switch (value) {
      case FieldValue.Amount(Uint256 amount, Address token) -> amount + " of " + token;
      case FieldValue.Time(Uint256 seconds) -> seconds.toString();
      case FieldValue.Plain(AbiValue plain) -> plain(plain);
      case FieldValue.Many(List<FieldValue> items) ->
          items.stream().map(RevertWords::value).collect(Collectors.joining(", ", "[", "]"));
      case FieldValue.Group(List<Field> fields) -> "(" + fields(fields) + ")";
    };
  }

  private static String plain(AbiValue value) {
    return switch (value) {
      case AbiValue.Uint(Uint256 number) -> number.toString();
      case AbiValue.Int(var number) -> number.toString();
      case AbiValue.Account(Address account) -> account.toString();
      case AbiValue.Flag(boolean flag) -> String.valueOf(flag);
      case AbiValue.Data(Bytes data) -> data.toString();
      case AbiValue.Text text -> '"' + text.text() + '"';
      case AbiValue.Sequence(List<AbiValue> items) ->
          items.stream().map(RevertWords::plain).collect(Collectors.joining(", ", "[", "]"));
      case AbiValue.Tuple(List<AbiValue> members) ->
          members.stream().map(RevertWords::plain).collect(Collectors.joining(", ", "(", ")"));
    };
  }
}

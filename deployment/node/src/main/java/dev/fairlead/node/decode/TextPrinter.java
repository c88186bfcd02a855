package dev.fairlead.node.decode;

import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.readable.Field;
import dev.fairlead.chain.readable.FieldValue;
import dev.fairlead.chain.readable.Step;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Prints entries for people: aligned, long bytes shortened. */
final class TextPrinter {
  private static final int LONGEST = 66;
  private static final int LAST_SECOND_BITS = 40;

  private final Tokens tokens;
  private final PrintWriter out;

  TextPrinter(Tokens tokens, PrintWriter out) {
    this.tokens = tokens;
    this.out = out;
  }

  void print(Entry entry) {
    out.println(entry.title().isEmpty() ? entry.kind() : entry.kind() + " " + entry.title());
    fields("  ", entry.fields());
    steps("call", entry.calls());
    steps("revert", entry.reverts());
    for (Entry.LogEntry log : entry.logs()) {
      out.println("  log " + log.index() + " of " + log.address());
      step("    ", log.event());
    }
  }

  private void steps(String what, List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      out.println("  " + (i == 0 ? what : "or " + what));
      step("    ", steps.get(i));
    }
  }

  private void step(String indent, Step step) {
    out.println(indent + printable(step.contract()) + " " + printable(step.name()));
    fields(indent + "  ", step.fields());
    if (step.trailing().length() > 0) {
      out.println(indent + "  and " + shown(step.trailing()) + ", which nobody reads");
    }
    step.steps().forEach(inner -> step(indent + "  ", inner));
  }

  private void fields(String indent, List<Field> fields) {
    int width =
        fields.stream()
            .filter(field -> isOneLine(field.value()))
            .mapToInt(field -> printable(field.name()).length())
            .max()
            .orElse(0);
    for (Field field : fields) {
      String name = printable(field.name());
      if (isOneLine(field.value())) {
        out.println(indent + padded(name, width) + "  " + line(field.value()));
      } else {
        out.println(indent + name);
        lines(indent + "  ", field.value());
      }
    }
  }

  private void lines(String indent, FieldValue value) {
    switch (value) {
      case FieldValue.Group(List<Field> fields) -> fields(indent, fields);
      case FieldValue.Many(List<FieldValue> items) -> {
        for (int i = 0; i < items.size(); i++) {
          if (isOneLine(items.get(i))) {
            out.println(indent + i + "  " + line(items.get(i)));
          } else {
            out.println(indent + i);
            lines(indent + "  ", items.get(i));
          }
        }
      }
      default -> out.println(indent + line(value));
    }
  }

  private static boolean isOneLine(FieldValue value) {
    return switch (value) {
      case FieldValue.Group _ -> false;
      case FieldValue.Many(List<FieldValue> items) ->
          items.stream().allMatch(item -> item instanceof FieldValue.Plain);
      default -> true;
    };
  }

  private String line(FieldValue value) {
    return switch (value) {
      case FieldValue.Amount amount -> amount(amount);
      case FieldValue.Time(Uint256 seconds) -> time(seconds);
      case FieldValue.Plain(AbiValue plain) -> plain(plain);
      case FieldValue.Many(List<FieldValue> items) ->
          items.stream().map(this::line).collect(Collectors.joining(", ", "[", "]"));
      case FieldValue.Group _ -> throw new IllegalStateException("a tuple has lines of its own");
    };
  }

  private String amount(FieldValue.Amount amount) {
    if (amount.amount().equals(Uint256.MAX_VALUE)) {
      return "unlimited" + tokens.token(amount.token()).map(t -> " " + t.symbol()).orElse("");
    }
    return tokens
        .token(amount.token())
        .map(token -> amount.amount() + " (" + units(amount.amount(), token) + ")")
        .orElse(amount.amount() + " of " + amount.token());
  }

  private static String units(Uint256 amount, Tokens.Shown token) {
    BigDecimal units = new BigDecimal(amount.toBigInteger(), token.decimals()).stripTrailingZeros();
    return (units.signum() == 0 ? "0" : units.toPlainString()) + " " + token.symbol();
  }

  private static String time(Uint256 seconds) {
    return seconds.bitLength() > LAST_SECOND_BITS
        ? seconds + " (never)"
        : seconds + " (" + Instant.ofEpochSecond(seconds.toLongExact()) + ")";
  }

  private String plain(AbiValue value) {
    return switch (value) {
      case AbiValue.Uint(Uint256 number) -> number.toString();
      case AbiValue.Int(var number) -> number.toString();
      case AbiValue.Account(Address account) ->
          account + tokens.token(account).map(t -> " (" + t.symbol() + ")").orElse("");
      case AbiValue.Flag(boolean flag) -> String.valueOf(flag);
      case AbiValue.Data(Bytes data) -> shown(data);
      case AbiValue.Text text -> printable(text.text());
      case AbiValue.Sequence _, AbiValue.Tuple _ ->
          throw new IllegalStateException("a field holds one value");
    };
  }

  private static String shown(Bytes data) {
    String hex = data.toString();
    return hex.length() <= LONGEST
        ? hex
        : hex.substring(0, LONGEST) + "… (" + data.length() + " bytes)";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String printable(String text) {
    return RevertReason.printable(text, Integer.MAX_VALUE);
  }
}

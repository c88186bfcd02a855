package dev.fairlead.node.cli;

import dev.fairlead.api.v1.BlockMoment;
import dev.fairlead.api.v1.Moment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as they are typed. */
final class MomentText {
  static final String LABEL = "POSITION|TIME|BLOCK";
  static final String HELP =
      "A position of the log, a time such as 2026-01-31T12:00:00Z, or a block by its hash"
          + " (CHAIN:HASH where several chains may have it).";

  private static final Pattern BLOCK = Pattern.compile("(?:(\\d{1,19}):)?(0x[0-9a-fA-F]{64})");

  private MomentText() {}

  static Moment parse(String text) {
    Matcher block = BLOCK.matcher(text);
    if (block.matches()) {
      return Moment.newBuilder()
          .setBlock(
              BlockMoment.newBuilder()
                  .setChainId(block.group(1) == null ? 0 : number(block.group(1)))
                  .setHash(block.group(2)))
          .build();
    }
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Moment.newBuilder().setPosition(number(text)).build()
        : Moment.newBuilder().setTime(Json.time(text)).build();
  }

  /** Digits as a number. */
  static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + digits + "\" is too large a number", e);
    }
  }
}

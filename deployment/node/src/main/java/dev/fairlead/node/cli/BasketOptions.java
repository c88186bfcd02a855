package dev.fairlead.node.cli;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.node.quote.AmountText;
import dev.fairlead.node.quote.TokenNames;
import dev.fairlead.route.basket.Basket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Several tokens on one side of a trade, from the command line. */
final class BasketOptions {
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,7})?%");

  @Option(
      names = "--sell",
      paramLabel = "TOKEN:X",
      split = ",",
      description = "Instead of --in: sell so much of each of several tokens for --out.")
  private List<String> sell = List.of();

  @Option(
      names = "--buy",
      paramLabel = "TOKEN:X",
      split = ",",
      description = {
        "Instead of --out: buy so much of each of several tokens with --in. With TOKEN:X%% that",
        "share of --amount is spent on the token; the shares are 100 %% together."
      })
  private List<String> buy = List.of();

  private record Named(Token token, String text) {
    static Named parse(TokenNames names, String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 1 || colon == text.length() - 1) {
        throw new IllegalArgumentException(
            "expected TOKEN:X such as USDC:100 but found \"" + text + "\"");
      }
      return new Named(names.find(text.substring(0, colon)), text.substring(colon + 1));
    }

    boolean isShare() {
      return text.endsWith("%");
    }

    TokenAmount amount(boolean baseUnits) {
      return AmountText.parse(token, text, baseUnits);
    }

    Basket.Share share() {
      if (!PERCENT.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "expected a share such as 33.3% but found \"" + text + "\"");
      }
      BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
      return new Basket.Share(token, Fraction.of(percent.movePointLeft(2)));
    }
  }

  boolean isGiven() {
    return !sell.isEmpty() || !buy.isEmpty();
  }

  /**
   * What is asked for, with the options for a single trade beside it; null where those were left
   * out.
   */
  Basket basket(
      TokenNames names,
      @Nullable String in,
      @Nullable String out,
      @Nullable String amount,
      boolean baseUnits) {
    refuse(!sell.isEmpty() && !buy.isEmpty(), "say --sell or --buy, not both");
    if (!sell.isEmpty()) {
      refuse(in != null, "--sell names what is sold: leave --in out");
      refuse(amount != null, "--sell names amounts: leave --amount out");
      List<TokenAmount> sold = amounts(parsed(names, sell), baseUnits);
      return new Basket.SellMany(sold, names.find(needed("--sell", "--out", out)));
    }
    refuse(out != null, "--buy names what is bought: leave --out out");
    List<Named> bought = parsed(names, buy);
    Token sold = names.find(needed("--buy", "--in", in));
    if (bought.stream().noneMatch(Named::isShare)) {
      refuse(amount != null, "--buy names amounts: leave --amount out, or name shares such as 50%");
      return new Basket.BuyMany(sold, amounts(bought, baseUnits));
    }
    refuse(!bought.stream().allMatch(Named::isShare), "--buy names amounts or shares, not both");
    String spent = needed("--buy with shares", "--amount", amount);
    return new Basket.SpendShares(
        AmountText.parse(sold, spent, baseUnits), bought.stream().map(Named::share).toList());
  }

  private static List<Named> parsed(TokenNames names, List<String> texts) {
    List<Named> named = new ArrayList<>();
    texts.forEach(text -> named.add(Named.parse(names, text)));
    return named;
  }

  private static List<TokenAmount> amounts(List<Named> named, boolean baseUnits) {
    return named.stream().map(each -> each.amount(baseUnits)).toList();
  }

  private static String needed(String by, String option, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(by + " needs " + option);
    }
    return value;
  }

  private static void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new IllegalArgumentException(why);
    }
  }
}

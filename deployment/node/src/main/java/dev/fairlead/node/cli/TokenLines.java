package dev.fairlead.node.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.fairlead.node.quote.Columns;
import dev.fairlead.venue.token.TokenFinding;
import dev.fairlead.venue.token.TokenHabit;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What probes found of tokens, for people and for programs. */
final class TokenLines {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private TokenLines() {}

  static void print(List<TokenFinding> findings, PrintWriter out) {
    Columns columns = new Columns();
    columns.row(List.of("TOKEN", "SYMBOL", "VERDICT"));
    for (TokenFinding finding : findings) {
      columns.row(
          List.of(
              finding.token().address().toString(),
              finding.token().symbol(),
              finding.passes() ? "passes" : "is not traded"));
    }
    columns.print(out);
    for (TokenFinding finding : findings) {
      List<String> words = new ArrayList<>(finding.objections());
      words.addAll(finding.remarks());
      if (!words.isEmpty()) {
        out.println(finding.token() + ": " + String.join("; ", words));
      }
    }
  }

  static String json(TokenFinding finding) {
    JsonObject line = new JsonObject();
    line.addProperty("chain", finding.token().chain().value());
    line.addProperty("block", finding.at().number().value());
    line.addProperty("address", finding.token().address().toString());
    line.addProperty("symbol", finding.token().symbol());
    line.addProperty("passes", finding.passes());
    line.addProperty("code_hash", finding.codeHash().toString());
    JsonArray habits = new JsonArray();
    for (TokenHabit habit : finding.habits()) {
      habits.add(habit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    line.add("habits", habits);
    return GSON.toJson(line);
  }
}

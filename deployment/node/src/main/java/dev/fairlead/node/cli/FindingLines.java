package dev.fairlead.node.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.fairlead.node.doctor.Diagnosis;
import dev.fairlead.node.doctor.Finding;
import dev.fairlead.node.doctor.Outcome;

/** Findings as lines of a table under a heading for each subject, or as JSON lines. */
final class FindingLines {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private String heading = "";

  /** The finding's lines, with a heading where its subject begins. */
  String text(Finding finding) {
    String named = (finding.area() + "  " + finding.subject()).strip();
    String begun = named.equals(heading) ? "" : named + "\n";
    heading = named;
    String line =
        switch (finding.outcome()) {
          case Outcome.Proved(String what) -> row("PROVED", finding.check(), what);
          case Outcome.NotProved(String why) -> row("NOT PROVED", finding.check(), why);
          case Outcome.Wrong(String what, String remedy) ->
              row("WRONG", finding.check(), what) + row("", "", "to do: " + remedy);
        };
    return begun + line;
  }

  private static String row(String outcome, String check, String words) {
    return "  %-10s  %-28s  %s".formatted(outcome, check, words).stripTrailing() + "\n";
  }

  static String summary(Diagnosis diagnosis) {
    return "%d proved, %d not proved, %d wrong%n"
        .formatted(
            diagnosis.count(Outcome.Proved.class),
            diagnosis.count(Outcome.NotProved.class),
            diagnosis.count(Outcome.Wrong.class));
  }

  static String json(Finding finding) {
    JsonObject line = new JsonObject();
    line.addProperty("area", finding.area());
    line.addProperty("subject", finding.subject());
    line.addProperty("check", finding.check());
    switch (finding.outcome()) {
      case Outcome.Proved(String what) -> {
        line.addProperty("outcome", "PROVED");
        line.addProperty("detail", what);
      }
      case Outcome.NotProved(String why) -> {
        line.addProperty("outcome", "NOT_PROVED");
        line.addProperty("detail", why);
      }
      case Outcome.Wrong(String what, String remedy) -> {
        line.addProperty("outcome", "WRONG");
        line.addProperty("detail", what);
        line.addProperty("remedy", remedy);
      }
    }
    return JSON.toJson(line) + "\n";
  }
}

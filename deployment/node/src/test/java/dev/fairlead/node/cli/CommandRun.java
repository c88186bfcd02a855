package dev.fairlead.node.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import picocli.CommandLine;

/** What a command printed, and its exit code. */
public record CommandRun(int code, String out, String err) {
  static CommandRun of(Object command, String... arguments) {
    return of(
        new CommandLine(command)
            .setExecutionExceptionHandler(new Failures())
            .registerConverter(BigDecimal.class, Decimals::parse),
        arguments);
  }

  /** Of the whole command line. */
  public static CommandRun fairlead(String... arguments) {
    return of(CommandLines.line(), arguments);
  }

  private static CommandRun of(CommandLine line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        line.setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }
}

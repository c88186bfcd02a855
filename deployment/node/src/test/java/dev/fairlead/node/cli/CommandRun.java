package dev.fairlead.node.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import picocli.CommandLine;

/** What a command printed, and its exit code. */
record CommandRun(int code, String out, String err) {
  static CommandRun of(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(new Failures())
            .registerConverter(BigDecimal.class, Decimals::parse)
            .execute(arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }
}

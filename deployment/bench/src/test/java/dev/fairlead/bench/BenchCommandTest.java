package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.node.cli.CommandProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      new CommandLine(new BenchCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void isFoundByTheCommandLine() {
    assertThat(ServiceLoader.load(CommandProvider.class))
        .anySatisfy(provider -> assertThat(provider).isInstanceOf(BenchProvider.class));
  }

  @Test
  void listsTheBenchmarksWithoutAName() {
    assertThat(command.execute()).isZero();
    assertThat(out.toString()).contains("path  ", "events  ", "model  ", "venues  ");
  }

  @Test
  void namesWhatThereIsWhenAskedForAnother() {
    assertThat(command.execute("pth")).isNotZero();
    assertThat(err.toString())
        .contains(
            "there is no benchmark \"pth\"; there are: path, events, chunks, chain, venues, route, model");
  }

  @Test
  void printsOnlyRowsAsJson() {
    command.execute("model", "--json", "--samples", "1");
    assertThat(out.toString().lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("{\"name\":\"mulDiv ").endsWith("}"));
  }
}

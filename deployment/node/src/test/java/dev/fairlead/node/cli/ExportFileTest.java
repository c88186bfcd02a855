package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportFileTest {
  @TempDir private Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("export.jsonl"), content);
  }

  @Test
  void cutsOffALineThatIsNotWhole() throws IOException {
    Path file = file("{\"position\":1}\n{\"position\":2}\n{\"posi");

    assertThat(ExportFile.repair(file)).isEqualTo(2);
    assertThat(file).hasContent("{\"position\":1}\n{\"position\":2}\n");
  }

  @Test
  void beginsWhereThereIsNothing() throws IOException {
    assertThat(ExportFile.repair(directory.resolve("none"))).isZero();
    assertThat(ExportFile.repair(file(""))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no line",
        "one\ntwo\nthree",
        "{\"position\":1}\n[]\n{",
        "{\"place\":1}\n",
        "\n\n"
      })
  void leavesWhatIsNoExportAsItIs(String content) throws IOException {
    Path file = file(content);

    assertThatThrownBy(() -> ExportFile.repair(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an export of events");
    assertThat(Files.readString(file)).isEqualTo(content);
  }
}

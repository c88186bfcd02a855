package dev.fairlead.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SolidityCompilerTest {
  private static final SoliditySettings SETTINGS = SoliditySettings.of("0.8.37");
  private static final String ADDER =
      """
      // SPDX-License-Identifier: Apache-2.0
      pragma solidity ^0.8.26;
      import {Base} from "./base/Base.sol";
      contract Adder is Base {
        function add(uint256 a, uint256 b) external pure returns (uint256) { return a + b; }
      }
      """;
  private static final String BASE =
      """
      // SPDX-License-Identifier: Apache-2.0
      pragma solidity ^0.8.26;
      contract Base { uint256 public last; }
      """;

  @TempDir Path directory;

  @Test
  void writesAnArtifactForEachContractAndCompilesTheSameContentOnce() throws IOException {
    Path sources = sources(ADDER);
    List<String> heard = new ArrayList<>();
    SolidityCompiler compiler = new SolidityCompiler(Parts.ofUser(heard::add));

    Path first = compiler.compile(sources, SETTINGS);
    heard.clear();
    Path second = compiler.compile(sources, SETTINGS);

    assertThat(second).isEqualTo(first);
    assertThat(heard).isEmpty();
    assertThat(first.resolve("Adder.sol/Adder.json"))
        .content()
        .contains("\"add(uint256,uint256)\": \"771602f7\"")
        .containsPattern("\"object\": \"0x60[0-9a-f]{100,}\"");
    assertThat(first.resolve("base/Base.sol/Base.json")).isRegularFile();
  }

  @Test
  void compilesAgainWhenASourceChanges() throws IOException {
    SolidityCompiler compiler = new SolidityCompiler(Parts.ofUser(Progress.silent()));
    Path before = compiler.compile(sources(ADDER), SETTINGS);
    Path after = compiler.compile(sources(ADDER.replace("a + b", "a * b")), SETTINGS);
    Path otherRuns = compiler.compile(sources(ADDER), SETTINGS.withOptimizerRuns(1));

    assertThat(after).isNotEqualTo(before);
    assertThat(otherRuns).isNotEqualTo(before);
  }

  @Test
  void findsImportsInLibraries() throws IOException {
    Path library = Files.createDirectories(directory.resolve("library"));
    Files.writeString(library.resolve("Base.sol"), BASE);
    Path user = directory.resolve("User.sol");
    Files.writeString(user, ADDER.replace("./base/Base.sol", "@lib/contracts/Base.sol"));

    Path artifacts =
        new SolidityCompiler(Parts.ofUser(Progress.silent()))
            .compile(Map.of("User.sol", user), Map.of("@lib/contracts", library), SETTINGS);

    assertThat(artifacts.resolve("User.sol/Adder.json")).isRegularFile();
    assertThat(artifacts.resolve("@lib")).doesNotExist();
  }

  @Test
  void saysTheCompilersWordsWhenSourcesDoNotCompile() throws IOException {
    Path sources = sources(ADDER.replace("returns (uint256)", "returns (string memory)"));

    assertThatThrownBy(
            () -> new SolidityCompiler(Parts.ofUser(Progress.silent())).compile(sources, SETTINGS))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("TypeError")
        .hasMessageContaining("Adder.sol:5");
  }

  @Test
  void mirrorsTheArtifactsForABuild() throws IOException {
    Path output = Files.createDirectories(directory.resolve("out"));
    Files.writeString(output.resolve("Gone.json"), "stale");

    CompileSolidity.run(
        List.of(
            sources(ADDER).toString(), "0.8.37", output.toString(), "--runs=200", "--evm=shanghai"),
        Progress.silent());

    assertThat(output.resolve("Gone.json")).doesNotExist();
    assertThat(output.resolve("Adder.sol/Adder.json"))
        .content()
        .contains("\"runs\": 200")
        .contains("\"evmVersion\": \"shanghai\"");
  }

  @Test
  void explainsItsCommandLine() {
    assertThatThrownBy(() -> CompileSolidity.run(List.of("one"), Progress.silent()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("usage:");
    assertThatThrownBy(
            () -> CompileSolidity.run(List.of("a", "0.8.37", "b", "--fast"), Progress.silent()))
        .hasMessageContaining("unknown option --fast");
  }

  private Path sources(String adder) throws IOException {
    Path sources = directory.resolve("sources");
    Files.createDirectories(sources.resolve("base"));
    Files.writeString(sources.resolve("base/Base.sol"), BASE);
    Files.writeString(sources.resolve("Adder.sol"), adder);
    return sources;
  }
}

package dev.fairlead.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.devnet.deploy.DeploymentJson;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevnetMainTest {
  @TempDir Path directory;

  @Test
  void saysWhereToConnectAndLeavesNothingRunningWhenItIsTerminated() throws Exception {
    Path deployment = directory.resolve("deployment.json");
    Process process =
        start(
            "--relay",
            "--market-maker",
            "5",
            "--trade-every",
            "50",
            "--block-time",
            "100",
            "--deployment",
            deployment.toString());
    try (BufferedReader lines = process.inputReader()) {
      List<String> said = until(lines, "Ctrl-C ends it.");
      assertThat(said).anyMatch(line -> line.startsWith("relay"));
      JsonRpc rpc = new JsonRpc(endpoint(said));
      assertThat(JsonRpc.number(rpc.call("eth_chainId"))).isEqualTo(1);
      assertThat(until(lines, " for ").getLast()).contains(" for ");
      assertThat(DeploymentJson.read(Files.readString(deployment)).tokens().all()).hasSize(6);
      List<ProcessHandle> children = process.descendants().toList();
      assertThat(children).isNotEmpty();

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertEnded(children);
      assertThatThrownBy(() -> rpc.call("eth_chainId")).isInstanceOf(DevnetException.class);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void leavesNothingRunningWhenItIsKilled() throws Exception {
    Process process = start("--chains", "1", "--block-time", "0");
    try (BufferedReader lines = process.inputReader()) {
      until(lines, "Ctrl-C ends it.");
      List<ProcessHandle> children = process.descendants().toList();
      assertThat(children).isNotEmpty();

      process.destroyForcibly();

      assertEnded(children);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void explainsItsCommandLine() {
    assertThatThrownBy(() -> DevnetOptions.parse(List.of("--fast"))).hasMessageContaining("--fast");
    assertThatThrownBy(() -> DevnetOptions.parse(List.of("--port", "many")))
        .hasMessageContaining("takes a number");
    DevnetOptions options =
        DevnetOptions.parse(
            List.of(
                "--chains",
                "1,8453",
                "--port",
                "9000",
                "--block-time",
                "250",
                "--epoch-slots",
                "2",
                "--relay-port",
                "9100",
                "--market-maker",
                "7",
                "--trade-every",
                "300",
                "--deployment",
                "d.json",
                "--balancer-v3"));
    assertThat(options)
        .isEqualTo(
            new DevnetOptions(
                new DevnetConfig(
                    List.of(DevnetConfig.MAINNET, DevnetConfig.BASE),
                    9000,
                    Duration.ofMillis(250),
                    true,
                    9100,
                    2),
                7,
                true,
                Duration.ofMillis(300),
                Path.of("d.json"),
                true,
                false));
  }

  private static Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DevnetMain.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static List<String> until(BufferedReader lines, String last) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.contains(last)) {
        return said;
      }
    }
    throw new AssertionError("it ended after " + said);
  }

  private static URI endpoint(List<String> said) {
    String line = said.stream().filter(l -> l.startsWith("chain 1 ")).findFirst().orElseThrow();
    return URI.create(line.substring(line.indexOf("http"), line.indexOf("  ws")));
  }

  private static void assertEnded(List<ProcessHandle> children) {
    for (ProcessHandle child : children) {
      assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20));
    }
  }
}

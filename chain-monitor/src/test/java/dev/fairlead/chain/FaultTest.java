package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ClientFixture.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of faults: each is committed on the way between a node and a real chain, and what the
 * node does is what the table says. After it the node's view is a fresh scan's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private ClientFixture anvil;
  private ClientFixture hardhat;

  @BeforeAll
  void start(@TempDir Path home) {
    anvil = ClientFixture.start(Client.ANVIL, home);
    hardhat = ClientFixture.start(Client.HARDHAT, home);
    anvil.mine(60);
    hardhat.mine(60);
  }

  @AfterAll
  void stop() {
    hardhat.close();
    anvil.close();
  }

  @TestFactory
  Stream<DynamicTest> anvilsNodeDoesWhatTheTableSays() {
    return FollowFaults.all().stream().map(is -> test(anvil, is));
  }

  @TestFactory
  Stream<DynamicTest> hardhatsNodeDoesWhatTheTableSays() {
    return FollowFaults.all().stream()
        .filter(FaultCase::onEveryClient)
        .map(is -> test(hardhat, is));
  }

  @TestFactory
  Stream<DynamicTest> sendsAndReadsEndAsTheTableSays() {
    return AskFaults.all().stream()
        .map(is ->
            DynamicTest.dynamicTest(
                is.toString(),
                () -> {
                  try (FaultWorld world =
                      new FaultWorld(anvil, new ChainProfile.Finality.Confirmations(200))) {
                    is.check().of(world);
                  }
                }));
  }

  @Test
  void theReadmeHasTheTable() throws IOException {
    List<String> table = table();
    System.out.println(String.join("\n", table));
    assertThat(Files.readString(Path.of("README.md"))).contains(String.join("\n", table));
  }

  private static DynamicTest test(ClientFixture fixture, FaultCase is) {
    return DynamicTest.dynamicTest(
        is.toString(),
        () -> {
          try (FaultWorld world = new FaultWorld(fixture, is.finality())) {
            is.commit().in(world);
            world.happen();
            world.judge(is);
            world.endsWithTheTruth(is);
          }
        });
  }

  private static List<String> table() {
    return Stream.of(
            Stream.of("| failures | fault | over | what the node does |", "|---|---|---|---|"),
            FollowFaults.all().stream().map(FaultCase::row).distinct(),
            AskFaults.all().stream().map(AskCase::row).distinct())
        .flatMap(rows -> rows)
        .toList();
  }
}

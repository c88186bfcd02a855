package dev.fairlead.devnet.hardhat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HardhatTest {
  private static final PartsCache CACHE = PartsCache.ofUser(Progress.to(System.err));

  @TempDir Path home;

  @Test
  void servesTheWantedChainAndMines() {
    try (Hardhat hardhat = Hardhat.start(CACHE, home, new ChainId(8453))) {
      assertThat(JsonRpc.number(hardhat.rpc().call("eth_chainId"))).isEqualTo(8453);
      assertThat(hardhat.rpc().call("web3_clientVersion").asString()).startsWith("HardhatNetwork/");
      hardhat.rpc().call("evm_mine");
      assertThat(JsonRpc.number(hardhat.rpc().call("eth_blockNumber"))).isEqualTo(1);
    }
  }

  @Test
  void leavesNoChildBehind() {
    List<ProcessHandle> children;
    try (Hardhat hardhat = Hardhat.start(CACHE, home, new ChainId(1))) {
      children = ProcessHandle.current().descendants().toList();
      assertThat(hardhat.isAlive()).isTrue();
      assertThat(children).hasSizeGreaterThan(1);
    }
    assertThat(children)
        .allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(5)));
  }
}

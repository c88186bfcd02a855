package dev.fairlead.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Token;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevnetStateTest {
  @TempDir Path root;

  @AfterEach
  void unlink() throws IOException {
    Files.deleteIfExists(root.resolve("npm"));
  }

  @Test
  void deploysTheSameChainAgainWhenTheKeptStateIsDamaged() throws IOException {
    PartsCache user = PartsCache.ofUser(Progress.silent());
    Devnet.start(DevnetConfig.defaults(), new Parts(user)).close();
    Files.createSymbolicLink(root.resolve("npm"), user.root().resolve("npm"));
    List<String> heard = new ArrayList<>();
    Parts parts = new Parts(new PartsCache(root, heard::add));
    String first = newestHash(parts);
    assertThat(heard).containsExactly("deploying the venues on chain 1");
    heard.clear();
    assertThat(newestHash(parts)).isEqualTo(first);
    assertThat(heard).isEmpty();

    Path state = state();
    byte[] content = Files.readAllBytes(state);
    content[content.length / 2] ^= 1;
    Files.write(state, content);

    assertThat(newestHash(parts)).isEqualTo(first);
    assertThat(heard)
        .containsExactly(
            "the kept state of chain 1 is damaged; deploying again",
            "deploying the venues on chain 1");
  }

  @Test
  void runsSeveralChainsSideBySideEachWithItsOwnWrappedEther() {
    DevnetConfig config =
        DevnetConfig.defaults()
            .withChains(DevnetConfig.MAINNET, DevnetConfig.ARBITRUM, DevnetConfig.BASE);
    try (Devnet devnet = Devnet.start(config)) {
      assertThat(devnet.chains())
          .extracting(chain -> JsonRpc.number(chain.anvil().rpc().call("eth_chainId")))
          .containsExactly(BigInteger.ONE, BigInteger.valueOf(42161), BigInteger.valueOf(8453));
      assertThat(devnet.chains())
          .extracting(chain -> chain.deployment().tokens().weth().address().toString())
          .containsExactly(
              "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
              "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1",
              "0x4200000000000000000000000000000000000006");
      Token usdc = devnet.chain(DevnetConfig.BASE).deployment().tokens().usdc();
      assertThat(usdc.chain()).isEqualTo(DevnetConfig.BASE);
      assertThat(
              devnet
                  .chain(DevnetConfig.BASE)
                  .anvil()
                  .read(devnet.chain().deployment().permit2(), "DOMAIN_SEPARATOR()", "(bytes32)"))
          .isNotEqualTo(
              devnet
                  .chain()
                  .anvil()
                  .read(devnet.chain().deployment().permit2(), "DOMAIN_SEPARATOR()", "(bytes32)"));
    }
  }

  /** The hash of the newest block of the deployment, which depends on every block before. */
  private static String newestHash(Parts parts) {
    try (Devnet devnet = Devnet.start(DevnetConfig.defaults(), parts)) {
      String before = JsonRpc.quantity(devnet.chain().anvil().blockNumber() - 1);
      return devnet
          .chain()
          .anvil()
          .rpc()
          .call("eth_getBlockByNumber", before, false)
          .get("hash")
          .asString();
    }
  }

  private Path state() throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("devnet"))) {
      return files.filter(f -> f.endsWith("state.json")).findFirst().orElseThrow();
    }
  }
}

package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.PartsCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A deployed chain, dumped once and kept.
 *
 * <p>Its name in the cache is the hash of all that goes into it: chain, anvil, contracts and the
 * code that deploys them. A dump whose checksum does not hold is thrown away and made again.
 *
 * @param file what anvil loads
 */
public record ChainState(Path file, Deployment deployment) {
  /** Blocks of a deployment are dated from here on, so that they come out the same each time. */
  private static final long GENESIS = 1_700_000_000L;

  private static final String PART = "devnet";
  private static final String STATE = "state.json";
  private static final String DEPLOYMENT = "deployment.json";
  private static final String CHECKSUMS = "checksums";

  /** The state of a chain, from the cache or made now. */
  public static ChainState of(ChainId chain, Parts parts) {
    PartsCache cache = parts.cache();
    String version = chain + "-" + DeploymentCode.hash(parts);
    @Nullable ChainState kept = read(make(cache, version, chain, parts));
    if (kept != null) {
      return kept;
    }
    cache.progress().says("the kept state of chain " + chain + " is damaged; deploying again");
    cache.discard(PART, version);
    @Nullable ChainState fresh = read(make(cache, version, chain, parts));
    if (fresh == null) {
      throw new DevnetException(
          DevnetException.Kind.FATAL,
          "the state just written to " + cache.root() + " cannot be read back; check the disk");
    }
    return fresh;
  }

  /** Throws a state away that anvil could not load. */
  public static void discard(ChainId chain, Parts parts) {
    parts.cache().discard(PART, chain + "-" + DeploymentCode.hash(parts));
  }

  private static Path make(PartsCache cache, String version, ChainId chain, Parts parts) {
    return cache.get(
        PART,
        version,
        (directory, progress) -> {
          Path binary = parts.anvil();
          progress.says("deploying the venues on chain " + chain);
          AnvilSettings empty = AnvilSettings.empty(chain).withGenesisTime(GENESIS);
          try (Anvil anvil = Anvil.start(binary, empty)) {
            Deployment deployment = DeploymentScript.run(anvil, parts);
            byte[] state = dump(anvil);
            byte[] json = JsonRpc.utf8(DeploymentJson.write(deployment));
            Files.write(directory.resolve(STATE), state);
            Files.write(directory.resolve(DEPLOYMENT), json);
            Files.writeString(directory.resolve(CHECKSUMS), sha256(state) + "\n" + sha256(json));
          } catch (RpcRefusal e) {
            throw new DevnetException(
                DevnetException.Kind.FATAL, "the deployment failed: " + e.getMessage(), e);
          }
        });
  }

  private static byte[] dump(Anvil anvil) throws IOException {
    byte[] compressed = JsonRpc.bytes(anvil.rpc().call("anvil_dumpState"));
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return in.readAllBytes();
    }
  }

  private static @Nullable ChainState read(Path directory) {
    try {
      Path state = directory.resolve(STATE);
      byte[] json = Files.readAllBytes(directory.resolve(DEPLOYMENT));
      String expected = Files.readString(directory.resolve(CHECKSUMS));
      String actual = sha256(Files.readAllBytes(state)) + "\n" + sha256(json);
      return actual.equals(expected)
          ? new ChainState(state, DeploymentJson.read(JsonRpc.text(json)))
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

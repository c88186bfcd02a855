package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.model.Wei;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.EvidenceConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.signing.LocalEventSigner;
import dev.fairlead.signing.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints as transactions on a real chain. */
final class ChainAnchorTest {
  private static final Wallet WALLET = Wallet.named("anchor");
  private static final Wei ENOUGH = Wei.of(10_000_000_000_000_000L);
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

  private final Devnet devnet = Devnet.start(DevnetConfig.defaults());
  private final LocalEventSigner key = LocalEventSigner.generate(new SecureRandom());
  private final UUID log = UUID.randomUUID();
  private final List<ChainAnchor> opened = new ArrayList<>();
  private final NodeConfig config;

  ChainAnchorTest(@TempDir Path temporary) throws IOException {
    Path directory = temporary.toAbsolutePath();
    Wallet trader = Wallet.named("anchor test");
    devnet.chain().fund(WALLET.address(), BigInteger.TEN.pow(20));
    devnet.chain().fund(trader.address(), BigInteger.TEN.pow(20));
    LogDatabase.Login nobody = new LogDatabase.Login("nobody", Secret.of("none"));
    Path file =
        NodeFiles.write(
            directory,
            trader,
            devnet.chain(),
            LogDatabase.of("jdbc:postgresql://127.0.0.1/none", nobody),
            devnet.chain().http(),
            devnet.chain().http());
    NodeFiles.anchorOnChain(file, NodeFiles.account(directory, "anchor", WALLET), "1s");
    this.config = ConfigReader.read(file, Map.of());
  }

  @AfterEach
  void close() {
    opened.forEach(ChainAnchor::close);
    devnet.close();
  }

  private ChainAnchor anchor(Wei maxFee, Duration patience) {
    EvidenceConfig.Chain given = Objects.requireNonNull(config.evidence().chain());
    ChainAnchor anchor =
        new ChainAnchor(
            new EvidenceConfig.Chain(
                given.name(), given.keystore(), given.passwordFile(), given.interval(), maxFee),
            Objects.requireNonNull(config.chains().get("devnet")),
            Signers.open("evidence.chain", given.account()),
            patience);
    opened.add(anchor);
    return anchor;
  }

  private ChainAnchor anchor() {
    return anchor(ENOUGH, Duration.ofSeconds(20));
  }

  private void deploy() throws InterruptedException {
    List<String> told = new ArrayList<>();
    ExecutorDeployments.deployAll(config, told::add);
    assertThat(told).anySatisfy(line -> assertThat(line).contains("checkpoint log"));
  }

  private Checkpoint checkpoint(long size) {
    byte[] root = new byte[32];
    byte[] head = new byte[32];
    root[0] = (byte) size;
    head[1] = (byte) size;
    return Checkpoint.sign(
        log,
        size,
        root,
        head,
        Instant.now(),
        key.publicKey().toArray(),
        message -> key.sign(message).toArray());
  }

  private long nonce() {
    return devnet.chain().anvil().nonce(WALLET.address());
  }

  @Test
  void keepsWhatItIsGivenAndReadsItBackSigned() throws IOException, InterruptedException {
    deploy();
    Checkpoint five = checkpoint(5);
    Checkpoint nine = checkpoint(9);
    assertThat(anchor().last()).isEmpty();

    anchor().write(five);
    assertThat(anchor().last()).contains(five);
    anchor().write(nine);

    assertThat(anchor().last()).contains(nine);
    assertThat(anchor().all()).containsExactly(five, nine).allMatch(Checkpoint::isSigned);
  }

  @Test
  void writesNothingThatTheChainHasAlready() throws IOException, InterruptedException {
    deploy();
    anchor().write(checkpoint(9));
    long before = nonce();

    anchor().write(checkpoint(9));
    anchor().write(checkpoint(7));

    assertThat(nonce()).isEqualTo(before);
    assertThat(anchor().all()).hasSize(1);
  }

  @Test
  void contractRefusesASmallerSizeOfTheSameAccountAndLog()
      throws IOException, InterruptedException {
    deploy();
    CheckpointLog contract = CheckpointLog.load();
    anchor().write(checkpoint(9));

    assertThat(call(contract, WALLET, checkpoint(8))).isInstanceOf(CallResult.Reverted.class);
    assertThat(call(contract, WALLET, checkpoint(9))).isInstanceOf(CallResult.Returned.class);
    assertThat(call(contract, Wallet.named("another"), checkpoint(1)))
        .isInstanceOf(CallResult.Returned.class);
  }

  private CallResult call(CheckpointLog contract, Wallet from, Checkpoint checkpoint) {
    Call put =
        new Call(from.address(), contract.site().address(), Wei.ZERO, contract.put(checkpoint));
    ChainConfig given = Objects.requireNonNull(config.chains().get("devnet"));
    try (ChainIo io = ChainIo.open();
        EvmChain chain =
            EvmChain.open(
                SettingsAssembly.profile("devnet", given),
                given.reached(),
                io,
                Thread.ofVirtual().factory(),
                ChainObserver.none())) {
      return chain.call(chain.head(), List.of(put)).getFirst();
    }
  }

  @Test
  void replacesWhatNoBlockTakesByOneOfTheSameNonceForAHigherFee()
      throws IOException, InterruptedException {
    deploy();
    long nonce = nonce();
    ChainAnchor anchor = anchor(ENOUGH, Duration.ofMillis(500));
    Checkpoint first = checkpoint(5);
    Checkpoint newer = checkpoint(6);
    devnet.chain().control().setAutomine(false);

    assertThatThrownBy(() -> anchor.write(first)).hasMessageContaining("is in no block yet");
    BigInteger offered = pendingFee();
    assertThatThrownBy(() -> anchor.write(first)).hasMessageContaining("is in no block yet");
    assertThat(pendingFee()).isEqualTo(offered);
    for (int i = 0; i < 3; i++) {
      devnet.chain().control().setNextBaseFee(GWEI.multiply(BigInteger.valueOf(20)));
      devnet.chain().control().mine();
    }
    // The first of the two may not have heard of the new blocks yet, and is refused then.
    assertThatThrownBy(() -> anchor.write(newer)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> anchor.write(newer)).hasMessageContaining("is in no block yet");
    assertThat(pendingFee().multiply(BigInteger.valueOf(8)))
        .isGreaterThanOrEqualTo(offered.multiply(BigInteger.valueOf(9)));
    devnet.chain().control().setNextBaseFee(GWEI);
    devnet.chain().control().mine();
    anchor().write(newer);

    assertThat(nonce()).isEqualTo(nonce + 1);
    assertThat(anchor().all()).containsExactly(newer);
  }

  /** What the only transaction that waits offers for a unit of gas. */
  private BigInteger pendingFee() throws IOException, InterruptedException {
    String ask = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"txpool_content\",\"params\":[]}";
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(devnet.chain().http())
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(ask))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      JsonObject pool = JsonParser.parseString(answer).getAsJsonObject().getAsJsonObject("result");
      JsonObject ours = only(only(pool.getAsJsonObject("pending")));
      return new BigInteger(ours.get("maxFeePerGas").getAsString().substring(2), 16);
    }
  }

  private static JsonObject only(JsonObject of) {
    assertThat(of.entrySet()).hasSize(1);
    return of.entrySet().iterator().next().getValue().getAsJsonObject();
  }

  @Test
  void sendsNothingThatCostsMoreThanItMay() throws InterruptedException {
    deploy();
    long nonce = nonce();

    assertThatThrownBy(() -> anchor(Wei.of(1_000_000), Duration.ZERO).write(checkpoint(5)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than evidence.chain.max-fee allows");

    assertThat(nonce()).isEqualTo(nonce);
  }

  @Test
  void saysWhenTheContractIsMissing() {
    assertThatThrownBy(() -> anchor().last())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("deploy it: fairlead executor deploy");
  }
}

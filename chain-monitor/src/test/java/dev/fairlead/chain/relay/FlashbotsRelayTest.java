package dev.fairlead.chain.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.relay.PrivateRelay;
import dev.fairlead.devnet.relay.RelayBehaviour;
import dev.fairlead.devnet.relay.RelayBehaviour.Answer;
import dev.fairlead.devnet.relay.RelayBehaviour.Inclusion;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/** Against the devnet's relay and a real chain whose only blocks are the relay's. */
final class FlashbotsRelayTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Address TO = Address.parse("0x00000000000000000000000000000000000000aa");
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final ChainIo io = ChainIo.open();
  private final List<String> foreignHashes = new ArrayList<>();
  private Anvil anvil;
  private PrivateRelay server;
  private FlashbotsRelay relay;

  @BeforeEach
  void start() {
    anvil =
        Anvil.start(
            Parts.ofUser(Progress.to(System.err)).anvil(),
            new AnvilSettings(
                CHAIN, 0, Duration.ZERO, true, 1, null, 0, AnvilSettings.Family.ETHEREUM));
    anvil.control().setBalance(Wallet.TRADER.address(), BigInteger.TEN.pow(20));
    server =
        PrivateRelay.start(
            anvil, 0, Duration.ZERO, InstantSource.system(), Progress.to(System.err));
    relay = relay(server.url());
  }

  @AfterEach
  void stop() {
    relay.close();
    server.close();
    anvil.close();
    io.close();
  }

  @Test
  void aBundleIsTakenAndIncludedInItsTargetBlock() {
    SignedTransaction transaction = transaction(0);
    assertThat(relay.send(List.of(transaction), new BlockNumber(1), UUID.randomUUID()))
        .isEqualTo(new SubmissionOutcome.Sent());
    server.buildBlock();
    assertThat(anvil.receipt(transaction.hash()).path("blockNumber").asString()).isEqualTo("0x1");
    assertThat(relay.channel()).isEqualTo("relay:test");
  }

  @Test
  void aPrivateTransactionIsTakenAndCancelled() {
    SignedTransaction kept = transaction(0);
    assertThat(relay.sendPrivate(kept, new BlockNumber(25)))
        .isEqualTo(new SubmissionOutcome.Sent());
    server.buildBlock();
    assertThat(anvil.receipt(kept.hash()).isNull()).isFalse();

    SignedTransaction cancelled = transaction(1);
    assertThat(relay.sendPrivate(cancelled, new BlockNumber(25)))
        .isEqualTo(new SubmissionOutcome.Sent());
    assertThat(relay.cancelPrivate(cancelled.hash())).isEqualTo(new SubmissionOutcome.Sent());
    server.buildBlock();
    assertThat(anvil.receipt(cancelled.hash()).isNull()).isTrue();
    assertThat(relay.cancelPrivate(cancelled.hash())).isInstanceOf(SubmissionOutcome.Refused.class);
  }

  @Test
  void aBundleIsCancelledByItsReplacementId() {
    SignedTransaction transaction = transaction(0);
    UUID replacement = UUID.randomUUID();
    assertThat(relay.send(List.of(transaction), new BlockNumber(1), replacement))
        .isEqualTo(new SubmissionOutcome.Sent());
    assertThat(relay.cancelBundle(replacement)).isEqualTo(new SubmissionOutcome.Sent());
    server.buildBlock();
    assertThat(anvil.receipt(transaction.hash()).isNull()).isTrue();
  }

  @Test
  @DisplayName(
      "failures #104: silence, delay and a broken relay are unknown, an error is a refusal")
  void classifiesWhatTheRelayAnswers() {
    assertThat(answered(new Answer.Silence())).isInstanceOf(SubmissionOutcome.Unknown.class);
    assertThat(answered(new Answer.Slow(DEADLINE.plusSeconds(1))))
        .isInstanceOf(SubmissionOutcome.Unknown.class);
    assertThat(answered(new Answer.Refusal(-32000, "bundle is too late")))
        .isInstanceOfSatisfying(
            SubmissionOutcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("bundle is too late"));
    assertThat(answered(new Answer.Refusal(-32603, "internal error")))
        .isInstanceOf(SubmissionOutcome.Unknown.class);
    server.close();
    assertThat(relay.sendPrivate(transaction(0), new BlockNumber(25)))
        .isInstanceOf(SubmissionOutcome.Unknown.class);
  }

  @Test
  @DisplayName("failures #83: a relay that answers with another hash raises an alarm")
  void raisesAnAlarmForAnotherHash() {
    server.behave(RelayBehaviour.honest().answering(new Answer.WrongHash()));
    assertThat(relay.sendPrivate(transaction(0), new BlockNumber(25)))
        .isInstanceOf(SubmissionOutcome.Unknown.class);
    assertThat(foreignHashes).hasSize(1);
  }

  @Test
  @DisplayName("failures #97: whatever the relay does, nothing reaches the chain's public pool")
  void neverReachesThePublicPool() {
    for (Answer answer :
        List.of(
            new Answer.Right(),
            new Answer.Silence(),
            new Answer.Refusal(-32000, "no"),
            new Answer.WrongHash())) {
      server.behave(RelayBehaviour.honest().answering(answer).including(new Inclusion.Never()));
      var _ = relay.sendPrivate(transaction(0), new BlockNumber(25));
      var _ = relay.send(List.of(transaction(0)), new BlockNumber(1), UUID.randomUUID());
      assertThat(anvil.rpc().call("txpool_status").path("pending").asString()).isEqualTo("0x0");
    }
    assertThat(server.received()).hasSizeGreaterThanOrEqualTo(8);
  }

  @Test
  void refusesWhatIsSignedForAnotherChainWithoutSendingIt() {
    SignedTransaction here = transaction(0);
    UnsignedTransaction t = here.transaction();
    SignedTransaction elsewhere =
        new SignedTransaction(
            new UnsignedTransaction(
                new ChainId(10),
                t.from(),
                t.nonce(),
                t.maxPriorityFee(),
                t.maxFee(),
                t.gasLimit(),
                t.to(),
                t.value(),
                t.data()),
            here.raw(),
            here.hash());
    assertThat(relay.send(List.of(here, elsewhere), new BlockNumber(1), UUID.randomUUID()))
        .isInstanceOf(SubmissionOutcome.Refused.class);
    assertThat(relay.sendPrivate(elsewhere, new BlockNumber(1)))
        .isInstanceOf(SubmissionOutcome.Refused.class);
    assertThat(server.received()).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("failures #99: an address that could leak is refused")
  @ValueSource(
      strings = {
        "http://relay.example.org",
        "https://rpc.example.org/?useMempool=true",
        "https://rpc.example.org/?originId=x&hint=calldata",
        "https://rpc.example.org/?builder=all",
        "https://rpc.example.org/fast"
      })
  void refusesAnAddressThatCouldLeak(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> relay(URI.create(address)));
  }

  private SubmissionOutcome answered(Answer answer) {
    server.behave(RelayBehaviour.honest().answering(answer).including(new Inclusion.Never()));
    return relay.sendPrivate(transaction(0), new BlockNumber(25));
  }

  private FlashbotsRelay relay(URI url) {
    ChainObserver observer =
        new ChainObserver() {
          @Override
          public void foreignHash(ChainId chain, TxHash ours, String answered) {
            foreignHashes.add(answered);
          }
        };
    return new FlashbotsRelay(
        CHAIN,
        "test",
        RpcEndpoint.of(url, Optional.empty()).withDeadline(DEADLINE),
        RequestSigner.flashbots(
            Wallet.named("relay key").address(), FlashbotsRelayTest::signPersonal),
        io,
        observer);
  }

  private static Bytes signPersonal(byte[] message) {
    Sign.SignatureData signature =
        Sign.signPrefixedMessage(message, ECKeyPair.create(Wallet.named("relay key").privateKey()));
    byte[] bytes = new byte[65];
    System.arraycopy(signature.getR(), 0, bytes, 0, 32);
    System.arraycopy(signature.getS(), 0, bytes, 32, 32);
    bytes[64] = signature.getV()[0];
    return Bytes.wrap(bytes);
  }

  private static SignedTransaction transaction(long nonce) {
    Transaction transaction =
        Transaction.call(nonce, TO, "f()").withGas(100_000).withValue(BigInteger.ONE);
    Bytes raw = transaction.sign(CHAIN, Wallet.TRADER);
    return new SignedTransaction(
        new UnsignedTransaction(
            CHAIN,
            Wallet.TRADER.address(),
            new Nonce(nonce),
            FeePerGas.of(1_000_000_000L),
            FeePerGas.of(100_000_000_000L),
            new Gas(100_000),
            TO,
            Wei.of(1),
            transaction.data()),
        raw,
        new TxHash(raw.keccak256()));
  }
}

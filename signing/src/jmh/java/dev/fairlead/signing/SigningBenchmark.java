package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

/** What a transaction's and an event's signature cost, beside Web3j and the JDK. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED"})
public class SigningBenchmark {
  private final SecureRandom random = new SecureRandom();
  private final SecpKey key = SecpKey.generate(random);
  private final LocalSigner nativeSigner = new LocalSigner(key);
  private final LocalSigner fallback = new LocalSigner(key, BouncyCastleCurve.INSTANCE);
  private final byte[] digest = Bytes.of(key.reveal()).keccak256().toArray();
  private final UnsignedTransaction transaction =
      new UnsignedTransaction(
          new ChainId(1),
          key.account(),
          new Nonce(7),
          FeePerGas.of(1_000_000_000L),
          FeePerGas.of(30_000_000_000L),
          new Gas(300_000),
          Address.ZERO,
          Wei.ZERO,
          Bytes.of(new byte[600]));
  private final SignedTransaction signed = nativeSigner.sign(transaction);
  private final Credentials credentials =
      Credentials.create(ECKeyPair.create(new BigInteger(1, key.reveal())));
  private final RawTransaction rawTransaction =
      RawTransaction.createTransaction(
          1,
          BigInteger.valueOf(7),
          BigInteger.valueOf(300_000),
          Address.ZERO.toString(),
          BigInteger.ZERO,
          Bytes.of(new byte[600]).toString(),
          BigInteger.valueOf(1_000_000_000L),
          BigInteger.valueOf(30_000_000_000L));

  private final LocalEventSigner eventSigner = LocalEventSigner.generate(random);
  private final EventVerifier eventVerifier = EventVerifier.of(eventSigner.publicKey());
  private final byte[] message = Bytes.of(new byte[32]).keccak256().toArray();
  private final Bytes eventSignature = eventSigner.sign(message);
  private final KeyPair jdkKey = jdkKey();

  @Benchmark
  public byte[] signDigest() {
    return key.sign(digest, Curves.FASTEST);
  }

  @Benchmark
  public SignedTransaction signAndProveTransaction() {
    return nativeSigner.sign(transaction);
  }

  @Benchmark
  public SignedTransaction signAndProveTransactionWithBouncyCastle() {
    return fallback.sign(transaction);
  }

  @Benchmark
  public byte[] signTransactionWithWeb3j() {
    return TransactionEncoder.signMessage(rawTransaction, 1, credentials);
  }

  @Benchmark
  public SignedTransaction verifyTransaction() {
    return TransactionVerifier.verify(signed);
  }

  @Benchmark
  public Bytes signEvent() {
    return eventSigner.sign(message);
  }

  @Benchmark
  public boolean verifyEvent() {
    return eventVerifier.verifies(message, eventSignature);
  }

  @Benchmark
  public byte[] signEventWithJdk() throws GeneralSecurityException {
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initSign(jdkKey.getPrivate());
    jdk.update(message);
    return jdk.sign();
  }

  private static KeyPair jdkKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has Ed25519", e);
    }
  }

  public static void main(String[] args) throws RunnerException {
    var _ = new Runner(new OptionsBuilder().include("SigningBenchmark").build()).run();
  }
}

package dev.fairlead.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;

final class LocalSignerTest {
  private final long seed = Long.getLong("fairlead.seed", 20_261_120L);
  private final Random random = new Random(seed);

  @Test
  void signsTheSameBytesAsWeb3jForRandomTransactions() throws SignatureException {
    System.out.println("LocalSignerTest seed " + seed);
    for (int i = 0; i < 300; i++) {
      byte[] content = Transactions.bytes(random, 32);
      LocalSigner signer = new LocalSigner(SecpKey.of(content));
      UnsignedTransaction transaction = Transactions.of(signer.account(), random);
      SignedTransaction signed = signer.sign(transaction);

      Credentials credentials = Credentials.create(ECKeyPair.create(new BigInteger(1, content)));
      RawTransaction raw = web3j(transaction);
      assertThat(signed.raw())
          .isEqualTo(
              Bytes.of(
                  TransactionEncoder.signMessage(raw, transaction.chain().value(), credentials)));
      var decoded = (SignedRawTransaction) TransactionDecoder.decode(signed.raw().toString());
      assertThat(Address.parse(decoded.getFrom())).isEqualTo(transaction.from());
    }
  }

  @Test
  void signsLegacyTransactionsForTheirChainAsWeb3jDoes() throws SignatureException {
    System.out.println("LocalSignerTest seed " + seed);
    for (int i = 0; i < 100; i++) {
      byte[] content = Transactions.bytes(random, 32);
      LocalSigner signer = new LocalSigner(SecpKey.of(content));
      UnsignedTransaction transaction = Transactions.legacy(signer.account(), random);
      SignedTransaction signed = signer.sign(transaction);

      Credentials credentials = Credentials.create(ECKeyPair.create(new BigInteger(1, content)));
      RawTransaction raw =
          RawTransaction.createTransaction(
              BigInteger.valueOf(transaction.nonce().value()),
              transaction.maxFee().wei().toBigInteger(),
              BigInteger.valueOf(transaction.gasLimit().value()),
              transaction.to().toString(),
              transaction.value().value().toBigInteger(),
              transaction.data().toString());
      assertThat(signed.raw())
          .isEqualTo(
              Bytes.of(
                  TransactionEncoder.signMessage(raw, transaction.chain().value(), credentials)));
      assertThat(TransactionVerifier.verify(signed)).isEqualTo(signed);
      Bytes raised = LikelyBytes.of(Transactions.of(signer.account(), random));
      assertThatThrownBy(() ->
              TransactionVerifier.verify(
                  new SignedTransaction(transaction, raised, new TxHash(raised.keccak256()))))
          .isInstanceOf(SigningException.class);
    }
  }

  @Test
  void knowsHowLongTheSignedBytesWillBe() {
    System.out.println("LocalSignerTest seed " + seed);
    LocalSigner signer = new LocalSigner(Transactions.key(random));
    for (int i = 0; i < 200; i++) {
      UnsignedTransaction transaction =
          i % 2 == 0
              ? Transactions.of(signer.account(), random)
              : Transactions.legacy(signer.account(), random);
      int length = signer.sign(transaction).raw().length();
      assertThat(LikelyBytes.of(transaction).length()).isBetween(length - 2, length + 2);
    }
  }

  @Test
  void bothImplementationsGiveTheSameBytes() {
    System.out.println("LocalSignerTest seed " + seed);
    assertThat(Curves.FASTEST.name()).isEqualTo("libsecp256k1");
    for (int i = 0; i < 300; i++) {
      SecpKey key = Transactions.key(random);
      UnsignedTransaction transaction = Transactions.of(key.account(), random);
      LocalSigner fallback = new LocalSigner(key, BouncyCastleCurve.INSTANCE);
      assertThat(fallback.implementation()).isEqualTo("Bouncy Castle");
      assertThat(fallback.sign(transaction)).isEqualTo(new LocalSigner(key).sign(transaction));
    }
  }

  @Test
  void signsPersonalMessagesAsWeb3jDoes() {
    for (int length : new int[] {0, 1, 32, 66, 1_000}) {
      byte[] content = Transactions.bytes(random, 32);
      byte[] message = Transactions.bytes(random, length);
      Sign.SignatureData theirs =
          Sign.signPrefixedMessage(message, ECKeyPair.create(new BigInteger(1, content)));
      Bytes ours = new LocalSigner(SecpKey.of(content)).signPersonal(message);
      assertThat(ours.slice(0, 32)).isEqualTo(Bytes.of(theirs.getR()));
      assertThat(ours.slice(32, 64)).isEqualTo(Bytes.of(theirs.getS()));
      assertThat(ours.slice(64, 65)).isEqualTo(Bytes.of(theirs.getV()));
    }
  }

  @Test
  void derivesTheWellKnownAccountOfTheWellKnownKey() {
    byte[] key =
        HexFormat.of().parseHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
    assertThat(SecpKey.of(key).account())
        .isEqualTo(Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
    assertThat(Curve.account(BouncyCastleCurve.INSTANCE.publicKey(key)))
        .isEqualTo(SecpKey.of(key).account());
  }

  @Test
  void refusesToSignForAnotherAccount() {
    LocalSigner signer = new LocalSigner(Transactions.key(random));
    UnsignedTransaction foreign = Transactions.of(Transactions.key(random).account(), random);
    assertThatThrownBy(() -> signer.sign(foreign))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining("asked to sign for");
  }

  @Test
  void refusesKeysOutOfRange() {
    assertThatThrownBy(() -> SecpKey.of(new byte[32])).isInstanceOf(SigningException.class);
    assertThatThrownBy(() -> SecpKey.of(new byte[31])).isInstanceOf(SigningException.class);
    byte[] order = EcdsaSignature.ORDER.toBytes32();
    assertThatThrownBy(() -> SecpKey.of(order)).isInstanceOf(SigningException.class);
  }

  @Test
  @DisplayName(
      "failures #108: a signature that is high, foreign, of another text or zero is refused")
  void refusesEveryWrongSignatureOfTheCurve() {
    SecpKey key = Transactions.key(random);
    byte[] otherKey = Transactions.bytes(random, 32);
    Curve honest = Curves.FASTEST;
    UnsignedTransaction transaction = Transactions.of(key.account(), random);
    assertRefused(
        key,
        transaction,
        s -> {
          Uint256 high = EcdsaSignature.ORDER.minus(Uint256.fromBytes(s, 32, 32));
          byte[] changed = s.clone();
          high.writeTo(changed, 32);
          return changed;
        });
    assertRefused(key, transaction, _ -> new byte[64]);
    assertRefused(key, transaction, _ -> new byte[63]);
    assertRefused(key, transaction, _ -> honest.sign(new byte[32], otherKey));
    // The double-hash mistake of a key service: a signature over the hash of the digest.
    LocalSigner doubleHashing =
        new LocalSigner(
            key,
            new Lying(
                honest, (digest, k) -> honest.sign(Bytes.of(digest).keccak256().toArray(), k)));
    assertThatThrownBy(() -> doubleHashing.sign(transaction)).isInstanceOf(SigningException.class);
  }

  @Test
  @DisplayName("failures #108: no bit of the signed bytes can change unnoticed")
  void refusesEveryChangedBitOfSignedBytes() {
    System.out.println("LocalSignerTest seed " + seed);
    LocalSigner signer = new LocalSigner(Transactions.key(random));
    SignedTransaction signed = signer.sign(Transactions.of(signer.account(), random));
    assertThat(TransactionVerifier.verify(signed)).isEqualTo(signed);
    byte[] raw = signed.raw().toArray();
    for (int bit = 0; bit < 8 * raw.length; bit++) {
      byte[] changed = raw.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Bytes bytes = Bytes.wrap(changed);
      var lie = new SignedTransaction(signed.transaction(), bytes, new TxHash(bytes.keccak256()));
      assertThatThrownBy(() -> TransactionVerifier.verify(lie))
          .as("bit %d", bit)
          .isInstanceOf(SigningException.class);
    }
  }

  @Test
  @DisplayName("failures #108: another hash or another chain id is refused")
  void refusesAnotherHashOrChain() {
    LocalSigner signer = new LocalSigner(Transactions.key(random));
    SignedTransaction signed = signer.sign(Transactions.of(signer.account(), random));
    UnsignedTransaction t = signed.transaction();
    UnsignedTransaction elsewhere =
        new UnsignedTransaction(
            new ChainId(t.chain().value() + 1),
            t.from(),
            t.nonce(),
            t.maxPriorityFee(),
            t.maxFee(),
            t.gasLimit(),
            t.to(),
            t.value(),
            t.data());
    assertThatThrownBy(() ->
            TransactionVerifier.verify(
                new SignedTransaction(t, signed.raw(), new TxHash(t.data().keccak256()))))
        .isInstanceOf(SigningException.class);
    assertThatThrownBy(() ->
            TransactionVerifier.verify(
                new SignedTransaction(elsewhere, signed.raw(), signed.hash())))
        .isInstanceOf(SigningException.class);
  }

  @Test
  @DisplayName("failures #116: the same input gives the same signature, another never the same r")
  void drawsNoRandomNonce() {
    System.out.println("LocalSignerTest seed " + seed);
    SecpKey key = Transactions.key(random);
    Set<Uint256> seen = new HashSet<>();
    int count = 5_000;
    for (int i = 0; i < count; i++) {
      byte[] digest = Transactions.bytes(random, 32);
      byte[] signature = key.sign(digest, Curves.FASTEST);
      assertThat(key.sign(digest, Curves.FASTEST)).isEqualTo(signature);
      seen.add(Uint256.fromBytes(signature, 0, 32));
    }
    assertThat(seen).hasSize(count);
  }

  @Test
  void matchesThePublishedVectorsOfRfc6979OnThisCurve() {
    byte[] one = new byte[32];
    one[31] = 1;
    byte[] digest = sha256("Satoshi Nakamoto");
    String expected =
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
            + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";
    assertThat(HexFormat.of().formatHex(Curves.FASTEST.sign(digest, one))).isEqualTo(expected);
    assertThat(HexFormat.of().formatHex(BouncyCastleCurve.INSTANCE.sign(digest, one)))
        .isEqualTo(expected);
  }

  private static byte[] sha256(String text) {
    byte[] digest = new byte[32];
    SHA256Digest sha256 = new SHA256Digest();
    sha256.update(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    assertThat(sha256.doFinal(digest, 0)).isEqualTo(32);
    return digest;
  }

  private static void assertRefused(
      SecpKey key, UnsignedTransaction transaction, UnaryOperator<byte[]> lie) {
    Curve honest = Curves.FASTEST;
    Curve lying = new Lying(honest, (digest, k) -> lie.apply(honest.sign(digest, k)));
    assertThatThrownBy(() -> new LocalSigner(key, lying).sign(transaction))
        .isInstanceOf(SigningException.class);
  }

  private static RawTransaction web3j(UnsignedTransaction t) {
    return RawTransaction.createTransaction(
        t.chain().value(),
        BigInteger.valueOf(t.nonce().value()),
        BigInteger.valueOf(t.gasLimit().value()),
        t.to().toString(),
        t.value().value().toBigInteger(),
        t.data().toString(),
        t.maxPriorityFee().wei().toBigInteger(),
        t.maxFee().wei().toBigInteger());
  }

  private interface Signing {
    byte[] sign(byte[] digest, byte[] privateKey);
  }

  /** A curve whose signatures are tampered with; recovery stays honest. */
  private record Lying(Curve honest, Signing signing) implements Curve {
    @Override
    public String name() {
      return "lying";
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
      return honest.publicKey(privateKey);
    }

    @Override
    public byte[] sign(byte[] digest, byte[] privateKey) {
      return signing.sign(digest, privateKey);
    }

    @Override
    public Optional<byte[]> recover(byte[] digest, EcdsaSignature signature) {
      return honest.recover(digest, signature);
    }
  }
}

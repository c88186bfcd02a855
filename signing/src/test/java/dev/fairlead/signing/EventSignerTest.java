package dev.fairlead.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventSignerTest {
  @TempDir Path directory;

  private final SecureRandom random = new SecureRandom();

  @Test
  void signsTheThirdVectorOfRfc8032() throws IOException {
    Path file = directory.resolve("event.pem");
    byte[] encoded =
        HexFormat.of()
            .parseHex(
                "302e020100300506032b657004220420"
                    + "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    PrivateFile.create(file, pem(Base64.getEncoder().encodeToString(encoded)));
    LocalEventSigner signer = LocalEventSigner.open(file);
    assertThat(signer.publicKey())
        .isEqualTo(
            Bytes.parse("0xfc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
    assertThat(signer.sign(new byte[] {(byte) 0xaf, (byte) 0x82}))
        .isEqualTo(
            Bytes.parse(
                "0x6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                    + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"));
  }

  @Test
  void createsItsKeyOnceAndReadsItAgain() throws IOException {
    Path file = directory.resolve("keys/event.pem");
    LocalEventSigner created = LocalEventSigner.openOrCreate(file, random);
    LocalEventSigner opened = LocalEventSigner.openOrCreate(file, random);
    assertThat(opened.publicKey()).isEqualTo(created.publicKey());
    assertThat(opened.key()).isEqualTo(created.key()).matches("[0-9a-f]{16}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void isUnderstoodByTheJdk() throws IOException, GeneralSecurityException {
    Path file = directory.resolve("event.pem");
    LocalEventSigner signer = LocalEventSigner.openOrCreate(file, random);
    byte[] message = "a message".getBytes(StandardCharsets.US_ASCII);
    byte[] encoded =
        Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----.*-----", ""));
    KeyFactory keys = KeyFactory.getInstance("Ed25519");
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initSign(keys.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    jdk.update(message);
    assertThat(signer.sign(message)).isEqualTo(Bytes.wrap(jdk.sign()));

    byte[] x509 =
        HexFormat.of()
            .parseHex("302a300506032b6570032100" + signer.publicKey().toString().substring(2));
    jdk.initVerify(keys.generatePublic(new X509EncodedKeySpec(x509)));
    jdk.update(message);
    assertThat(jdk.verify(signer.sign(message).toArray())).isTrue();
  }

  @Test
  void verifiesExactlyWhatWasSigned() {
    LocalEventSigner signer = LocalEventSigner.generate(random);
    EventVerifier verifier = EventVerifier.of(signer.publicKey());
    byte[] message = new byte[100];
    random.nextBytes(message);
    Bytes signature = signer.sign(message);
    assertThat(verifier.key()).isEqualTo(signer.key());
    assertThat(verifier.publicKey()).isEqualTo(signer.publicKey());
    assertThat(verifier.verifies(message, signature)).isTrue();
    for (int bit = 0; bit < 8 * message.length; bit += 37) {
      message[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifier.verifies(message, signature)).as("message bit %d", bit).isFalse();
      message[bit / 8] ^= (byte) (1 << bit % 8);
    }
    for (int bit = 0; bit < 512; bit++) {
      byte[] changed = signature.toArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifier.verifies(message, Bytes.wrap(changed))).as("bit %d", bit).isFalse();
    }
    assertThat(verifier.verifies(message, signature.slice(0, 63))).isFalse();
    Bytes other = LocalEventSigner.generate(random).publicKey();
    assertThat(EventVerifier.of(other).verifies(message, signature)).isFalse();
  }

  @Test
  void refusesPublicKeysThatAreNoneOrWeak() {
    assertThatThrownBy(() -> EventVerifier.of(Bytes.of(new byte[31])))
        .isInstanceOf(SigningException.class);
    byte[] neutral = new byte[32];
    neutral[0] = 1;
    assertThatThrownBy(() -> EventVerifier.of(Bytes.of(neutral)))
        .isInstanceOf(SigningException.class);
  }

  @Test
  void refusesFilesThatAreMalformedOrOpenToOthers() throws IOException {
    Path broken = directory.resolve("broken.pem");
    String secret = "c2VjcmV0IHNlY3JldCE=";
    PrivateFile.create(broken, pem(secret));
    assertThatThrownBy(() -> LocalEventSigner.open(broken))
        .isInstanceOf(SigningException.class)
        .hasMessageNotContaining(secret);

    Path open = directory.resolve("open.pem");
    LocalEventSigner unused = LocalEventSigner.openOrCreate(open, random);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> LocalEventSigner.openOrCreate(open, random))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining("open to others")
        .hasMessageNotContaining(unused.publicKey().toString());
    assertThatThrownBy(() -> LocalEventSigner.open(directory.resolve("none.pem")))
        .isInstanceOf(SigningException.class);
  }

  private static byte[] pem(String body) {
    return ("-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}

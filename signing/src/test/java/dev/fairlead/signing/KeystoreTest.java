package dev.fairlead.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Bytes;
import dev.fairlead.signing.Keystore.Outcome;
import dev.fairlead.signing.Keystore.Reason;
import dev.fairlead.signing.Keystore.Strength;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.WalletUtils;
import org.web3j.crypto.exception.CipherException;

final class KeystoreTest {
  private static final String PASSWORD = "correct horse battery staple";

  /** The example of the Web3 secret storage definition holds this key under "testpassword". */
  private static final String SPECIFIED_KEY =
      "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

  private static final String SPECIFIED_PBKDF2 =
      """
      {"crypto":{"cipher":"aes-128-ctr",
      "cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
      "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
      "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",
      "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
      "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
      "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
      """;

  @TempDir Path directory;

  private final SecureRandom random = new SecureRandom();

  @Test
  void opensTheExampleOfTheDefinition() throws IOException {
    assertThat(Keystore.open(file(SPECIFIED_PBKDF2), Secret.of("testpassword")))
        .isEqualTo(new Outcome.Opened(SecpKey.of(HexFormat.of().parseHex(SPECIFIED_KEY))));
  }

  @Test
  void derivesTheVectorOfRfc7914() throws Keystore.RefusedException {
    KeystoreKdf scrypt = KeystoreKdf.Scrypt.checked(1024, 8, 16, Bytes.of(ascii("NaCl")));
    assertThat(Bytes.wrap(scrypt.derive(ascii("password"))))
        .isEqualTo(
            Bytes.parse("0xfdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"));
  }

  @Test
  void opensWhatItCreated() throws IOException {
    SecpKey key = SecpKey.generate(random);
    Path file = directory.resolve("keys/account.json");
    Keystore.create(file, key, Secret.of(PASSWORD), Strength.LIGHT, random);
    assertThat(Keystore.open(file, Secret.of(PASSWORD))).isEqualTo(new Outcome.Opened(key));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(file.resolveSibling("."))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void neverReplacesAFile() {
    Path file = directory.resolve("account.json");
    SecpKey key = SecpKey.generate(random);
    Keystore.create(file, key, Secret.of(PASSWORD), Strength.LIGHT, random);
    SecpKey other = SecpKey.generate(random);
    assertThatThrownBy(
            () -> Keystore.create(file, other, Secret.of(PASSWORD), Strength.LIGHT, random))
        .isInstanceOf(SigningException.class);
    assertThat(Keystore.open(file, Secret.of(PASSWORD))).isEqualTo(new Outcome.Opened(key));
  }

  @Test
  void opensWhatWeb3jWrote() throws IOException, CipherException {
    byte[] content = new byte[32];
    random.nextBytes(content);
    SecpKey key = SecpKey.of(content);
    String theirs =
        WalletUtils.generateWalletFile(
            PASSWORD, ECKeyPair.create(new BigInteger(1, content)), directory.toFile(), false);
    Path file = directory.resolve(theirs);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(Keystore.open(file, Secret.of(PASSWORD))).isEqualTo(new Outcome.Opened(key));
  }

  @Test
  @DisplayName("failures #114: a wrong password is refused, and shows in no message")
  void refusesAWrongPassword() throws IOException {
    Path file = file(created());
    assertRefused(Keystore.open(file, Secret.of("wrong" + PASSWORD)), Reason.WRONG_PASSWORD);
  }

  @Test
  @DisplayName("failures #114: a changed check value or ciphertext is refused")
  void refusesAChangedFile() throws IOException {
    String json = created();
    for (String field : new String[] {"\"mac\":\"", "\"ciphertext\":\"", "\"iv\":\""}) {
      int at = json.indexOf(field) + field.length();
      char changed = json.charAt(at) == '0' ? '1' : '0';
      Path file = file(json.substring(0, at) + changed + json.substring(at + 1));
      assertRefused(
          Keystore.open(file, Secret.of(PASSWORD)),
          field.contains("iv") ? Reason.WRONG_ACCOUNT : Reason.WRONG_PASSWORD);
    }
  }

  @Test
  @DisplayName("failures #114: a file that was cut anywhere is refused")
  void refusesATruncatedFile() throws IOException {
    String json = created();
    for (int length = 0; length < json.length(); length += 7) {
      assertRefused(
          Keystore.open(file(json.substring(0, length)), Secret.of(PASSWORD)), Reason.MALFORMED);
    }
  }

  @ParameterizedTest
  @DisplayName("failures #114: a file that others may read is refused")
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"})
  void refusesAFileThatIsOpenToOthers(String mode) throws IOException {
    Path file = file(created());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertRefused(Keystore.open(file, Secret.of(PASSWORD)), Reason.OPEN_TO_OTHERS);
  }

  @ParameterizedTest
  @DisplayName("failures #114: a key derivation that would eat the machine is refused at once")
  @CsvSource({
    "1073741824,8,1",
    "262144,1073741824,1",
    "262144,8,1073741824",
    "16777216,8,1",
    "4611686018427387904,8,1"
  })
  void refusesAScryptBomb(long n, long r, long p) throws IOException {
    String json =
        created()
            .replace("\"n\":4096", "\"n\":" + n)
            .replace("\"r\":8", "\"r\":" + r)
            .replace("\"p\":6", "\"p\":" + p);
    assertRefused(Keystore.open(file(json), Secret.of(PASSWORD)), Reason.TOO_COSTLY);
    String pbkdf2 = SPECIFIED_PBKDF2.replace("262144", "2147483648");
    assertRefused(Keystore.open(file(pbkdf2), Secret.of(PASSWORD)), Reason.TOO_COSTLY);
  }

  @Test
  @DisplayName("failures #114: a key that is not of the named account is refused")
  void refusesAnotherAccount() throws IOException {
    String json = created();
    int at = json.indexOf("\"address\":\"") + 11;
    Path file = file(json.substring(0, at) + "00".repeat(20) + json.substring(at + 40));
    assertRefused(Keystore.open(file, Secret.of(PASSWORD)), Reason.WRONG_ACCOUNT);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"version\":3','\"version\":4',UNSUPPORTED",
    "aes-128-ctr,aes-256-gcm,UNSUPPORTED",
    "scrypt,argon2id,UNSUPPORTED",
    "'\"dklen\":32','\"dklen\":16',UNSUPPORTED",
    "'\"r\":8','\"r\":0',MALFORMED",
    "'\"n\":4096','\"n\":4097',MALFORMED",
    "'\"n\":4096','\"n\":-4096',MALFORMED",
    "'\"n\":4096','\"n\":4096.5',MALFORMED",
    "'\"id\":\"','\"id\":\"x',MALFORMED",
    "'\"mac\":\"','\"mac\":\"00',MALFORMED"
  })
  void namesWhatItCanNotUse(String from, String to, Reason reason) throws IOException {
    String json = created();
    assertThat(json).contains(from);
    assertRefused(Keystore.open(file(json.replace(from, to)), Secret.of(PASSWORD)), reason);
  }

  @Test
  void refusesWhatIsNotThereOrNotAFileOrTooLarge() throws IOException {
    Secret password = Secret.of(PASSWORD);
    assertRefused(Keystore.open(directory.resolve("none"), password), Reason.MISSING);
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    assertRefused(Keystore.open(folder, password), Reason.UNREADABLE);
    assertRefused(Keystore.open(file(" ".repeat(70_000)), password), Reason.MALFORMED);
    assertRefused(Keystore.open(file("[".repeat(60_000)), password), Reason.MALFORMED);
  }

  @Test
  @DisplayName("failures #115: secrets are not printed")
  void printsNoSecret() {
    byte[] canary = new byte[32];
    random.nextBytes(canary);
    String hex = HexFormat.of().formatHex(canary);
    SecpKey key = SecpKey.of(canary);
    Secret secret = Secret.of(hex);
    String printed =
        key
            + " "
            + secret
            + " "
            + new LocalSigner(key)
            + " "
            + new Outcome.Opened(key)
            + " "
            + LocalEventSigner.generate(random);
    assertThat(printed).doesNotContainIgnoringCase(hex).contains("***");
    assertThat(secret.hashCode()).isEqualTo(Secret.of("another").hashCode());
    assertThat(secret).isEqualTo(Secret.of(hex.toCharArray())).isNotEqualTo(Secret.of("another"));
    key.close();
    secret.close();
    assertThat(key.reveal()).containsOnly(0);
    assertThat(secret.reveal()).containsOnly(0);
  }

  private String created() throws IOException {
    Path file = directory.resolve("created-" + random.nextLong());
    Keystore.create(file, SecpKey.generate(random), Secret.of(PASSWORD), Strength.LIGHT, random);
    return Files.readString(file);
  }

  private Path file(String content) throws IOException {
    Path file = directory.resolve("file-" + random.nextLong());
    PrivateFile.create(file, content.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertRefused(Outcome outcome, Reason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.message()).doesNotContain(PASSWORD);
            });
  }
}

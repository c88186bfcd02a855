package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Keccak256;
import dev.fairlead.signing.Keystore.Reason;
import dev.fairlead.signing.Keystore.RefusedException;
import dev.fairlead.signing.Keystore.Strength;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The content of one keystore file. */
record KeystoreJson(
    UUID id, Optional<Address> account, KeystoreKdf kdf, Bytes iv, Bytes ciphertext, Bytes mac) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int HALF = KeystoreKdf.LENGTH / 2;
  private static final int SALT_LIMIT = 1024;

  static KeystoreJson parse(byte[] content) throws RefusedException {
    JsonNode root;
    try {
      root = MAPPER.readTree(content);
    } catch (JacksonException e) {
      throw malformed("not JSON");
    }
    if (number(root, "version") != 3) {
      throw unsupported("version " + number(root, "version"));
    }
    JsonNode crypto = root.path("crypto");
    if (!text(crypto, "cipher").equals("aes-128-ctr")) {
      throw unsupported("cipher " + text(crypto, "cipher"));
    }
    JsonNode address = root.path("address");
    return new KeystoreJson(
        id(root),
        address.isMissingNode() || address.isNull()
            ? Optional.empty()
            : Optional.of(address(text(root, "address"))),
        kdf(text(crypto, "kdf"), crypto.path("kdfparams")),
        hex(crypto.path("cipherparams"), "iv", 16),
        hex(crypto, "ciphertext", SecpKey.LENGTH),
        hex(crypto, "mac", 32));
  }

  static KeystoreJson seal(SecpKey key, Secret password, Strength strength, SecureRandom random) {
    Bytes salt = random(random, 32);
    Bytes iv = random(random, 16);
    KeystoreKdf kdf = new KeystoreKdf.Scrypt(strength.n, strength.r, strength.p, salt);
    byte[] secret = derive(kdf, password);
    byte[] plain = key.reveal();
    try {
      byte[] ciphertext = aes(Cipher.ENCRYPT_MODE, secret, iv, plain);
      return new KeystoreJson(
          new UUID(random.nextLong(), random.nextLong()),
          Optional.of(key.account()),
          kdf,
          iv,
          Bytes.of(ciphertext),
          Bytes.wrap(mac(secret, ciphertext)));
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  SecpKey open(Secret password) throws RefusedException {
    byte[] secret = derive(kdf, password);
    byte[] plain = new byte[0];
    try {
      if (!MessageDigest.isEqual(mac(secret, ciphertext.toArray()), mac.toArray())) {
        throw new RefusedException(
            Reason.WRONG_PASSWORD, "the password is wrong, or the file was changed");
      }
      plain = aes(Cipher.DECRYPT_MODE, secret, iv, ciphertext.toArray());
      SecpKey key = SecpKey.of(plain);
      if (account.isPresent() && !account.get().equals(key.account())) {
        throw new RefusedException(
            Reason.WRONG_ACCOUNT, "the file names " + account.get() + " but holds the " + key);
      }
      return key;
    } catch (SigningException e) {
      throw malformed("what it holds is not a private key");
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  byte[] write() {
    ObjectNode root = MAPPER.createObjectNode().put("version", 3).put("id", id.toString());
    account.ifPresent(a -> root.put("address", digits(Bytes.wrap(a.toArray()))));
    ObjectNode crypto = root.putObject("crypto");
    crypto.put("cipher", "aes-128-ctr").put("ciphertext", digits(ciphertext));
    crypto.putObject("cipherparams").put("iv", digits(iv));
    ObjectNode parameters = MAPPER.createObjectNode().put("dklen", KeystoreKdf.LENGTH);
    switch (kdf) {
      case KeystoreKdf.Scrypt(int n, int r, int p, Bytes salt) -> {
        crypto.put("kdf", "scrypt");
        parameters.put("n", n).put("r", r).put("p", p).put("salt", digits(salt));
      }
      case KeystoreKdf.Pbkdf2(int iterations, Bytes salt) -> {
        crypto.put("kdf", "pbkdf2");
        parameters.put("c", iterations).put("prf", "hmac-sha256").put("salt", digits(salt));
      }
    }
    crypto.set("kdfparams", parameters);
    crypto.put("mac", digits(mac));
    return MAPPER.writeValueAsBytes(root);
  }

  private static KeystoreKdf kdf(String name, JsonNode parameters) throws RefusedException {
    if (number(parameters, "dklen") != KeystoreKdf.LENGTH) {
      throw unsupported("dklen " + number(parameters, "dklen"));
    }
    Bytes salt = hex(parameters, "salt", -1);
    if (salt.length() > SALT_LIMIT) {
      throw malformed("salt is too long");
    }
    return switch (name) {
      case "scrypt" ->
          KeystoreKdf.Scrypt.checked(
              number(parameters, "n"), number(parameters, "r"), number(parameters, "p"), salt);
      case "pbkdf2" -> {
        if (!text(parameters, "prf").equals("hmac-sha256")) {
          throw unsupported("prf " + text(parameters, "prf"));
        }
        yield KeystoreKdf.Pbkdf2.checked(number(parameters, "c"), salt);
      }
      default -> throw unsupported("kdf " + name);
    };
  }

  private static byte[] derive(KeystoreKdf kdf, Secret password) {
    byte[] revealed = password.reveal();
    try {
      return kdf.derive(revealed);
    } finally {
      Arrays.fill(revealed, (byte) 0);
    }
  }

  private static byte[] mac(byte[] secret, byte[] ciphertext) {
    return new Keccak256().update(secret, HALF, HALF).update(ciphertext).digest();
  }

  private static byte[] aes(int mode, byte[] secret, Bytes iv, byte[] content) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(secret, 0, HALF, "AES"), new IvParameterSpec(iv.toArray()));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES", e);
    }
  }

  private static UUID id(JsonNode root) throws RefusedException {
    try {
      return UUID.fromString(text(root, "id"));
    } catch (IllegalArgumentException e) {
      throw malformed("id is not a UUID");
    }
  }

  private static Address address(String digits) throws RefusedException {
    try {
      return Address.parse((digits.startsWith("0x") ? "" : "0x") + digits);
    } catch (IllegalArgumentException e) {
      throw malformed("address is not an address");
    }
  }

  private static String text(JsonNode node, String field) throws RefusedException {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw malformed(field + " is missing");
    }
    return value.stringValue();
  }

  private static long number(JsonNode node, String field) throws RefusedException {
    JsonNode value = node.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw malformed(field + " is not a number");
    }
    return value.longValue();
  }

  /** Hex digits of {@code length} bytes, or of any length when it is negative. */
  private static Bytes hex(JsonNode node, String field, int length) throws RefusedException {
    String digits = text(node, field);
    Bytes value;
    try {
      value = Bytes.parse((digits.startsWith("0x") ? "" : "0x") + digits);
    } catch (IllegalArgumentException e) {
      throw malformed(field + " is not hex");
    }
    if (length >= 0 && value.length() != length) {
      throw malformed(field + " has " + value.length() + " bytes instead of " + length);
    }
    return value;
  }

  private static String digits(Bytes bytes) {
    return bytes.toString().substring(2);
  }

  private static Bytes random(SecureRandom random, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return Bytes.wrap(content);
  }

  private static RefusedException malformed(String what) {
    return new RefusedException(Reason.MALFORMED, "not a keystore: " + what);
  }

  private static RefusedException unsupported(String what) {
    return new RefusedException(Reason.UNSUPPORTED, what + " is not known here");
  }
}

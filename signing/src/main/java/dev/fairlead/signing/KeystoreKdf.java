package dev.fairlead.signing;

import dev.fairlead.model.Bytes;
import dev.fairlead.signing.Keystore.Reason;
import dev.fairlead.signing.Keystore.RefusedException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** How a keystore turns its password into a key; always 32 bytes long. */
sealed interface KeystoreKdf {
  int LENGTH = 32;

  byte[] derive(byte[] password);

  record Scrypt(int n, int r, int p, Bytes salt) implements KeystoreKdf {
    private static final long MEMORY_LIMIT = 512L << 20;
    private static final long WORK_LIMIT = 1L << 24;

    static Scrypt checked(long n, long r, long p, Bytes salt) throws RefusedException {
      // RFC 7914 defines scrypt for n below 2^(16 r) only.
      boolean undefined = r == 1 && n >= 1 << 16;
      if (n < 2 || Long.bitCount(n) != 1 || r < 1 || p < 1 || undefined) {
        throw new RefusedException(Reason.MALFORMED, "scrypt parameters out of range");
      }
      boolean costly =
          n > WORK_LIMIT
              || r > WORK_LIMIT
              || p > WORK_LIMIT
              || n * r > MEMORY_LIMIT / 128
              || n * r > WORK_LIMIT / p;
      if (costly) {
        throw new RefusedException(
            Reason.TOO_COSTLY, "scrypt n=" + n + " r=" + r + " p=" + p + " is above the bound");
      }
      return new Scrypt((int) n, (int) r, (int) p, salt);
    }

    @Override
    public byte[] derive(byte[] password) {
      return SCrypt.generate(password, salt.toArray(), n, r, p, LENGTH);
    }
  }

  record Pbkdf2(int iterations, Bytes salt) implements KeystoreKdf {
    private static final long LIMIT = 10_000_000;

    static Pbkdf2 checked(long iterations, Bytes salt) throws RefusedException {
      if (iterations < 1) {
        throw new RefusedException(Reason.MALFORMED, "pbkdf2 iterations out of range");
      }
      if (iterations > LIMIT) {
        throw new RefusedException(
            Reason.TOO_COSTLY, "pbkdf2 with " + iterations + " iterations is above the bound");
      }
      return new Pbkdf2((int) iterations, salt);
    }

    @Override
    public byte[] derive(byte[] password) {
      var generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
      generator.init(password, salt.toArray(), iterations);
      return ((KeyParameter) generator.generateDerivedMacParameters(8 * LENGTH)).getKey();
    }
  }
}

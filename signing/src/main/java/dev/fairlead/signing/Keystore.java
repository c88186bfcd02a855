package dev.fairlead.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Key files in Web3 secret storage, version 3, as geth and other tools write them.
 *
 * <p>Reading takes as much memory and time as the file's key derivation asks for, within a bound
 * that no honest file passes. What is wrong with a file is a value; its message holds no secret.
 */
public final class Keystore {
  private static final int FILE_LIMIT = 64 * 1024;

  private Keystore() {}

  /** How costly a password is to guess; each is a choice of scrypt parameters. */
  public enum Strength {
    /** 256 MiB and about a second. */
    STANDARD(1 << 18, 8, 1),
    /** 4 MiB and some milliseconds: for development and tests. */
    LIGHT(1 << 12, 8, 6);

    final int n;
    final int r;
    final int p;

    Strength(int n, int r, int p) {
      this.n = n;
      this.r = r;
      this.p = p;
    }
  }

  /** What became of opening a file. */
  public sealed interface Outcome {
    record Opened(SecpKey key) implements Outcome {}

    record Refused(Reason reason, String message) implements Outcome {}
  }

  /** Why a file was refused. */
  public enum Reason {
    MISSING,
    UNREADABLE,
    OPEN_TO_OTHERS,
    MALFORMED,
    /** Well-formed, but of a version, cipher or key derivation that is not known here. */
    UNSUPPORTED,
    /** Its key derivation would take too much memory or time. */
    TOO_COSTLY,
    /** Wrong password, or the file was changed: its check value can't tell them apart. */
    WRONG_PASSWORD,
    /** The key is sound, but not of the account that the file names. */
    WRONG_ACCOUNT
  }

  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    final Reason reason;

    RefusedException(Reason reason, String message) {
      super(message);
      this.reason = reason;
    }
  }

  public static Outcome open(Path file, Secret password) {
    try {
      return new Outcome.Opened(
          KeystoreJson.parse(PrivateFile.read(file, FILE_LIMIT)).open(password));
    } catch (RefusedException e) {
      return new Outcome.Refused(e.reason, file + ": " + e.getMessage());
    } catch (PrivateFile.UnusableException e) {
      return new Outcome.Refused(reason(e.problem), e.explanation);
    }
  }

  /**
   * Writes a new file, mode 600, durable when this returns. An existing file is never replaced.
   *
   * @throws SigningException if it can't be written
   */
  public static void create(
      Path file, SecpKey key, Secret password, Strength strength, SecureRandom random) {
    byte[] content = KeystoreJson.seal(key, password, strength, random).write();
    try {
      PrivateFile.create(file, content);
    } catch (IOException e) {
      throw new SigningException(
          SigningException.Kind.FATAL, "the keystore " + file + " can't be written", e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static Reason reason(PrivateFile.Problem problem) {
    return switch (problem) {
      case MISSING -> Reason.MISSING;
      case OPEN_TO_OTHERS -> Reason.OPEN_TO_OTHERS;
      case TOO_LARGE -> Reason.MALFORMED;
      case UNREADABLE -> Reason.UNREADABLE;
    };
  }
}

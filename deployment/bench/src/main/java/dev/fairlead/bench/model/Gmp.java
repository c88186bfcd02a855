package dev.fairlead.bench.model;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.fairlead.model.Uint256;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The low-level functions of the machine's own libgmp, called without a change of the thread's
 * state. Numbers lie in native memory as GMP wants them, so that nothing is converted while it is
 * measured. For one thread.
 */
final class Gmp {
  static final String NOT_FOUND = "not measured: no libgmp";

  private static final List<String> NAMES = List.of("libgmp.so.10", "libgmp.so", "libgmp.10.dylib");
  private static final int LIMB = Long.BYTES;

  /** Constants, so that the compiler sees through them; only made where there is a libgmp. */
  private static final class Functions {
    /** {@code mpn_mul(product, a, limbs of a, b, limbs of b)}; a is not the shorter one. */
    static final MethodHandle MULTIPLY =
        function(
            "__gmpn_mul",
            FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));

    /** {@code mpn_mul_n(product, a, b, limbs of both)}. */
    static final MethodHandle MULTIPLY_EQUAL =
        function("__gmpn_mul_n", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));

    /** {@code mpn_tdiv_qr(quotient, remainder, 0, dividend, its limbs, divisor, its limbs)}. */
    static final MethodHandle DIVIDE =
        function(
            "__gmpn_tdiv_qr",
            FunctionDescriptor.ofVoid(
                ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));

    /** {@code mpn_copyi(to, from, limbs)}, which with no limbs does nothing. */
    static final MethodHandle COPY =
        function("__gmpn_copyi", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG));

    @SuppressWarnings("restricted") // The launcher enables native access.
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
      return library()
          .flatMap(library -> library.find(name))
          .map(address ->
              Linker.nativeLinker()
                  .downcallHandle(address, descriptor, Linker.Option.critical(false)))
          .orElseThrow(() -> new IllegalStateException("libgmp has no " + name));
    }
  }

  private final MemorySegment product;
  private final MemorySegment quotient;
  private final MemorySegment remainder;

  private Gmp(Arena arena) {
    this.product = arena.allocate(8L * LIMB, LIMB);
    this.quotient = arena.allocate(8L * LIMB, LIMB);
    this.remainder = arena.allocate(4L * LIMB, LIMB);
  }

  /** Empty on a machine without libgmp. */
  static Optional<Gmp> in(Arena arena) {
    return library().map(_ -> new Gmp(arena));
  }

  /** A number in native memory: the least significant limb first, the last one not zero. */
  record Limbs(MemorySegment words, long count) {
    static Limbs of(BigInteger value, Arena arena) {
      int count = (value.bitLength() + 63) / 64;
      MemorySegment words = arena.allocate((long) count * LIMB, LIMB);
      for (int i = 0; i < count; i++) {
        words.setAtIndex(JAVA_LONG, i, value.shiftRight(64 * i).longValue());
      }
      return new Limbs(words, count);
    }
  }

  /** {@code a * b / d}, rounded down, into memory of its own; answers with its lowest limb. */
  long mulDiv(Limbs a, Limbs b, Limbs d) {
    try {
      if (a.count == b.count) {
        Functions.MULTIPLY_EQUAL.invokeExact(product, a.words, b.words, a.count);
      } else {
        Limbs longer = a.count > b.count ? a : b;
        Limbs shorter = a.count > b.count ? b : a;
        long _ =
            (long)
                Functions.MULTIPLY.invokeExact(
                    product, longer.words, longer.count, shorter.words, shorter.count);
      }
      Functions.DIVIDE.invokeExact(
          quotient, remainder, 0L, product, a.count + b.count, d.words, d.count);
    } catch (Throwable e) {
      throw new IllegalStateException("libgmp can't be called", e);
    }
    return quotient.get(JAVA_LONG, 0);
  }

  /** Calls C as often as {@link #mulDiv} does, for nothing: what of its time is the way there. */
  void callTwice() {
    try {
      Functions.COPY.invokeExact(quotient, product, 0L);
      Functions.COPY.invokeExact(quotient, product, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException("libgmp can't be called", e);
    }
  }

  /** The whole quotient, which has at most four limbs. */
  Uint256 quotient(Limbs a, Limbs b, Limbs d) {
    mulDiv(a, b, d);
    long[] limbs = new long[8];
    for (int i = 0; i <= a.count + b.count - d.count; i++) {
      limbs[i] = quotient.getAtIndex(JAVA_LONG, i);
    }
    return Uint256.ofLimbs(limbs[3], limbs[2], limbs[1], limbs[0]);
  }

  private static Optional<SymbolLookup> library() {
    return NAMES.stream().map(Gmp::named).flatMap(Optional::stream).findFirst();
  }

  @SuppressWarnings("restricted") // The launcher enables native access.
  private static Optional<SymbolLookup> named(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

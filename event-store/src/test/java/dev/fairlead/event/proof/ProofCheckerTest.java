package dev.fairlead.event.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.proof.ProofChecker.Check;
import dev.fairlead.event.proof.ProofChecker.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * For each check a forged proof that nothing else finds: were the check gone, the forgery would
 * pass.
 */
final class ProofCheckerTest {
  private static final UUID LOG = new UUID(1, 2);
  private static final Instant TIME = Instant.parse("2026-11-20T15:00:00.123456Z");
  private static final int SIZE = 21;
  private static final Keys NODE = Keys.generate();
  private static final Keys THIEF = Keys.generate();

  private final TreeHash hash = new TreeHash();
  private final ProofChecker checker = new ProofChecker(Set.of(Hex.of(NODE.publicKey())));

  /** A key made by the JDK, and so by another implementation than the node's. */
  private record Keys(KeyPair pair) {
    static Keys generate() {
      try {
        return new Keys(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    byte[] publicKey() {
      byte[] encoded = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    byte[] sign(byte[] message) {
      try {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The bytes of an event at a position, with this instead of what they begin with. */
  private static byte[] event(String domain, long position) {
    ByteBuffer bytes = ByteBuffer.allocate(256);
    put(bytes, domain.getBytes(StandardCharsets.UTF_8));
    bytes.putLong(position);
    put(bytes, "test".getBytes(StandardCharsets.UTF_8));
    put(bytes, "s".getBytes(StandardCharsets.UTF_8));
    bytes.putLong(position - 1).putLong(3).putLong(position);
    bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, TIME));
    put(bytes, "test.happened.v1".getBytes(StandardCharsets.UTF_8));
    put(bytes, new byte[] {(byte) (position * 7)});
    put(bytes, new byte[32]);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static void put(ByteBuffer bytes, byte[] part) {
    bytes.putInt(part.length).put(part);
  }

  private static byte[] event(long position) {
    return event("fairlead.event.v1", position);
  }

  /** Events at positions 1 and up, the one at {@code replaced} by these bytes. */
  private static List<byte[]> events(int count, long replaced, byte[] bytes) {
    List<byte[]> events = new ArrayList<>();
    for (long position = 1; position <= count; position++) {
      events.add(position == replaced ? bytes : event(position));
    }
    return events;
  }

  private static List<byte[]> events(int count) {
    return events(count, 0, new byte[0]);
  }

  private TreeProofs tree(List<byte[]> events) {
    return new TreeProofs((level, index) -> {
      Frontier frontier = new Frontier();
      for (long i = index << level; i < (index + 1) << level; i++) {
        frontier.add(0, hash.leaf(TreeHash.sha256().digest(events.get((int) i))));
      }
      return frontier.root();
    });
  }

  private Checkpoint checkpoint(UUID log, List<byte[]> events, int size, byte[] head, Keys keys) {
    return Checkpoint.sign(
        log, size, tree(events).root(size), head, TIME, keys.publicKey(), keys::sign);
  }

  private Checkpoint checkpoint(List<byte[]> events, int size) {
    return checkpoint(LOG, events, size, TreeHash.sha256().digest(events.get(size - 1)), NODE);
  }

  private Proof.Inclusion inclusion(List<byte[]> events, long position, Checkpoint checkpoint) {
    return Proof.inclusion(
        position,
        events.get((int) position - 1),
        tree(events).inclusion(position - 1, events.size()),
        checkpoint);
  }

  private Proof.Consistency consistency(Checkpoint from, Checkpoint to, List<byte[]> events) {
    return Proof.consistency(from, to, tree(events).consistency(from.size(), to.size()));
  }

  private List<Check> failing(Proof proof) {
    return checker.failures(Proof.parse(proof.toJson())).stream().map(Failure::check).toList();
  }

  @Test
  void acceptsEveryHonestProof() {
    List<byte[]> events = events(SIZE);
    for (long position = 1; position <= SIZE; position++) {
      assertThat(failing(inclusion(events, position, checkpoint(events, SIZE)))).isEmpty();
      Checkpoint from = checkpoint(events, (int) position);
      assertThat(failing(consistency(from, checkpoint(events, SIZE), events))).isEmpty();
    }
  }

  @Test
  @DisplayName("failures #141: each check of the checker is the only one to find some forgery")
  void eachCheckIsNecessary() {
    List<byte[]> events = events(SIZE);
    Checkpoint honest = checkpoint(events, SIZE);
    Map<Check, Proof> forgeries = new EnumMap<>(Check.class);

    Checkpoint otherSignature =
        new Checkpoint(
            LOG,
            SIZE,
            honest.root(),
            honest.head(),
            TIME.plusSeconds(3600),
            honest.publicKey(),
            honest.signature());
    forgeries.put(Check.SIGNATURE, inclusion(events, 5, otherSignature));

    byte[] head = Hex.bytes(honest.head());
    forgeries.put(Check.KEY, inclusion(events, 5, checkpoint(LOG, events, SIZE, head, THIEF)));

    List<byte[]> pasted = events(SIZE, 5, event(6));
    forgeries.put(Check.POSITION, inclusion(pasted, 5, checkpoint(pasted, SIZE)));

    forgeries.put(
        Check.INCLUSION,
        Proof.inclusion(5, events(SIZE, 5, swapped(5)).get(4), path(events, 5), honest));

    forgeries.put(
        Check.HEAD, inclusion(events, SIZE, checkpoint(LOG, events, SIZE, new byte[32], NODE)));

    Checkpoint elsewhere =
        checkpoint(new UUID(3, 4), events, 8, TreeHash.sha256().digest(events.get(7)), NODE);
    forgeries.put(Check.SAME_LOG, consistency(elsewhere, honest, events));

    List<byte[]> rewritten = events(SIZE, 2, swapped(2));
    forgeries.put(Check.FIRST_ROOT, consistency(checkpoint(rewritten, 9), honest, events));

    forgeries.put(
        Check.SECOND_ROOT,
        consistency(
            checkpoint(events, 9), checkpoint(events(SIZE, 20, swapped(20)), SIZE), events));

    forgeries.put(
        Check.SAME_HEAD,
        consistency(honest, checkpoint(LOG, events, SIZE, new byte[32], NODE), events));

    assertThat(forgeries.keySet()).containsExactlyInAnyOrder(Check.values());
    forgeries.forEach(
        (check, forgery) -> assertThat(failing(forgery)).as("%s", forgery).containsExactly(check));
  }

  @Test
  @DisplayName("failures #141: bytes of another kind are no event, wherever they are signed for")
  void takesNothingElseForAnEvent() {
    byte[] whole = event(5);
    byte[] endless = whole.clone();
    ByteBuffer.wrap(endless).putInt(Integer.MAX_VALUE);
    byte[] unwritable = whole.clone();
    unwritable[4 + 17 + 8 + 4] = (byte) 0xff;
    List<byte[]> others = new ArrayList<>(List.of(event("fairlead.other.v1", 5)));
    others.addAll(List.of(endless, unwritable, Arrays.copyOf(whole, whole.length + 1)));
    for (int length = 0; length < whole.length; length++) {
      others.add(Arrays.copyOf(whole, length));
    }
    for (byte[] bytes : others) {
      List<byte[]> events = events(SIZE, 5, bytes);

      assertThat(failing(inclusion(events, 5, checkpoint(events, SIZE))))
          .as(Hex.of(bytes))
          .containsExactly(Check.POSITION);
    }
  }

  @Test
  void readsWhatAnEventSays() {
    List<byte[]> events = events(SIZE);

    assertThat(ProvenEvent.of(inclusion(events, 5, checkpoint(events, SIZE))))
        .contains(
            new ProvenEvent(
                5,
                "test",
                "s",
                4,
                new UUID(3, 5),
                TIME,
                "test.happened.v1",
                "23",
                "0".repeat(64),
                Hex.of(TreeHash.sha256().digest(event(5)))));
  }

  @Test
  @DisplayName("failures #141: a path that fits a position outside of the tree proves nothing")
  void refusesAPositionThatTheTreeDoesNotHave() {
    for (Map.Entry<Integer, Integer> leaf : Map.of(13, 5, 0, 8).entrySet()) {
      List<byte[]> events = events(8, leaf.getValue(), event(leaf.getKey()));

      assertThat(
              failing(
                  Proof.inclusion(
                      leaf.getKey(),
                      event(leaf.getKey()),
                      path(events, leaf.getValue()),
                      checkpoint(events, 8))))
          .as("position %d", leaf.getKey())
          .containsExactly(Check.INCLUSION);
    }
  }

  @Test
  @DisplayName("failures #141: no log begins with a longer one")
  void refusesThatALogBeginsWithALongerOne() {
    byte[] root = tree(events(2)).root(2);
    Checkpoint longer =
        Checkpoint.sign(LOG, 2, root, new byte[32], TIME, NODE.publicKey(), NODE::sign);
    Checkpoint shorter =
        Checkpoint.sign(LOG, 1, root, new byte[32], TIME, NODE.publicKey(), NODE::sign);

    assertThat(failing(Proof.consistency(longer, shorter, List.of())))
        .containsExactly(Check.FIRST_ROOT, Check.SECOND_ROOT);
  }

  /** An event at its place with another content. */
  private static byte[] swapped(long position) {
    byte[] bytes = event(position);
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }

  private List<byte[]> path(List<byte[]> events, long position) {
    return tree(events).inclusion(position - 1, events.size());
  }

  @Test
  @DisplayName("failures #141: no single changed digit of a proof passes")
  void refusesEveryChangedDigit() {
    List<byte[]> events = events(SIZE);
    Checkpoint honest = checkpoint(events, SIZE);
    for (Proof proof :
        List.of(inclusion(events, 5, honest), consistency(checkpoint(events, 9), honest, events))) {
      String json = proof.toJson();
      for (int i = 0; i < json.length(); i++) {
        if ("0123456789abcdef".indexOf(json.charAt(i)) >= 0) {
          char other = json.charAt(i) == '7' ? '8' : '7';
          String changed = json.substring(0, i) + other + json.substring(i + 1);
          assertThat(isAccepted(changed)).as("%s", changed).isFalse();
        }
      }
    }
  }

  private boolean isAccepted(String json) {
    try {
      return checker.failures(Proof.parse(json)).isEmpty();
    } catch (MalformedProof e) {
      return false;
    }
  }

  @Test
  @DisplayName("failures #140: an inner node can't be passed off as an event")
  void refusesAnInnerNodeAsALeaf() {
    byte[] left = hash.leaf(TreeHash.sha256().digest(event(1)));
    byte[] right = hash.leaf(TreeHash.sha256().digest(event(2)));
    byte[] both = Arrays.copyOf(left, 64);
    System.arraycopy(right, 0, both, 32, 32);

    assertThat(hash.leaf(both)).isNotEqualTo(hash.node(left, right));
  }

  @Test
  void trustsAnyKeyWhenNoneIsNamedButTheKeyMustHaveSigned() {
    List<byte[]> events = events(SIZE);
    byte[] head = TreeHash.sha256().digest(events.getLast());
    Proof proof = inclusion(events, 5, checkpoint(LOG, events, SIZE, head, THIEF));

    assertThat(new ProofChecker(Set.of()).failures(proof)).isEmpty();
  }

  @Test
  @DisplayName("failures #124: what is no proof is a typed error")
  void refusesWhatIsNoProof() {
    String json = inclusion(events(SIZE), 5, checkpoint(events(SIZE), SIZE)).toJson();
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "null",
            "{}",
            json + "x",
            json.replace("\"position\":5", "\"position\":5,\"position\":6"),
            json.replace("\"position\":5", "\"position\":-5"),
            json.replace("\"position\":5", "\"position\":5.0"),
            json.replace("\"position\":5", "\"position\":99999999999999999999"),
            json.replace("inclusion.v1", "inclusion.v2"),
            json.replace("\"event\":\"", "\"event\":\"0"),
            json.replace("\"log\":\"", "\"log\":\"x"),
            json.replace("\"key\":\"", "\"key\":\"\\u0041"),
            "{\"a\":".repeat(50) + "1" + "}".repeat(50))) {
      assertThatThrownBy(() -> Proof.parse(text)).as(text).isInstanceOf(MalformedProof.class);
    }
  }
}

package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.ProofChecker;
import dev.fairlead.event.proof.TreeHash;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is said of proofs by a version that can't read every event. */
final class ProofLinesTest {
  private static final LocalEventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());

  private static Proof.Inclusion proof(String type, byte[] payload) {
    ByteBuffer bytes = ByteBuffer.allocate(256);
    put(bytes, "fairlead.event.v1");
    bytes.putLong(1);
    put(bytes, "node");
    put(bytes, "node-1");
    bytes.putLong(0).putLong(7).putLong(9).putLong(1_000_001);
    put(bytes, type);
    put(bytes, payload);
    put(bytes, new byte[32]);
    byte[] event = Arrays.copyOf(bytes.array(), bytes.position());
    byte[] hash = sha256(event);
    Checkpoint checkpoint =
        Checkpoint.sign(
            new UUID(1, 2),
            1,
            new TreeHash().leaf(hash),
            hash,
            Instant.EPOCH,
            SIGNER.publicKey().toArray(),
            message -> SIGNER.sign(message).toArray());
    return Proof.inclusion(1, event, List.of(), checkpoint);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ByteBuffer bytes, String text) {
    put(bytes, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(ByteBuffer bytes, byte[] part) {
    bytes.putInt(part.length).put(part);
  }

  private static String lines(Proof proof) {
    return String.join(
        "\n", new ProofLines(false).of(proof, new ProofChecker(Set.of()).failures(proof)));
  }

  @Test
  void showsTheEventWhereThisVersionCanReadIt() {
    NodeEvent started = new NodeEvent.Started("node-1", "0.7");

    assertThat(lines(proof(EventCodec.typeOf(started), EventCodec.payload(started))))
        .contains(
            "the event is at position 1 of log 00000000-0000-0001-0000-000000000002",
            "#1    node started  node-1 0.7",
            "event       node.started.v1, version 0 of node/node-1, id 00000000-0000-0007-",
            "recorded    1970-01-01T00:00:01.000001Z");
  }

  @Test
  void saysWhatItCanOfAnEventOfALaterVersion() {
    Proof.Inclusion novel = proof("node.novel.v9", new byte[] {1});

    assertThat(lines(novel))
        .contains(
            "#1    unknown       node.novel.v9",
            "event       node.novel.v9, version 0 of node/node-1, id 00000000-0000-0007-",
            "recorded    1970-01-01T00:00:01.000001Z",
            "hash        0x" + novel.checkpoint().head(),
            "root      " + novel.checkpoint().root());
    assertThat(new ProofLines(true).json(novel, List.of()))
        .contains("\"type\":\"node.novel.v9\"", "\"trusted\":true");
  }
}

package dev.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.v1.EvidenceServiceGrpc;
import dev.fairlead.api.v1.EvidenceServiceGrpc.EvidenceServiceBlockingStub;
import dev.fairlead.api.v1.ProveConsistencyRequest;
import dev.fairlead.api.v1.ProveInclusionRequest;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.ProofChecker;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Proofs over real sockets and the real database, checked by nothing but their own words. */
final class EvidenceApiTest {
  private final PastFixture past = new PastFixture();

  @AfterEach
  void close() {
    past.close();
  }

  private EvidenceServiceBlockingStub evidence() {
    return EvidenceServiceGrpc.newBlockingStub(past.channel())
        .withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  @Test
  void provesThatAnEventIsInTheLog() {
    past.bound(1, 7);
    long head = past.accepted(2);

    String json = inclusion(3, 0);

    assertThat(Proof.parse(json))
        .isInstanceOfSatisfying(
            Proof.Inclusion.class,
            proof -> {
              assertThat(proof.position()).isEqualTo(3);
              assertThat(proof.checkpoint().size()).isEqualTo(head);
            });
    assertHolds(json);
    assertThat(new ProofChecker(Set.of()).failures(Proof.parse(moved(json)))).isNotEmpty();
    assertThatThrownBy(() -> inclusion(head + 1, 0)).hasMessageContaining("from 1 to " + head);
  }

  /** The same proof for the event beside. */
  private static String moved(String json) {
    return json.replaceFirst("\"position\":\\s*3", "\"position\":4");
  }

  private String inclusion(long position, long size) {
    return evidence()
        .proveInclusion(
            ProveInclusionRequest.newBuilder().setPosition(position).setSize(size).build())
        .getJson();
  }

  @Test
  void provesThatALongerLogBeginsWithAShorterOne() {
    long shorter = past.bound(1, 7);
    long longer = past.accepted(2);

    String json =
        evidence()
            .proveConsistency(ProveConsistencyRequest.newBuilder().setFromSize(shorter).build())
            .getJson();

    assertThat(Proof.parse(json))
        .isInstanceOfSatisfying(
            Proof.Consistency.class,
            proof -> {
              assertThat(proof.from().size()).isEqualTo(shorter);
              assertThat(proof.to().size()).isEqualTo(longer);
            });
    assertHolds(json);
  }

  private static void assertHolds(String json) {
    assertThat(new ProofChecker(Set.of()).failures(Proof.parse(json))).isEmpty();
  }
}

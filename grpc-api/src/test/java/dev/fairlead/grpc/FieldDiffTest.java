package dev.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Timestamp;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.FieldChange;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.StatusCount;
import dev.fairlead.api.v1.TransactionView;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FieldDiffTest {
  @Test
  void namesEachFieldThatDiffersByItsPath() {
    IntentView before =
        IntentView.newBuilder()
            .setStatus(IntentStatus.INTENT_STATUS_SIGNED)
            .setUpdatedAt(Timestamp.newBuilder().setSeconds(1))
            .setFee("0")
            .addTransactions(TransactionView.newBuilder().setNonce(7).addChannels("public"))
            .build();
    IntentView after =
        before.toBuilder()
            .setStatus(IntentStatus.INTENT_STATUS_INCLUDED)
            .setUpdatedAt(Timestamp.newBuilder().setSeconds(2))
            .setTransactions(
                0,
                TransactionView.newBuilder()
                    .setNonce(7)
                    .setBlock(BlockRef.newBuilder().setNumber(12)))
            .build();

    assertThat(FieldDiff.between(before, after))
        .extracting(FieldChange::getPath, FieldChange::getBefore, FieldChange::getAfter)
        .containsExactlyInAnyOrder(
            tuple("status", "INTENT_STATUS_SIGNED", "INTENT_STATUS_INCLUDED"),
            tuple("updated_at", "1970-01-01T00:00:01Z", "1970-01-01T00:00:02Z"),
            tuple("transactions[0].channels[0]", "public", ""),
            tuple("transactions[0].block.number", "", "12"));
    assertThat(FieldDiff.between(after, after)).isEmpty();
  }

  @Test
  void countsNothingAsTheSameAsADefault() {
    assertThat(FieldDiff.between(null, IntentView.getDefaultInstance())).isEmpty();
    assertThat(FieldDiff.between(null, null)).isEmpty();
    assertThat(FieldDiff.between(IntentView.newBuilder().setFee("5").build(), null))
        .extracting(FieldChange::getPath, FieldChange::getBefore, FieldChange::getAfter)
        .containsExactly(tuple("fee", "5", ""));
  }

  @Test
  void comparesPartsOfAListByTheirNames() {
    List<StatusCount> before =
        List.of(
            count(IntentStatus.INTENT_STATUS_SIGNED, 1),
            count(IntentStatus.INTENT_STATUS_SETTLED, 4));
    List<StatusCount> after =
        List.of(
            count(IntentStatus.INTENT_STATUS_SETTLED, 5),
            count(IntentStatus.INTENT_STATUS_FAILED, 1));

    assertThat(FieldDiff.between("counts", before, after, each -> each.getStatus().name()))
        .extracting(FieldChange::getPath, FieldChange::getBefore, FieldChange::getAfter)
        .contains(
            tuple("counts[INTENT_STATUS_SIGNED].intents", "1", ""),
            tuple("counts[INTENT_STATUS_SETTLED].intents", "4", "5"),
            tuple("counts[INTENT_STATUS_FAILED].intents", "", "1"));
  }

  private static StatusCount count(IntentStatus status, long intents) {
    return StatusCount.newBuilder().setStatus(status).setIntents(intents).build();
  }
}

package dev.fairlead.grpc;

import dev.fairlead.api.v1.CheckpointDocument;
import dev.fairlead.api.v1.EvidenceServiceGrpc;
import dev.fairlead.api.v1.GetCheckpointRequest;
import dev.fairlead.api.v1.ProofDocument;
import dev.fairlead.api.v1.ProveConsistencyRequest;
import dev.fairlead.api.v1.ProveInclusionRequest;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.LogEvidence;
import dev.fairlead.model.LogPosition;
import io.grpc.stub.StreamObserver;

/** Proofs about the log. */
final class EvidenceApi extends EvidenceServiceGrpc.EvidenceServiceImplBase {
  private final EventLog log;
  private final LogEvidence evidence;

  EvidenceApi(EventLog log, LogEvidence evidence) {
    this.log = log;
    this.evidence = evidence;
  }

  @Override
  public void getCheckpoint(
      GetCheckpointRequest request, StreamObserver<CheckpointDocument> responses) {
    Calls.answer(
        responses,
        () ->
            CheckpointDocument.newBuilder()
                .setJson(evidence.at(log.head().position().value()).toJson())
                .build());
  }

  @Override
  public void proveInclusion(
      ProveInclusionRequest request, StreamObserver<ProofDocument> responses) {
    Calls.answer(
        responses,
        () -> {
          long size = size("size", request.getSize());
          long position = within("position", request.getPosition(), size);
          return document(evidence.inclusion(new LogPosition(position), size).toJson());
        });
  }

  @Override
  public void proveConsistency(
      ProveConsistencyRequest request, StreamObserver<ProofDocument> responses) {
    Calls.answer(
        responses,
        () -> {
          long to = size("to_size", request.getToSize());
          long from = within("from_size", request.getFromSize(), to);
          return document(evidence.consistency(from, to).toJson());
        });
  }

  private long size(String field, long asked) {
    long head = log.head().position().value();
    return asked == 0 ? head : within(field, asked, head);
  }

  private static long within(String field, long value, long most) {
    if (value < 1 || value > most) {
      throw new InvalidField(field, "must be from 1 to " + most);
    }
    return value;
  }

  private static ProofDocument document(String json) {
    return ProofDocument.newBuilder().setJson(json).build();
  }
}

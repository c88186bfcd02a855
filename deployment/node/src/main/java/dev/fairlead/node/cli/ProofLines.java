package dev.fairlead.node.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.event.EventId;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.ProofChecker.Failure;
import dev.fairlead.event.proof.ProvenEvent;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import java.util.ArrayList;
import java.util.List;

/** What a proof that holds proves, and what is wrong with one that does not. */
final class ProofLines {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Whether the reader named the keys that he trusts. */
  private final boolean trusted;

  ProofLines(boolean trusted) {
    this.trusted = trusted;
  }

  /** For people. */
  List<String> of(Proof proof, List<Failure> failures) {
    if (!failures.isEmpty()) {
      return failures.stream().map(failure -> failure.check() + ": " + failure.what()).toList();
    }
    List<String> lines = new ArrayList<>();
    switch (proof) {
      case Proof.Inclusion inclusion -> {
        lines.add(
            "the event is at position %d of log %s"
                .formatted(inclusion.position(), inclusion.checkpoint().log()));
        lines.addAll(event(inclusion));
        lines.addAll(checkpoint(inclusion.checkpoint()));
      }
      case Proof.Consistency consistency -> {
        lines.add(
            "log %s with %d events begins with the whole of its first %d"
                .formatted(
                    consistency.to().log(), consistency.to().size(), consistency.from().size()));
        lines.addAll(checkpoint(consistency.from()));
        lines.addAll(checkpoint(consistency.to()));
      }
    }
    return lines;
  }

  private static List<String> event(Proof.Inclusion proof) {
    RecordedEvent event = message(ProvenEvent.of(proof).orElseThrow());
    List<String> lines = new ArrayList<>(EventLines.of(event));
    lines.add(
        "event       %s, version %d of %s, id %s"
            .formatted(event.getType(), event.getVersion(), event.getStream(), event.getEventId()));
    lines.add("recorded    " + Timestamps.toString(event.getRecordedAt()));
    lines.add("hash        " + event.getHash());
    return lines;
  }

  private List<String> checkpoint(Checkpoint checkpoint) {
    return List.of(
        "checkpoint  of %d events, signed %s by key %s%s"
            .formatted(
                checkpoint.size(),
                checkpoint.time(),
                checkpoint.key(),
                trusted ? ", which you trust" : "; whose that is, you must judge"),
        "  key       " + checkpoint.publicKey(),
        "  root      " + checkpoint.root(),
        "  head      " + checkpoint.head());
  }

  /** For programs, on one line; of a proof that does not hold only what is wrong with it. */
  String json(Proof proof, List<Failure> failures) {
    JsonObject line = new JsonObject();
    line.addProperty("holds", failures.isEmpty());
    if (failures.isEmpty()) {
      line.addProperty("trusted", trusted);
      switch (proof) {
        case Proof.Inclusion inclusion -> {
          RecordedEvent event = message(ProvenEvent.of(inclusion).orElseThrow());
          line.add("event", JsonParser.parseString(Json.line(event)));
          line.add("checkpoint", JsonParser.parseString(inclusion.checkpoint().toJson()));
        }
        case Proof.Consistency consistency -> {
          line.add("from", JsonParser.parseString(consistency.from().toJson()));
          line.add("to", JsonParser.parseString(consistency.to().toJson()));
        }
      }
    } else {
      line.add("failures", failures(failures));
    }
    return JSON.toJson(line);
  }

  private static JsonArray failures(List<Failure> failures) {
    JsonArray all = new JsonArray();
    for (Failure failure : failures) {
      JsonObject one = new JsonObject();
      one.addProperty("check", failure.check().name());
      one.addProperty("what", failure.what());
      all.add(one);
    }
    return all;
  }

  /** As a node tells it; without its content where this version can't read that. */
  private static RecordedEvent message(ProvenEvent event) {
    StreamId stream = new StreamId(event.kind(), event.id());
    Bytes payload = Bytes.parse("0x" + event.payload());
    try {
      return EventCodec.message(
          new dev.fairlead.event.RecordedEvent(
              new LogPosition(event.position()),
              stream,
              event.version(),
              new EventId(event.eventId()),
              event.recordedAt(),
              event.type(),
              payload,
              EventCodec.decode(stream, event.type(), payload),
              Bytes32.parse("0x" + event.previous()),
              Bytes32.parse("0x" + event.hash())));
    } catch (UnreadableEvent e) {
      return RecordedEvent.newBuilder()
          .setPosition(event.position())
          .setStream(stream.toString())
          .setVersion(event.version())
          .setEventId(event.eventId().toString())
          .setRecordedAt(Json.time(event.recordedAt().toString()))
          .setType(event.type())
          .setHash("0x" + event.hash())
          .build();
    }
  }
}

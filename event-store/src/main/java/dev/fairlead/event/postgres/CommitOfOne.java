package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.Claim;
import java.nio.ByteBuffer;
import java.util.List;
import org.postgresql.core.Oid;

/** A commit of one event that rests on at most one claim: {@code append_event}. */
final class CommitOfOne {
  static final PreparedCall CALL =
      PreparedCall.of(
          "append_event",
          Oid.INT8,
          Oid.BYTEA,
          Oid.INT8,
          Oid.INT8,
          Oid.BYTEA,
          Oid.TIMESTAMPTZ,
          Oid.INT8,
          Oid.TEXT,
          Oid.TEXT,
          Oid.INT8,
          Oid.UUID,
          Oid.TEXT,
          Oid.BYTEA,
          Oid.TEXT,
          Oid.BYTEA,
          Oid.TEXT,
          Oid.TEXT,
          Oid.BYTEA,
          Oid.INT8,
          Oid.BYTEA,
          Oid.INT8,
          Oid.UUID);

  private static final int KEY = 3;
  private static final int NONCE = 3;

  /** What is there besides the payload, most often. */
  private static final int LEAST = 512;

  private CommitOfOne() {}

  /** Whether a commit is as small as that. */
  static boolean fits(SealedBatch sealed) {
    return sealed.events().size() == 1 && claims(sealed).size() <= 1;
  }

  private static List<Claim> claims(SealedBatch sealed) {
    Append only = sealed.batch().appends().getFirst().append();
    return only.claims();
  }

  /** What goes to the server. */
  static ByteBuffer call(SealedBatch sealed) {
    Head head = sealed.head();
    StoredEvent event = sealed.events().getFirst();
    BinaryValues call =
        CALL.begin(LEAST + event.payload().length)
            .put(head.position())
            .put(head.hash())
            .put(head.epoch())
            .put(event.position())
            .put(event.hash())
            .put(sealed.recordedAt())
            .put(sealed.streams()[0])
            .put(event.stream().kind())
            .put(event.stream().id())
            .put(event.version())
            .put(event.id().value())
            .put(event.type())
            .put(event.payload())
            .put(sealed.key())
            .put(sealed.signature());
    List<Claim> claims = claims(sealed);
    if (claims.isEmpty()) {
      call.putNulls(KEY + NONCE + 1);
    } else {
      put(claims.getFirst(), call);
    }
    return PreparedCall.end(call);
  }

  private static void put(Claim claim, BinaryValues call) {
    switch (claim) {
      case Claim.IdempotencyKey key ->
          call.put(key.principal()).put(key.key()).put(key.requestHash().toArray()).putNulls(NONCE);
      case Claim.AccountNonce nonce ->
          call.putNulls(KEY)
              .put(nonce.chain().value())
              .put(nonce.account().toArray())
              .put(nonce.nonce().value());
    }
    call.put(claim.intent().value());
  }
}

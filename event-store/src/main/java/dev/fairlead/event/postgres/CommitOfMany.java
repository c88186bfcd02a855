package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.Claim;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.core.Oid;

/** A commit of any number of events and claims: {@code append_commit}. */
final class CommitOfMany {
  static final PreparedCall CALL =
      PreparedCall.of(
          "append_commit",
          Oid.INT8,
          Oid.BYTEA,
          Oid.INT8,
          Oid.INT8,
          Oid.BYTEA,
          Oid.TIMESTAMPTZ,
          Oid.INT8_ARRAY,
          Oid.TEXT_ARRAY,
          Oid.TEXT_ARRAY,
          Oid.INT8_ARRAY,
          Oid.UUID_ARRAY,
          Oid.TEXT_ARRAY,
          Oid.BYTEA_ARRAY,
          Oid.BYTEA_ARRAY,
          Oid.BYTEA_ARRAY,
          Oid.TEXT,
          Oid.BYTEA,
          Oid.TEXT_ARRAY,
          Oid.TEXT_ARRAY,
          Oid.BYTEA_ARRAY,
          Oid.UUID_ARRAY,
          Oid.INT8_ARRAY,
          Oid.INT8_ARRAY,
          Oid.BYTEA_ARRAY,
          Oid.INT8_ARRAY,
          Oid.UUID_ARRAY,
          Oid.INT8_ARRAY);

  /** So many columns of claims of each kind. */
  private static final int CLAIM = 5;

  /** What is there besides the columns of events, most often. */
  private static final int LEAST = 512;

  private CommitOfMany() {}

  /** What goes to the server. */
  static ByteBuffer call(SealedBatch sealed) {
    Head head = sealed.head();
    Head after = sealed.after();
    EventColumns events = EventColumns.of(sealed.events(), sealed.streams());
    BinaryValues call =
        CALL.begin(LEAST + events.length())
            .put(head.position())
            .put(head.hash())
            .put(head.epoch())
            .put(after.position())
            .put(after.hash())
            .put(sealed.recordedAt())
            .put(events.streams())
            .put(events.kinds())
            .put(events.names())
            .put(events.versions())
            .put(events.ids())
            .put(events.types())
            .put(events.payloads())
            .put(events.previous())
            .put(events.hashes())
            .put(sealed.key())
            .put(sealed.signature());
    putClaims(sealed, call);
    return PreparedCall.end(call);
  }

  /** A claim at the position of the event that tells of it. */
  private record Placed<C extends Claim>(C claim, long position) {}

  private static void putClaims(SealedBatch sealed, BinaryValues call) {
    List<Placed<Claim.IdempotencyKey>> keys = new ArrayList<>();
    List<Placed<Claim.AccountNonce>> nonces = new ArrayList<>();
    for (int i = 0; i < sealed.firsts().size(); i++) {
      long first = sealed.firsts().get(i);
      Append append = sealed.batch().appends().get(i).append();
      for (Claim claim : append.claims()) {
        long position = ToldClaims.position(claim, append.streams(), first);
        switch (claim) {
          case Claim.IdempotencyKey key -> keys.add(new Placed<>(key, position));
          case Claim.AccountNonce nonce -> nonces.add(new Placed<>(nonce, position));
        }
      }
    }
    putKeys(keys, call);
    putNonces(nonces, call);
  }

  private static void putKeys(List<Placed<Claim.IdempotencyKey>> keys, BinaryValues call) {
    if (keys.isEmpty()) {
      call.putNulls(CLAIM);
      return;
    }
    int n = keys.size();
    String[] principals = new String[n];
    String[] names = new String[n];
    byte[][] requests = new byte[n][];
    UUID[] intents = new UUID[n];
    long[] positions = new long[n];
    for (int i = 0; i < n; i++) {
      Claim.IdempotencyKey key = keys.get(i).claim();
      principals[i] = key.principal();
      names[i] = key.key();
      requests[i] = key.requestHash().toArray();
      intents[i] = key.intent().value();
      positions[i] = keys.get(i).position();
    }
    call.put(BinaryArray.texts(principals))
        .put(BinaryArray.texts(names))
        .put(BinaryArray.byteStrings(requests))
        .put(BinaryArray.uuids(intents))
        .put(BinaryArray.longs(positions));
  }

  private static void putNonces(List<Placed<Claim.AccountNonce>> nonces, BinaryValues call) {
    if (nonces.isEmpty()) {
      call.putNulls(CLAIM);
      return;
    }
    int n = nonces.size();
    long[] chains = new long[n];
    byte[][] accounts = new byte[n][];
    long[] values = new long[n];
    UUID[] intents = new UUID[n];
    long[] positions = new long[n];
    for (int i = 0; i < n; i++) {
      Claim.AccountNonce nonce = nonces.get(i).claim();
      chains[i] = nonce.chain().value();
      accounts[i] = nonce.account().toArray();
      values[i] = nonce.nonce().value();
      intents[i] = nonce.intent().value();
      positions[i] = nonces.get(i).position();
    }
    call.put(BinaryArray.longs(chains))
        .put(BinaryArray.byteStrings(accounts))
        .put(BinaryArray.longs(values))
        .put(BinaryArray.uuids(intents))
        .put(BinaryArray.longs(positions));
  }
}

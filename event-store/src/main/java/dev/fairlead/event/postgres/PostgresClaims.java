package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.ACCOUNT_NONCE;
import static dev.fairlead.event.postgres.schema.Tables.IDEMPOTENCY_KEY;

import dev.fairlead.event.Claims;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The claims' tables, read. */
final class PostgresClaims implements Claims {
  private final DSLContext database;

  PostgresClaims(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<Nonce> highestNonce(ChainId chain, Address account) {
    return reading(
        "reading the nonces of " + account,
        () ->
            database
                .select(ACCOUNT_NONCE.NONCE)
                .from(ACCOUNT_NONCE)
                .where(ACCOUNT_NONCE.CHAIN.eq(chain.value()))
                .and(ACCOUNT_NONCE.ACCOUNT.eq(account.toArray()))
                .orderBy(ACCOUNT_NONCE.NONCE.desc())
                .limit(1)
                .fetchOptional(row -> new Nonce(row.value1())));
  }

  @Override
  public Optional<IntentId> holder(ChainId chain, Address account, Nonce nonce) {
    return reading(
        "reading who holds nonce " + nonce + " of " + account,
        () ->
            database
                .select(ACCOUNT_NONCE.INTENT)
                .from(ACCOUNT_NONCE)
                .where(ACCOUNT_NONCE.CHAIN.eq(chain.value()))
                .and(ACCOUNT_NONCE.ACCOUNT.eq(account.toArray()))
                .and(ACCOUNT_NONCE.NONCE.eq(nonce.value()))
                .fetchOptional(row -> new IntentId(row.value1())));
  }

  @Override
  public List<NonceClaim> claimed(
      ChainId chain, Address account, LogPosition upTo, @Nullable Nonce below, int limit) {
    Condition wanted =
        ACCOUNT_NONCE
            .CHAIN
            .eq(chain.value())
            .and(ACCOUNT_NONCE.ACCOUNT.eq(account.toArray()))
            .and(ACCOUNT_NONCE.POSITION.le(upTo.value()));
    Condition condition =
        below == null ? wanted : wanted.and(ACCOUNT_NONCE.NONCE.lt(below.value()));
    return reading(
        "reading the lane of " + account,
        () ->
            database
                .select(ACCOUNT_NONCE.NONCE, ACCOUNT_NONCE.INTENT, ACCOUNT_NONCE.POSITION)
                .from(ACCOUNT_NONCE)
                .where(condition)
                // A lane's nonces are claimed in their order, and the index is by position.
                .orderBy(ACCOUNT_NONCE.POSITION.desc())
                .limit(limit)
                .fetch(row ->
                    new NonceClaim(
                        new Nonce(row.value1()),
                        new IntentId(row.value2()),
                        new LogPosition(row.value3()))));
  }

  @Override
  public List<Holding> heldBy(IntentId intent) {
    return reading(
        "reading the nonces of intent " + intent,
        () ->
            database
                .selectDistinct(ACCOUNT_NONCE.CHAIN, ACCOUNT_NONCE.ACCOUNT)
                .from(ACCOUNT_NONCE)
                .where(ACCOUNT_NONCE.INTENT.eq(intent.value()))
                .fetch(row -> new Holding(new ChainId(row.value1()), Address.of(row.value2()))));
  }

  @Override
  public Optional<KeyUse> keyUse(String principal, String key) {
    return reading(
        "reading an idempotency key",
        () ->
            database
                .select(IDEMPOTENCY_KEY.INTENT, IDEMPOTENCY_KEY.REQUEST_HASH)
                .from(IDEMPOTENCY_KEY)
                .where(IDEMPOTENCY_KEY.PRINCIPAL.eq(principal))
                .and(IDEMPOTENCY_KEY.KEY.eq(key))
                .fetchOptional(
                    row -> new KeyUse(new IntentId(row.value1()), Bytes32.of(row.value2()))));
  }
}

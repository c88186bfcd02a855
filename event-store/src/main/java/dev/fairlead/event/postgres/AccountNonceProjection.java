package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.ACCOUNT_NONCE;

import dev.fairlead.event.Claim;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.postgres.schema.tables.AccountNonce;
import java.util.List;
import java.util.Set;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/** Makes the claims to nonces again from the transactions that got them. */
final class AccountNonceProjection implements Projection {
  static final String NAME = "account_nonce";

  private final String name;
  private final AccountNonce rows;

  /** Of the live table, which appends write themselves. */
  AccountNonceProjection() {
    this(NAME, ACCOUNT_NONCE);
  }

  private AccountNonceProjection(String name, AccountNonce rows) {
    this.name = name;
    this.rows = rows;
  }

  @Override
  public Projection beside() {
    String table = Projection.beside(NAME);
    return new AccountNonceProjection(table, ACCOUNT_NONCE.rename(table));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long revision() {
    return 1;
  }

  @Override
  public EventFilter filter() {
    return EventFilter.kind("intent").ofTypes(Set.copyOf(ToldClaims.OF_NONCES));
  }

  @Override
  public Table<?> table() {
    return rows;
  }

  @Override
  public List<Field<?>> key() {
    return List.of(rows.CHAIN, rows.ACCOUNT, rows.NONCE);
  }

  @Override
  public void apply(List<RecordedEvent> events, DSLContext transaction) {
    if (events.isEmpty()) {
      return;
    }
    BatchBindStep batch =
        transaction.batch(
            transaction
                .insertInto(rows, rows.CHAIN, rows.ACCOUNT, rows.NONCE, rows.INTENT, rows.POSITION)
                .values((Long) null, null, null, null, null)
                .onConflictDoNothing());
    for (RecordedEvent event : events) {
      Claim.AccountNonce nonce =
          ToldClaims.of(event.event())
              .filter(Claim.AccountNonce.class::isInstance)
              .map(Claim.AccountNonce.class::cast)
              .orElseThrow();
      batch =
          batch.bind(
              nonce.chain().value(),
              nonce.account().toArray(),
              nonce.nonce().value(),
              nonce.intent().value(),
              event.position().value());
    }
    batch.execute();
  }
}

package dev.fairlead.bench.events;

import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.event.LogDatabase;
import java.util.UUID;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcSQLErrorCodesResolver;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;

/**
 * Axon's JDBC storage engine with its own tables, an event a transaction; payloads pass through as
 * the bytes that they are.
 */
final class AxonEngine implements Caller {
  private final JdbcEventStorageEngine engine;
  private final String aggregate = UUID.randomUUID().toString();
  private final byte[] payload = Payload.bytes();
  private long sequence;

  private AxonEngine(JdbcEventStorageEngine engine) {
    this.engine = engine;
  }

  static Contestant open(LogDatabase database) {
    HikariDataSource pool = Pool.open(database);
    AxonBytes serializer = new AxonBytes();
    JdbcEventStorageEngine engine =
        JdbcEventStorageEngine.builder()
            .eventSerializer(serializer)
            .snapshotSerializer(serializer)
            .persistenceExceptionResolver(new JdbcSQLErrorCodesResolver())
            .connectionProvider(pool::getConnection)
            .transactionManager(NoTransactionManager.instance())
            .build();
    engine.createSchema(PostgresEventTableFactory.INSTANCE);
    return new InProcess("axon jdbc", () -> new AxonEngine(engine), pool::close);
  }

  @Override
  public void append() {
    engine.appendEvents(new GenericDomainEventMessage<>("bench", aggregate, sequence++, payload));
  }
}

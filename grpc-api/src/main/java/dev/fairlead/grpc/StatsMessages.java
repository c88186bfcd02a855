package dev.fairlead.grpc;

import dev.fairlead.api.v1.EventCursor;
import dev.fairlead.api.v1.LogStats;
import dev.fairlead.event.Cursor;
import dev.fairlead.event.LogHead;
import dev.fairlead.event.LogStatistics;
import dev.fairlead.event.Projections;
import dev.fairlead.event.codec.Values;

/** The log's figures on the wire. */
final class StatsMessages {
  private StatsMessages() {}

  static EventCursor cursor(Cursor cursor) {
    return EventCursor.newBuilder()
        .setName(cursor.name().value())
        .setPosition(cursor.position().value())
        .setMovedAt(Values.timestamp(cursor.movedAt()))
        .build();
  }

  static LogStats stats(LogStatistics.LogStats stats) {
    LogStats.Builder message =
        LogStats.newBuilder()
            .setPosition(stats.head().position().value())
            .setHeadHash(stats.head().hash().toString())
            .setDatabase(stats.edition().words())
            .setPostgresVersion(stats.edition().postgres())
            .setTimescaleVersion(stats.edition().timescale().orElse(""))
            .setTimescaleLicense(stats.edition().license().orElse(""))
            .setStreams(stats.streams())
            .setSeals(stats.seals());
    stats.types().forEach(type -> message.addTypes(type(type)));
    stats.times().forEach(time -> message.addTimes(time(time)));
    stats.tables().forEach(table -> message.addTables(table(table)));
    stats.chunks().forEach(chunk -> message.addChunks(chunk(chunk)));
    stats.projections().forEach(state -> message.addProjections(state(state, stats.head())));
    stats.cursors().forEach(cursor -> message.addCursors(cursor(cursor)));
    return message.build();
  }

  private static LogStats.TypeCount type(LogStatistics.TypeCount type) {
    return LogStats.TypeCount.newBuilder()
        .setType(type.type())
        .setEvents(type.events())
        .setPayloadBytes(type.bytes())
        .build();
  }

  private static LogStats.TimeCount time(LogStatistics.TimeCount time) {
    return LogStats.TimeCount.newBuilder()
        .setStart(Values.timestamp(time.start()))
        .setEvents(time.events())
        .build();
  }

  private static LogStats.TableSize table(LogStatistics.TableSize table) {
    return LogStats.TableSize.newBuilder().setTable(table.table()).setBytes(table.bytes()).build();
  }

  private static LogStats.Chunk chunk(LogStatistics.Chunk chunk) {
    return LogStats.Chunk.newBuilder()
        .setName(chunk.name())
        .setFromPosition(chunk.from().value())
        .setToPosition(chunk.to().value())
        .setBytes(chunk.bytes())
        .setCompressed(chunk.compressed())
        .build();
  }

  private static LogStats.ProjectionState state(Projections.State state, LogHead head) {
    return LogStats.ProjectionState.newBuilder()
        .setName(state.name())
        .setPosition(state.position().value())
        .setLag(Math.max(0, head.position().value() - state.position().value()))
        .setStopped(state.stopped() == null ? "" : state.stopped())
        .build();
  }
}

package dev.fairlead.grpc;

import dev.fairlead.event.Moment;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import org.jspecify.annotations.Nullable;

/** Reads moments from requests. */
final class MomentFields {
  private MomentFields() {}

  static Moment moment(String field, dev.fairlead.api.v1.Moment moment) {
    return switch (moment.getMomentCase()) {
      case POSITION -> new Moment.At(position(field + ".position", moment.getPosition()));
      case TIME -> new Moment.When(Fields.instant(field + ".time", moment.getTime()));
      case BLOCK -> {
        long id = moment.getBlock().getChainId();
        @Nullable ChainId chain = id == 0 ? null : Fields.chain(field + ".block.chain_id", id);
        yield new Moment.Seen(
            chain,
            Fields.parsed(field + ".block.hash", moment.getBlock().getHash(), BlockHash::parse));
      }
      case MOMENT_NOT_SET -> throw new InvalidField(field, "say a position, a time or a block");
    };
  }

  static LogPosition position(String field, long value) {
    if (value < 0) {
      throw new InvalidField(field, "is beyond any log");
    }
    return new LogPosition(value);
  }
}

package dev.fairlead.event.codec;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.FeePaid;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;

/** What transactions did in their blocks, as messages. */
public final class SettlementMessages {
  private SettlementMessages() {}

  public static dev.fairlead.api.v1.Settlement message(Settlement settlement) {
    dev.fairlead.api.v1.Settlement.Builder message =
        dev.fairlead.api.v1.Settlement.newBuilder()
            .setIndex(settlement.index())
            .setFee(message(settlement.fee()));
    Revert revert = settlement.revert();
    if (revert != null) {
      message.setRevert(
          dev.fairlead.api.v1.Revert.newBuilder()
              .setKind(message(revert.kind()))
              .setReason(revert.reason()));
    }
    settlement.movements().forEach(movement -> message.addMovements(message(movement)));
    return message.build();
  }

  public static dev.fairlead.api.v1.LimitCheck message(LimitCheck limits) {
    return dev.fairlead.api.v1.LimitCheck.newBuilder()
        .setMost(Values.amount(limits.most()))
        .setLeast(Values.amount(limits.least()))
        .setKept(limits.kept())
        .build();
  }

  static Settlement settlement(dev.fairlead.api.v1.Settlement m) {
    return new Settlement(
        m.getIndex(),
        new FeePaid(
            Values.wei(m.getFee().getExecution()),
            Values.wei(m.getFee().getData()),
            Values.wei(m.getFee().getOperator()),
            Values.wei(m.getFee().getBlobs())),
        m.hasRevert() ? new Revert(kind(m.getRevert().getKind()), m.getRevert().getReason()) : null,
        m.getMovementsList().stream().map(SettlementMessages::movement).toList());
  }

  static LimitCheck limits(dev.fairlead.api.v1.LimitCheck m) {
    return new LimitCheck(Values.amount(m.getMost()), Values.amount(m.getLeast()), m.getKept());
  }

  private static dev.fairlead.api.v1.FeePaid message(FeePaid fee) {
    return dev.fairlead.api.v1.FeePaid.newBuilder()
        .setExecution(fee.execution().toString())
        .setData(fee.data().toString())
        .setOperator(fee.operator().toString())
        .setBlobs(fee.blobs().toString())
        .build();
  }

  private static dev.fairlead.api.v1.Movement message(Movement movement) {
    dev.fairlead.api.v1.Movement.Builder message =
        dev.fairlead.api.v1.Movement.newBuilder()
            .setHolder(movement.holder().toString())
            .setReceived(movement.received().toString())
            .setGiven(movement.given().toString());
    Address token = movement.token();
    if (token != null) {
      message.setToken(token.toString());
    }
    switch (movement.balance()) {
      case BalanceCheck.Compared(var before, var after, var received, var given) ->
          message.setCompared(
              dev.fairlead.api.v1.Movement.Compared.newBuilder()
                  .setBefore(before.toString())
                  .setAfter(after.toString())
                  .setReceived(received.toString())
                  .setGiven(given.toString()));
      case BalanceCheck.Unknown(String why) ->
          message.setUnknown(dev.fairlead.api.v1.Movement.Unknown.newBuilder().setWhy(why));
    }
    return message.build();
  }

  private static Movement movement(dev.fairlead.api.v1.Movement m) {
    return new Movement(
        Address.parse(m.getHolder()),
        m.getToken().isEmpty() ? null : Address.parse(m.getToken()),
        Uint256.parse(m.getReceived()),
        Uint256.parse(m.getGiven()),
        balance(m));
  }

  private static BalanceCheck balance(dev.fairlead.api.v1.Movement m) {
    return switch (m.getBalanceCase()) {
      case COMPARED ->
          new BalanceCheck.Compared(
              Uint256.parse(m.getCompared().getBefore()),
              Uint256.parse(m.getCompared().getAfter()),
              Uint256.parse(m.getCompared().getReceived()),
              Uint256.parse(m.getCompared().getGiven()));
      case UNKNOWN -> new BalanceCheck.Unknown(m.getUnknown().getWhy());
      case BALANCE_NOT_SET -> throw new IllegalArgumentException("a movement without its check");
    };
  }

  private static dev.fairlead.api.v1.Revert.Kind message(Revert.Kind kind) {
    return switch (kind) {
      case TEXT -> dev.fairlead.api.v1.Revert.Kind.TEXT;
      case PANIC -> dev.fairlead.api.v1.Revert.Kind.PANIC;
      case NAMED -> dev.fairlead.api.v1.Revert.Kind.NAMED;
      case UNNAMED -> dev.fairlead.api.v1.Revert.Kind.UNNAMED;
      case SILENT -> dev.fairlead.api.v1.Revert.Kind.SILENT;
      case OUT_OF_GAS -> dev.fairlead.api.v1.Revert.Kind.OUT_OF_GAS;
      case UNKNOWN -> dev.fairlead.api.v1.Revert.Kind.UNKNOWN;
    };
  }

  private static Revert.Kind kind(dev.fairlead.api.v1.Revert.Kind kind) {
    return switch (kind) {
      case TEXT -> Revert.Kind.TEXT;
      case PANIC -> Revert.Kind.PANIC;
      case NAMED -> Revert.Kind.NAMED;
      case UNNAMED -> Revert.Kind.UNNAMED;
      case SILENT -> Revert.Kind.SILENT;
      case OUT_OF_GAS -> Revert.Kind.OUT_OF_GAS;
      case UNKNOWN -> Revert.Kind.UNKNOWN;
      case KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a revert of kind " + kind);
    };
  }
}

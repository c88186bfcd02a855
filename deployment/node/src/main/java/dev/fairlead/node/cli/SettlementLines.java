package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.FeePaid;
import dev.fairlead.api.v1.LimitCheck;
import dev.fairlead.api.v1.Movement;
import dev.fairlead.api.v1.Settlement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What a transaction did in its block, as lines for people. */
final class SettlementLines {
  private static final Asset COIN = Asset.newBuilder().setSymbol("ETH").setDecimals(18).build();

  private final List<Asset> known;

  /** Amounts of these assets are shown in their units. */
  SettlementLines(List<Asset> known) {
    this.known = List.copyOf(known);
  }

  List<String> of(Settlement settlement) {
    List<String> lines = new ArrayList<>();
    lines.add("paid " + fee(settlement.getFee()));
    if (settlement.hasRevert()) {
      lines.add("failed because: " + settlement.getRevert().getReason());
    }
    int agreeing = 0;
    for (Movement movement : settlement.getMovementsList()) {
      if (movement.hasCompared() && excess(movement.getCompared()).signum() == 0) {
        agreeing++;
      } else {
        lines.add(doubt(movement));
      }
    }
    if (agreeing > 0) {
      lines.add(
          agreeing
              + (agreeing == 1 ? " balance shows" : " balances show")
              + " what the logs and the fee tell");
    }
    return lines;
  }

  /** Whether the trade kept to what was signed for it. */
  static String of(LimitCheck limits) {
    return (limits.getKept() ? "within " : "BEYOND ")
        + "the limits: at most "
        + Amounts.show(limits.getMost())
        + " for at least "
        + Amounts.show(limits.getLeast());
  }

  private static String fee(FeePaid fee) {
    StringJoiner parts = new StringJoiner(" + ");
    part(parts, fee.getExecution(), "for gas");
    part(parts, fee.getData(), "for data");
    part(parts, fee.getOperator(), "for the operator");
    part(parts, fee.getBlobs(), "for blobs");
    return parts.length() == 0 ? "nothing" : parts.toString();
  }

  private static void part(StringJoiner parts, String wei, String what) {
    if (!wei.isEmpty() && !wei.equals("0")) {
      parts.add(Amounts.ether(wei) + " ETH " + what);
    }
  }

  private String doubt(Movement movement) {
    String who = name(movement) + " of " + movement.getHolder();
    if (!movement.hasCompared()) {
      return "not checked: " + who + ": " + movement.getUnknown().getWhy();
    }
    Movement.Compared compared = movement.getCompared();
    BigInteger excess = excess(compared);
    return "MISMATCH: %s: told +%s -%s in the block, but %s became %s: %s %s than told"
        .formatted(
            who,
            amount(movement, compared.getReceived()),
            amount(movement, compared.getGiven()),
            amount(movement, compared.getBefore()),
            amount(movement, compared.getAfter()),
            amount(movement, excess.abs().toString()),
            excess.signum() < 0 ? "less" : "more");
  }

  private static BigInteger excess(Movement.Compared compared) {
    return new BigInteger(compared.getAfter())
        .subtract(new BigInteger(compared.getBefore()))
        .subtract(new BigInteger(compared.getReceived()))
        .add(new BigInteger(compared.getGiven()));
  }

  private String name(Movement movement) {
    Asset asset = asset(movement);
    return asset.getSymbol().isEmpty() ? "token " + movement.getToken() : asset.getSymbol();
  }

  private String amount(Movement movement, String units) {
    Asset asset = asset(movement);
    return asset.getSymbol().isEmpty() ? units : Amounts.show(asset, units);
  }

  private Asset asset(Movement movement) {
    if (movement.getToken().isEmpty()) {
      return COIN;
    }
    return known.stream()
        .filter(asset -> asset.getAddress().equals(movement.getToken()))
        .findFirst()
        .orElse(Asset.getDefaultInstance());
  }
}

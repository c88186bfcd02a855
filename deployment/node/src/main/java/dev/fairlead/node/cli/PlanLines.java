package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Candidate;
import dev.fairlead.api.v1.GasInputs;
import dev.fairlead.api.v1.Grounds;
import dev.fairlead.api.v1.Hop;
import dev.fairlead.api.v1.InclusionSpeed;
import dev.fairlead.api.v1.Leg;
import dev.fairlead.api.v1.Plan;
import dev.fairlead.api.v1.Way;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as lines for people: what it trades by which pools, what it costs and what spoke for it.
 */
final class PlanLines {
  private PlanLines() {}

  /** What spoke for a plan beside its routes. */
  static List<String> grounds(Grounds grounds, Plan plan) {
    List<String> lines = new ArrayList<>();
    switch (grounds.getBoundCase()) {
      case AT_MOST ->
          lines.add(
              "no plan gives more than %s for that: the gap is %s"
                  .formatted(
                      Amounts.show(grounds.getAtMost()),
                      Amounts.gap(plan.getQuoted(), grounds.getAtMost())));
      case BOUND_UNKNOWN ->
          lines.add("what no plan could exceed is not known: " + grounds.getBoundUnknown());
      case BOUND_NOT_SET -> {}
    }
    if (grounds.getMarginalPricesCount() > 0) {
      lines.add("one more would give " + String.join(", ", grounds.getMarginalPricesList()));
    }
    if (!grounds.getDataCost().isEmpty()) {
      lines.add("about " + Amounts.gwei(grounds.getDataCost()) + " for its bytes, beside the gas");
    }
    grounds.getChecksList().forEach(check -> lines.add(check.getName() + ": " + check.getDetail()));
    return lines;
  }

  /** A plan, its legs, and the routes that were priced and not taken. */
  static List<String> plan(Plan plan, List<Candidate> considered, GasInputs gas) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Amounts.show(plan.getSell())
            + " -> "
            + Amounts.show(plan.getQuoted())
            + " at block "
            + plan.getPricedAt().getNumber()
            + ", at least "
            + Amounts.show(plan.getLeast()));
    lines.add(
        "price impact "
            + Amounts.percent(plan.getPriceImpactBillionths())
            + ", about "
            + plan.getGas()
            + " gas");
    plan.getLegsList().forEach(leg -> lines.add(leg(plan, leg)));
    if (plan.hasWay()) {
      lines.add(way(plan.getWay()));
    }
    lines.addAll(CandidateLines.notTaken(considered, plan.getQuoted().getAsset(), gas));
    return lines;
  }

  private static String way(Way way) {
    String router = way.getRouter();
    String by = router.isEmpty() ? "the executor" : "the venue's router " + router;
    return way.getWhy().isEmpty() ? "by " + by : "by " + by + ": " + way.getWhy();
  }

  /** What gas was taken to cost. */
  static String gas(GasInputs gas) {
    return "gas at base fee %s and %stip %s (block %d), %s%s"
        .formatted(
            Amounts.gwei(gas.getBaseFee()),
            gas.getSpeed() == InclusionSpeed.INCLUSION_SPEED_UNSPECIFIED
                ? ""
                : FeeLines.word(gas.getSpeed()) + " ",
            Amounts.gwei(gas.getPriorityFee()),
            gas.getAt().getNumber(),
            gas.hasNativeWorth()
                ? "1 ETH taken as " + Amounts.show(gas.getNativeWorth())
                : "not weighed against the output",
            gas.hasDataFee() ? "; bytes at " + FeeLines.of(gas.getDataFee()) : "");
  }

  private static String leg(Plan plan, Leg leg) {
    StringBuilder line = new StringBuilder(share(plan, leg));
    line.append(" ").append(leg.getHops(0).getTokenIn().getSymbol());
    for (Hop hop : leg.getHopsList()) {
      line.append(" -[")
          .append(hop.getPool().getVenue())
          .append(' ')
          .append(shortKey(hop.getPool().getKey()))
          .append("]-> ")
          .append(hop.getTokenOut().getSymbol());
    }
    return line.toString();
  }

  /** Of all that the plan's legs take of the token that the leg begins at. */
  private static String share(Plan plan, Leg leg) {
    BigInteger taken =
        plan.getLegsList().stream()
            .map(each -> each.getHops(0))
            .filter(first -> first.getTokenIn().equals(leg.getHops(0).getTokenIn()))
            .map(first -> new BigInteger(first.getAmountIn()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigDecimal part =
        new BigDecimal(new BigInteger(leg.getHops(0).getAmountIn())).movePointRight(2);
    return part.divide(new BigDecimal(taken), 1, RoundingMode.HALF_EVEN) + " %";
  }

  /** The ends of a long name in hex. */
  static String shortKey(String hex) {
    return hex.length() <= 12 ? hex : hex.substring(0, 8) + "…" + hex.substring(hex.length() - 4);
  }
}

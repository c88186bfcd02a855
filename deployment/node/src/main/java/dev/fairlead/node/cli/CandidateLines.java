package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.Candidate;
import dev.fairlead.api.v1.GasInputs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The routes that were priced and not taken, in words. */
final class CandidateLines {
  private static final int SHOWN = 4;
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private CandidateLines() {}

  /**
   * Each would have given an amount of {@code bought}, less what its gas and bytes were taken to
   * cost.
   */
  static List<String> notTaken(List<Candidate> considered, Asset bought, GasInputs gas) {
    List<String> lines = new ArrayList<>();
    List<Candidate> rejected =
        considered.stream().filter(candidate -> !candidate.getChosen()).toList();
    rejected.stream()
        .limit(SHOWN)
        .forEach(candidate -> lines.add("not taken: " + of(candidate, bought, gas)));
    if (rejected.size() > SHOWN) {
      lines.add("and " + (rejected.size() - SHOWN) + " more routes that were priced");
    }
    return lines;
  }

  private static String of(Candidate candidate, Asset bought, GasInputs gas) {
    List<String> pools =
        candidate.getPoolsList().stream()
            .map(pool -> pool.getVenue() + " " + PlanLines.shortKey(pool.getKey()))
            .toList();
    String output =
        candidate.getAmountOut().isEmpty() || candidate.getAmountOut().equals("0")
            ? ""
            : " gives "
                + Amounts.show(bought, candidate.getAmountOut())
                + net(candidate, bought, gas);
    return String.join(" > ", pools) + output + " (" + candidate.getVerdict() + ")";
  }

  private static BigInteger beside(Candidate candidate) {
    return candidate.getDataCost().isEmpty()
        ? BigInteger.ZERO
        : new BigInteger(candidate.getDataCost());
  }

  /** Nothing where the gas, or its worth in what is bought, is not told. */
  private static String net(Candidate candidate, Asset bought, GasInputs gas) {
    if (candidate.getGas() == 0 || !gas.getNativeWorth().getAsset().equals(bought)) {
      return "";
    }
    BigInteger wei =
        new BigInteger(gas.getBaseFee())
            .add(new BigInteger(gas.getPriorityFee()))
            .multiply(BigInteger.valueOf(candidate.getGas()))
            .add(beside(candidate));
    BigInteger cost = wei.multiply(new BigInteger(gas.getNativeWorth().getAmount())).divide(ETHER);
    BigInteger net = new BigInteger(candidate.getAmountOut()).subtract(cost);
    return ", net of gas " + Amounts.show(bought, net.toString());
  }
}

package dev.fairlead.node.cli;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.BookAsOf;
import dev.fairlead.api.v1.ChainHead;
import dev.fairlead.api.v1.ChainLife;
import dev.fairlead.api.v1.Decision;
import dev.fairlead.api.v1.FieldChange;
import dev.fairlead.api.v1.Figure;
import dev.fairlead.api.v1.HistoryDiff;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.LaneAsOf;
import dev.fairlead.api.v1.LaneNext;
import dev.fairlead.api.v1.LaneNonce;
import dev.fairlead.api.v1.MarketAsOf;
import dev.fairlead.api.v1.MarketQuote;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.NodeLife;
import dev.fairlead.api.v1.PoolState;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.StatusCount;
import dev.fairlead.api.v1.TransactionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Answers about the past as lines for people. */
final class HistoryLines {
  private HistoryLines() {}

  /** An intent and why each thing was decided on it. */
  static List<String> of(IntentView view) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %s  since #%d, %s"
            .formatted(
                view.getIntentId(),
                Statuses.word(view.getStatus()),
                view.getPosition(),
                Timestamps.toString(view.getUpdatedAt())));
    lines.add("strategy      " + view.getStrategyId());
    lines.add("wanted        " + EventLines.wish(view.getIntent()));
    view.getChecksList()
        .forEach(check -> lines.add("risk          " + check.getName() + ": " + check.getDetail()));
    view.getDecisionsList()
        .forEach(decision -> lines.addAll(decision(decision, view.getIntent().getBuy())));
    SettlementLines settled =
        new SettlementLines(List.of(view.getIntent().getSell(), view.getIntent().getBuy()));
    for (TransactionView transaction : view.getTransactionsList()) {
      lines.add(transaction(transaction));
      outcome(transaction, settled).forEach(line -> lines.add("              " + line));
    }
    if (view.hasBought()) {
      lines.add(
          "traded        "
              + Amounts.show(view.getSold())
              + " -> "
              + Amounts.show(view.getBought()));
    }
    if (!view.getFee().isEmpty() && !view.getFee().equals("0")) {
      lines.add("fees          " + Amounts.ether(view.getFee()) + " ETH");
    }
    if (view.hasReason()) {
      lines.add("reason        " + view.getReason().getMessage());
    }
    return lines;
  }

  /** What would be done, and what speaks for it. */
  static List<String> of(PreviewIntentResponse preview) {
    List<String> lines =
        new ArrayList<>(
            PlanLines.plan(preview.getPlan(), preview.getConsideredList(), preview.getGas()));
    if (preview.hasGas()) {
      lines.add(PlanLines.gas(preview.getGas()));
    }
    lines.addAll(PlanLines.grounds(preview.getGrounds(), preview.getPlan()));
    lines.add(
        "simulation gave %s, %d gas for %s ETH"
            .formatted(
                Amounts.show(preview.getSimulated()),
                preview.getGasUsed(),
                Amounts.ether(preview.getGasCost())));
    return lines;
  }

  private static List<String> decision(Decision decision, Asset bought) {
    List<String> lines = new ArrayList<>();
    if (decision.hasPlan()) {
      List<String> plan =
          PlanLines.plan(decision.getPlan(), decision.getConsideredList(), decision.getGas());
      lines.add("plan #%-7d %s".formatted(decision.getPosition(), plan.getFirst()));
      lines.add("              priced at block " + decision.getPlan().getPricedAt().getHash());
      plan.stream().skip(1).forEach(line -> lines.add("              " + line));
    } else {
      lines.add(
          "no plan #%-4d of %d routes"
              .formatted(decision.getPosition(), decision.getConsideredCount()));
      CandidateLines.notTaken(decision.getConsideredList(), bought, decision.getGas())
          .forEach(line -> lines.add("              " + line));
    }
    if (decision.hasGas()) {
      lines.add("              " + PlanLines.gas(decision.getGas()));
    }
    PlanLines.grounds(decision.getGrounds(), decision.getPlan())
        .forEach(line -> lines.add("              " + line));
    if (decision.hasSimulated()) {
      lines.add(
          "  held        simulation gave %s at block %d, %d gas"
              .formatted(
                  Amounts.show(decision.getSimulated().getBought()),
                  decision.getSimulated().getAt().getNumber(),
                  decision.getSimulated().getGasUsed()));
    }
    if (decision.hasDeferred()) {
      lines.add(
          "  not held    %s (block %d)"
              .formatted(
                  decision.getDeferred().getReason().getMessage(),
                  decision.getDeferred().getAt().getNumber()));
    }
    if (decision.hasFailed()) {
      lines.add("  gave up     " + decision.getFailed().getReason().getMessage());
    }
    return lines;
  }

  /** What it did in its block, if it is in one. */
  private static List<String> outcome(TransactionView transaction, SettlementLines settled) {
    List<String> lines = new ArrayList<>();
    if (transaction.hasOutcome()) {
      TransactionView.Outcome outcome = transaction.getOutcome();
      lines.add(
          "%s, %d gas at %s"
              .formatted(
                  outcome.getSucceeded() ? "succeeded" : "reverted",
                  outcome.getGasUsed(),
                  Amounts.gwei(outcome.getGasPrice())));
      if (outcome.hasLimits()) {
        lines.add(SettlementLines.of(outcome.getLimits()));
      }
      if (outcome.hasSettlement()) {
        lines.addAll(settled.of(outcome.getSettlement()));
      }
    }
    return lines;
  }

  private static String transaction(TransactionView transaction) {
    return "transaction   %s nonce %d%s, gas at most %s each, tip %s, limit %d%s%s"
        .formatted(
            transaction.getRole().toLowerCase(Locale.ROOT),
            transaction.getNonce(),
            transaction.getHash().isEmpty() ? " (not signed)" : " " + transaction.getHash(),
            Amounts.gwei(transaction.getMaxFeePerGas()),
            Amounts.gwei(transaction.getMaxPriorityFeePerGas()),
            transaction.getGasLimit(),
            transaction.getChannelsCount() == 0
                ? ""
                : ", offered to " + String.join(", ", transaction.getChannelsList()),
            transaction.hasBlock() ? ", in block " + transaction.getBlock().getNumber() : "");
  }

  static List<String> of(BookAsOf book) {
    List<String> lines = new ArrayList<>();
    lines.add("as of #" + book.getPosition());
    book.getCountsList().forEach(count -> lines.add(count(count)));
    for (IntentView view : book.getIntentsList()) {
      lines.add(
          "%s  %-10s  #%-8d %s"
              .formatted(
                  view.getIntentId(),
                  Statuses.word(view.getStatus()),
                  view.getPosition(),
                  EventLines.wish(view.getIntent())));
    }
    more(lines, book.getNextPageToken());
    return lines;
  }

  static List<String> of(LaneAsOf lane) {
    List<String> lines = new ArrayList<>();
    lines.add("as of #" + lane.getPosition());
    for (LaneNonce nonce : lane.getNoncesList()) {
      lines.add(
          "nonce %-8d %-9s  %s (%s), claimed at #%d"
              .formatted(
                  nonce.getNonce(),
                  nonce.getState().name().toLowerCase(Locale.ROOT),
                  nonce.getIntentId(),
                  Statuses.word(nonce.getIntentStatus()),
                  nonce.getClaimedAt()));
      nonce.getTransactionsList().forEach(each -> lines.add("  " + transaction(each)));
    }
    more(lines, lane.getNextPageToken());
    return lines;
  }

  private static void more(List<String> lines, String token) {
    if (!token.isEmpty()) {
      lines.add("more with --page " + token);
    }
  }

  static List<String> of(NodeAsOf node) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "as of #%d, %s, head %s"
            .formatted(node.getPosition(), time(node.getRecordedAt()), node.getHash()));
    for (NodeLife life : node.getNodesList()) {
      lines.add(
          "node %s %s, %s, key %s"
              .formatted(
                  life.getName(),
                  life.getVersion(),
                  life.getRunning() ? "running" : "not running",
                  life.getKey()));
    }
    node.getChainsList().forEach(chain -> lines.addAll(of(chain)));
    for (LaneNext lane : node.getLanesList()) {
      lines.add(
          "lane %d:%s  next nonce %d"
              .formatted(
                  lane.getLane().getChainId(), lane.getLane().getAccount(), lane.getNextNonce()));
    }
    for (ChainHead head : node.getHeadsList()) {
      lines.add(
          "chain %d at block %d (%s), seen %s"
              .formatted(
                  head.getBlock().getChainId(),
                  head.getBlock().getNumber(),
                  head.getBlock().getHash(),
                  time(head.getSeenAt())));
    }
    node.getCountsList().forEach(count -> lines.add(count(count)));
    node.getOpenIntentsList()
        .forEach(open ->
            lines.add(
                "open  %s  %s  #%d"
                    .formatted(
                        open.getIntentId(), Statuses.word(open.getStatus()), open.getPosition())));
    more(lines, node.getNextPageToken());
    return lines;
  }

  private static List<String> of(ChainLife chain) {
    List<String> lines = new ArrayList<>();
    if (chain.hasLastReorg()) {
      lines.add(
          "last reorg  #%d  %s"
              .formatted(chain.getReorgPosition(), EventLines.reorg(chain.getLastReorg())));
    }
    chain
        .getHaltsList()
        .forEach(halt ->
            lines.add(
                "HALTED  chain %d for %s since #%d: %s"
                    .formatted(
                        chain.getChainId(), halt.getNode(), halt.getPosition(), halt.getReason())));
    chain
        .getSwitchedOffList()
        .forEach(off ->
            lines.add(
                "OFF     %s for %s since #%d by %s: %s"
                    .formatted(
                        EventLines.part(chain.getChainId(), off.getPart()),
                        off.getNode(),
                        off.getPosition(),
                        off.getBy(),
                        off.getReason())));
    return lines;
  }

  private static String count(StatusCount count) {
    return "%-10s  %d".formatted(Statuses.word(count.getStatus()), count.getIntents());
  }

  static List<String> of(HistoryDiff diff) {
    List<String> lines = new ArrayList<>();
    lines.add("from #%d to #%d".formatted(diff.getFromPosition(), diff.getToPosition()));
    diff.getEventsList().forEach(event -> lines.addAll(EventLines.of(event)));
    if (diff.getMoreEvents()) {
      lines.add("and more events; see --limit");
    }
    for (FieldChange change : diff.getChangesList()) {
      lines.add(
          "%s: %s -> %s"
              .formatted(change.getPath(), shown(change.getBefore()), shown(change.getAfter())));
    }
    return lines;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : value;
  }

  static List<String> of(MarketAsOf market) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "market of chain %d at the end of block %d (%s)"
            .formatted(
                market.getBlock().getChainId(),
                market.getBlock().getNumber(),
                market.getBlock().getHash()));
    lines.add(
        "seen %s by %s, with the log at #%d"
            .formatted(time(market.getSeenAt()), market.getNode(), market.getPosition()));
    if (market.hasGas()) {
      lines.add(
          "base fee %s%s"
              .formatted(
                  Amounts.gwei(market.getGas().getBaseFee()),
                  market.getGas().getNextBaseFee().isEmpty()
                      ? ""
                      : ", next %s and tip %s"
                          .formatted(
                              Amounts.gwei(market.getGas().getNextBaseFee()),
                              Amounts.gwei(market.getGas().getPriorityFee()))));
    }
    market.getQuotesList().forEach(quote -> lines.add(quote(quote)));
    for (PoolState pool : market.getPoolsList()) {
      lines.add(
          "%s %s  %s  since block %d"
              .formatted(
                  pool.getPool().getVenue(),
                  pool.getPool().getKey(),
                  pool.getTokensList().stream()
                      .map(Asset::getSymbol)
                      .collect(Collectors.joining("/")),
                  pool.getSince().getNumber()));
      for (Figure figure : pool.getFiguresList()) {
        lines.add("    %-24s %s".formatted(figure.getName(), figure.getValue()));
      }
    }
    more(lines, market.getNextPageToken());
    return lines;
  }

  private static String quote(MarketQuote quote) {
    return "quote for %s: %s of %s -> %s of %s by %s%s"
        .formatted(
            quote.getIntentId(),
            quote.getSold(),
            quote.getSellToken(),
            quote.getBought(),
            quote.getBuyToken(),
            quote.getRouteList().stream()
                .map(pool -> pool.getVenue() + ":" + pool.getKey())
                .collect(Collectors.joining(" > ")),
            quote.getTaken() ? ", taken" : " (" + quote.getVerdict() + ")");
  }

  private static String time(Timestamp time) {
    return Timestamps.toString(time);
  }
}

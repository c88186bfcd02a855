package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ChainReorganised;
import dev.fairlead.api.v1.InclusionSpeed;
import dev.fairlead.api.v1.IntentAccepted;
import dev.fairlead.api.v1.IntentCancelRequested;
import dev.fairlead.api.v1.IntentPlanned;
import dev.fairlead.api.v1.IntentRefused;
import dev.fairlead.api.v1.IntentSettled;
import dev.fairlead.api.v1.MarketPart;
import dev.fairlead.api.v1.MarketSwitchedOff;
import dev.fairlead.api.v1.MarketSwitchedOn;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.ResolvedIntent;
import dev.fairlead.api.v1.TransactionIncluded;
import dev.fairlead.api.v1.TransactionRole;
import dev.fairlead.api.v1.TransactionSubmitted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The life of an intent as lines for people: one head line an event, indented lines of detail. */
public final class EventLines {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private EventLines() {}

  public static List<String> of(RecordedEvent event) {
    List<String> lines = new ArrayList<>();
    List<String> body = body(event);
    Instant time =
        Instant.ofEpochSecond(event.getRecordedAt().getSeconds(), event.getRecordedAt().getNanos());
    lines.add(
        String.format("%s  #%-4d %s", CLOCK.format(time), event.getPosition(), body.getFirst()));
    body.stream().skip(1).map(line -> " ".repeat(21) + line).forEach(lines::add);
    return lines;
  }

  private static List<String> body(RecordedEvent event) {
    return switch (event.getPayloadCase()) {
      case ACCEPTED -> accepted(event.getAccepted());
      case REFUSED -> refused(event.getRefused());
      case PLANNED -> planned(event.getPlanned());
      case DEFERRED ->
          one(
              "deferred    ",
              event.getDeferred().getReason().getMessage()
                  + " (block "
                  + event.getDeferred().getAt().getNumber()
                  + priced(event.getDeferred().getConsideredCount())
                  + ")");
      case SIMULATED ->
          one(
              "simulated   ",
              Amounts.show(event.getSimulated().getBought())
                  + " at block "
                  + event.getSimulated().getAt().getNumber()
                  + ", "
                  + event.getSimulated().getGasUsed()
                  + " gas");
      case PLAN_BOUNDED ->
          one(
              "bounded     ",
              "no plan gives more than %s for what plan %d sells"
                  .formatted(
                      Amounts.show(event.getPlanBounded().getAtMost()),
                      event.getPlanBounded().getPlan()));
      case ASSIGNED ->
          one(
              "assigned    ",
              role(event.getAssigned().getRole())
                  + " has nonce "
                  + event.getAssigned().getTransaction().getNonce());
      case SIGNED ->
          one(
              "signed      ",
              role(event.getSigned().getRole()) + " " + event.getSigned().getHash());
      case SUBMITTED -> one("submitted   ", submitted(event.getSubmitted()));
      case INCLUDED -> included(event.getIncluded());
      case RETRACTED ->
          one(
              "retracted   ",
              "block " + event.getRetracted().getBlock().getNumber() + " left the chain");
      case CANCEL_REQUESTED -> one("cancelling  ", cancelling(event.getCancelRequested()));
      case SETTLED -> settled(event.getSettled());
      case FAILED ->
          one(
              "failed      ",
              event.getFailed().getReason().getMessage()
                  + fee(event.getFailed().getFee())
                  + priced(event.getFailed().getConsideredCount()));
      case CANCELLED -> one("cancelled   ", "no trade" + fee(event.getCancelled().getFee()));
      case EXPIRED -> one("expired     ", "no trade" + fee(event.getExpired().getFee()));
      case NODE_STARTED ->
          one(
              "node started",
              event.getNodeStarted().getNode() + " " + event.getNodeStarted().getVersion());
      case NODE_STOPPED -> one("node stopped", event.getNodeStopped().getNode());
      case KEY_INTRODUCED -> one("key         ", event.getKeyIntroduced().getKey());
      case KEY_REVOKED -> one("key revoked ", event.getKeyRevoked().getKey());
      case CHAIN_REORGANISED -> one("reorganised ", reorg(event.getChainReorganised()));
      case CHAIN_HALTED ->
          one(
              "chain halted",
              "chain "
                  + event.getChainHalted().getChainId()
                  + " for "
                  + event.getChainHalted().getNode()
                  + ": "
                  + event.getChainHalted().getReason());
      case ACCOUNT_HELD ->
          one(
              "account held",
              account(event.getAccountHeld().getChainId(), event.getAccountHeld().getAccount())
                  + ": nonces from "
                  + event.getAccountHeld().getFirstNonce()
                  + " to before "
                  + event.getAccountHeld().getNextNonce()
                  + " are not the log's");
      case ACCOUNT_RESUMED ->
          one(
              "resumed     ",
              account(
                      event.getAccountResumed().getChainId(),
                      event.getAccountResumed().getAccount())
                  + " by "
                  + event.getAccountResumed().getBy()
                  + ": "
                  + event.getAccountResumed().getReason());
      case MARKET_SWITCHED_OFF -> {
        MarketSwitchedOff off = event.getMarketSwitchedOff();
        yield one(
            "switched off",
            part(off.getChainId(), off.getPart())
                + " at "
                + off.getNode()
                + " by "
                + off.getBy()
                + ": "
                + off.getReason());
      }
      case MARKET_SWITCHED_ON -> {
        MarketSwitchedOn on = event.getMarketSwitchedOn();
        yield one(
            "switched on ",
            part(on.getChainId(), on.getPart())
                + " at "
                + on.getNode()
                + " by "
                + on.getBy()
                + (on.getReason().isEmpty() ? "" : ": " + on.getReason()));
      }
      case PAYLOAD_NOT_SET -> one("unknown     ", event.getType());
    };
  }

  /** A part of a market, as it is named on a command line. */
  static String part(long chain, MarketPart part) {
    return "chain "
        + chain
        + " "
        + switch (part.getPartCase()) {
          case VENUE -> "venue " + part.getVenue();
          case TOKEN -> "token " + part.getToken();
          case POOL -> "pool " + part.getPool();
          case PART_NOT_SET -> "nothing";
        };
  }

  /** A reorg in one line. */
  static String reorg(ChainReorganised reorg) {
    return "chain %d left %d blocks above block %d: head %d %s instead of %d %s"
        .formatted(
            reorg.getChainId(),
            reorg.getDepth(),
            reorg.getAncestor().getNumber(),
            reorg.getHead().getNumber(),
            reorg.getHead().getHash(),
            reorg.getAbandoned().getNumber(),
            reorg.getAbandoned().getHash());
  }

  private static String account(long chain, String account) {
    return account + " on chain " + chain;
  }

  private static List<String> one(String word, String text) {
    return List.of(word + "  " + text);
  }

  private static List<String> accepted(IntentAccepted accepted) {
    List<String> lines = new ArrayList<>(one("accepted    ", wish(accepted.getIntent())));
    accepted
        .getChecksList()
        .forEach(check -> lines.add("risk: " + check.getName() + ": " + check.getDetail()));
    return lines;
  }

  private static List<String> refused(IntentRefused refused) {
    List<String> lines = new ArrayList<>(one("refused     ", refused.getReason().getMessage()));
    refused
        .getChecksList()
        .forEach(check -> lines.add("passed: " + check.getName() + ": " + check.getDetail()));
    return lines;
  }

  static String wish(ResolvedIntent intent) {
    String trade =
        intent.hasSellAmount()
            ? "sell "
                + Amounts.show(intent.getSell(), intent.getSellAmount())
                + " for "
                + intent.getBuy().getSymbol()
            : "buy "
                + Amounts.show(intent.getBuy(), intent.getBuyAmount())
                + " with "
                + intent.getSell().getSymbol();
    InclusionSpeed speed = intent.getConstraints().getInclusionSpeed();
    return trade
        + ", slippage at most "
        + Amounts.percent(intent.getConstraints().getMaxSlippageBillionths())
        + ", "
        + intent.getConstraints().getPrivacy().name().toLowerCase(Locale.ROOT)
        + (speed == InclusionSpeed.INCLUSION_SPEED_UNSPECIFIED ? "" : ", " + FeeLines.word(speed));
  }

  private static List<String> planned(IntentPlanned planned) {
    List<String> lines =
        new ArrayList<>(
            PlanLines.plan(planned.getPlan(), planned.getConsideredList(), planned.getGas()));
    lines.set(0, "planned       " + lines.getFirst());
    if (planned.hasGas()) {
      lines.add(PlanLines.gas(planned.getGas()));
    }
    lines.addAll(PlanLines.grounds(planned.getGrounds(), planned.getPlan()));
    return lines;
  }

  private static String submitted(TransactionSubmitted submitted) {
    String answer =
        switch (submitted.getOutcomeCase()) {
          case SENT -> "taken";
          case REFUSED -> "refused: " + submitted.getRefused().getReason();
          case UNKNOWN -> "no clear answer: " + submitted.getUnknown().getDetail();
          case OUTCOME_NOT_SET -> "no answer recorded";
        };
    return PlanLines.shortKey(submitted.getHash())
        + " to "
        + submitted.getChannel()
        + ": "
        + answer;
  }

  private static List<String> included(TransactionIncluded included) {
    String where =
        role(included.getRole())
            + (included.getSucceeded() ? " in block " : " reverted in block ")
            + included.getBlock().getNumber()
            + ", "
            + included.getGasUsed()
            + " gas at "
            + Amounts.gwei(included.getGasPrice());
    List<String> lines = new ArrayList<>(one("included    ", where));
    if (included.getRole() == TransactionRole.TRANSACTION_ROLE_TRADE && included.getSucceeded()) {
      lines.add(Amounts.show(included.getSold()) + " -> " + Amounts.show(included.getBought()));
    }
    if (included.hasLimits()) {
      lines.add(SettlementLines.of(included.getLimits()));
    }
    if (included.hasSettlement()) {
      lines.addAll(
          new SettlementLines(
                  List.of(included.getSold().getAsset(), included.getBought().getAsset()))
              .of(included.getSettlement()));
    }
    return lines;
  }

  private static List<String> settled(IntentSettled settled) {
    return List.of(
        "final         "
            + Amounts.show(settled.getSold())
            + " -> "
            + Amounts.show(settled.getBought())
            + " in block "
            + settled.getBlock().getNumber()
            + fee(settled.getFee()));
  }

  private static String priced(int routes) {
    return routes == 0 ? "" : ", " + routes + " routes priced and none taken";
  }

  private static String cancelling(IntentCancelRequested request) {
    String asked = "asked by " + request.getBy();
    return request.hasReason() ? asked + ": " + request.getReason().getMessage() : asked;
  }

  private static String fee(String wei) {
    return wei.isEmpty() || wei.equals("0") ? "" : ", fees " + Amounts.ether(wei) + " ETH";
  }

  private static String role(TransactionRole role) {
    return switch (role) {
      case TRANSACTION_ROLE_APPROVAL -> "approval";
      case TRANSACTION_ROLE_TRADE -> "trade";
      case TRANSACTION_ROLE_CANCELLATION -> "cancellation";
      case TRANSACTION_ROLE_UNSPECIFIED, UNRECOGNIZED -> "transaction";
    };
  }
}

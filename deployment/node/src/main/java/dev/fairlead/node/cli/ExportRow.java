package dev.fairlead.node.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.Rejection;
import dev.fairlead.api.v1.ResolvedIntent;
import dev.fairlead.api.v1.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as a flat object. Every row has every column, in this order, null where an event does
 * not say; columns are added at the end, never changed.
 */
final class ExportRow {
  /** The columns, for people. */
  static final String COLUMNS =
      "position, recorded_at, stream_kind, stream_id, version, event_id, type, hash, strategy_id,"
          + " chain_id, sell_token, sell_amount, buy_token, buy_amount, account, nonce, tx_hash,"
          + " channel, block_number, block_hash, gas_used, fee_wei, reason_code, reason, payload";

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private ExportRow(RecordedEvent event) {
    for (String column : COLUMNS.split(", ", -1)) {
      values.put(column, null);
    }
    String[] stream = event.getStream().split("/", 2);
    set("position", event.getPosition());
    set("recorded_at", Timestamps.toString(event.getRecordedAt()));
    set("stream_kind", stream[0]);
    set("stream_id", stream.length > 1 ? stream[1] : "");
    set("version", event.getVersion());
    set("event_id", event.getEventId());
    set("type", event.getType());
    set("hash", event.getHash());
    fill(event);
  }

  /** The row as JSON, without a line break. */
  static String line(RecordedEvent event) {
    return GSON.toJson(new ExportRow(event).values);
  }

  private void fill(RecordedEvent event) {
    switch (event.getPayloadCase()) {
      case ACCEPTED -> {
        intent(event.getAccepted().getIntent());
        payload(event.getAccepted());
      }
      case REFUSED -> {
        intent(event.getRefused().getIntent());
        reason(event.getRefused().getReason());
        payload(event.getRefused());
      }
      case PLANNED -> {
        sold(event.getPlanned().getPlan().getSell());
        bought(event.getPlanned().getPlan().getQuoted());
        block(event.getPlanned().getPlan().getPricedAt());
        set("gas_used", event.getPlanned().getPlan().getGas());
        payload(event.getPlanned());
      }
      case DEFERRED -> {
        block(event.getDeferred().getAt());
        reason(event.getDeferred().getReason());
        payload(event.getDeferred());
      }
      case SIMULATED -> {
        block(event.getSimulated().getAt());
        bought(event.getSimulated().getBought());
        set("gas_used", event.getSimulated().getGasUsed());
        payload(event.getSimulated());
      }
      case ASSIGNED -> {
        transaction(event.getAssigned().getTransaction());
        payload(event.getAssigned());
      }
      case SIGNED -> {
        transaction(event.getSigned().getTransaction());
        set("tx_hash", event.getSigned().getHash());
        payload(event.getSigned());
      }
      case SUBMITTED -> {
        set("tx_hash", event.getSubmitted().getHash());
        set("channel", event.getSubmitted().getChannel());
        payload(event.getSubmitted());
      }
      case INCLUDED -> {
        set("tx_hash", event.getIncluded().getHash());
        block(event.getIncluded().getBlock());
        sold(event.getIncluded().getSold());
        bought(event.getIncluded().getBought());
        set("gas_used", event.getIncluded().getGasUsed());
        payload(event.getIncluded());
      }
      case RETRACTED -> {
        set("tx_hash", event.getRetracted().getHash());
        block(event.getRetracted().getBlock());
        payload(event.getRetracted());
      }
      case PLAN_BOUNDED -> payload(event.getPlanBounded());
      case CANCEL_REQUESTED -> payload(event.getCancelRequested());
      case SETTLED -> {
        set("tx_hash", event.getSettled().getHash());
        block(event.getSettled().getBlock());
        sold(event.getSettled().getSold());
        bought(event.getSettled().getBought());
        set("fee_wei", event.getSettled().getFee());
        payload(event.getSettled());
      }
      case FAILED -> {
        reason(event.getFailed().getReason());
        set("fee_wei", event.getFailed().getFee());
        payload(event.getFailed());
      }
      case CANCELLED -> {
        set("fee_wei", event.getCancelled().getFee());
        payload(event.getCancelled());
      }
      case EXPIRED -> {
        set("fee_wei", event.getExpired().getFee());
        payload(event.getExpired());
      }
      case NODE_STARTED -> payload(event.getNodeStarted());
      case NODE_STOPPED -> payload(event.getNodeStopped());
      case KEY_INTRODUCED -> payload(event.getKeyIntroduced());
      case KEY_REVOKED -> payload(event.getKeyRevoked());
      case CHAIN_REORGANISED -> {
        set("chain_id", event.getChainReorganised().getChainId());
        block(event.getChainReorganised().getHead());
        payload(event.getChainReorganised());
      }
      case CHAIN_HALTED -> {
        set("chain_id", event.getChainHalted().getChainId());
        set("reason", event.getChainHalted().getReason());
        payload(event.getChainHalted());
      }
      case ACCOUNT_HELD -> {
        set("chain_id", event.getAccountHeld().getChainId());
        set("account", event.getAccountHeld().getAccount());
        set("nonce", event.getAccountHeld().getFirstNonce());
        payload(event.getAccountHeld());
      }
      case ACCOUNT_RESUMED -> {
        set("chain_id", event.getAccountResumed().getChainId());
        set("account", event.getAccountResumed().getAccount());
        set("nonce", event.getAccountResumed().getNextNonce());
        set("reason", event.getAccountResumed().getReason());
        payload(event.getAccountResumed());
      }
      case MARKET_SWITCHED_OFF -> {
        set("chain_id", event.getMarketSwitchedOff().getChainId());
        set("reason", event.getMarketSwitchedOff().getReason());
        payload(event.getMarketSwitchedOff());
      }
      case MARKET_SWITCHED_ON -> {
        set("chain_id", event.getMarketSwitchedOn().getChainId());
        set("reason", event.getMarketSwitchedOn().getReason());
        payload(event.getMarketSwitchedOn());
      }
      case PAYLOAD_NOT_SET ->
          throw new IllegalArgumentException(
              "event %d of type %s is newer than this command; update fairlead"
                  .formatted(event.getPosition(), event.getType()));
    }
  }

  private void set(String column, Object value) {
    if (!values.containsKey(column)) {
      throw new IllegalStateException("there is no column " + column);
    }
    values.put(column, value);
  }

  private void intent(ResolvedIntent intent) {
    set("strategy_id", intent.getStrategyId());
    set("chain_id", intent.getSell().getChainId());
    set("sell_token", intent.getSell().getAddress());
    set("buy_token", intent.getBuy().getAddress());
    if (intent.hasSellAmount()) {
      set("sell_amount", intent.getSellAmount());
    } else {
      set("buy_amount", intent.getBuyAmount());
    }
  }

  private void transaction(Transaction transaction) {
    set("chain_id", transaction.getChainId());
    set("account", transaction.getFrom());
    set("nonce", transaction.getNonce());
  }

  private void sold(AssetAmount amount) {
    set("chain_id", amount.getAsset().getChainId());
    set("sell_token", amount.getAsset().getAddress());
    set("sell_amount", amount.getAmount());
  }

  private void bought(AssetAmount amount) {
    set("chain_id", amount.getAsset().getChainId());
    set("buy_token", amount.getAsset().getAddress());
    set("buy_amount", amount.getAmount());
  }

  private void block(BlockRef block) {
    set("block_number", block.getNumber());
    set("block_hash", block.getHash());
  }

  private void reason(Rejection reason) {
    set("reason_code", reason.getCode());
    set("reason", reason.getMessage());
  }

  private void payload(Message payload) {
    set("payload", Json.line(payload));
  }
}

package dev.fairlead.node.crash;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetTarget;
import dev.fairlead.api.v1.CancelIntentRequest;
import dev.fairlead.api.v1.Constraints;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.TransactionRole;
import dev.fairlead.api.v1.WatchIntentsRequest;
import dev.fairlead.model.Token;
import dev.fairlead.node.cli.NodeConnection;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Who wants one trade: submits it, and submits the same again when no answer came. Follows it by
 * the API, from its first event on.
 */
final class Strategy {
  static final String SETTLED = "intent.settled.v1";
  static final String CANCELLED = "intent.cancelled.v1";
  static final Set<String> ENDS =
      Set.of(SETTLED, CANCELLED, "intent.failed.v1", "intent.expired.v1", "intent.refused.v1");

  private static final String STRATEGY = "c7b6a5e4-3d2c-4b0a-9f8e-7d6c5b4a3e2d";
  private static final long WINDOW_MS = 600_000;

  private final UUID id = UUID.randomUUID();
  private final Intent intent;
  private final Token sold;
  private final BigInteger amount;

  Strategy(Token sold, BigInteger amount, Token bought, boolean secret) {
    this.sold = sold;
    this.amount = amount;
    this.intent =
        Intent.newBuilder()
            .setId(id.toString())
            .setStrategyId(STRATEGY)
            .setType(Intent.Type.SWAP)
            .addAssets(AssetTarget.newBuilder().setAsset(asset(sold)).setAmount(amount.toString()))
            .addAssets(AssetTarget.newBuilder().setAsset(asset(bought)))
            .setConstraints(
                Constraints.newBuilder()
                    .setMaxSlippage(0.02)
                    .setTimeWindowMs(WINDOW_MS)
                    .setPrivacy(secret ? Constraints.Privacy.PRIVATE : Constraints.Privacy.PUBLIC))
            .build();
  }

  private static Asset asset(Token token) {
    return Asset.newBuilder()
        .setSymbol(token.symbol())
        .setAddress(token.address().toString())
        .setDecimals(token.decimals())
        .setChainId(token.chain().value())
        .build();
  }

  UUID id() {
    return id;
  }

  Token sold() {
    return sold;
  }

  BigInteger amount() {
    return amount;
  }

  SubmitIntentResponse submit(NodeConnection node) {
    return node.intents().submitIntent(intent);
  }

  void cancel(NodeConnection node) {
    node.intents()
        .cancelIntent(CancelIntentRequest.newBuilder().setIntentId(id.toString()).build());
  }

  /** Returns when an event like this is in its life. */
  void await(NodeConnection node, Predicate<RecordedEvent> wanted) {
    Iterator<IntentUpdate> life =
        node.intents()
            .watchIntents(
                WatchIntentsRequest.newBuilder().setIntentId(id.toString()).setAfter(0).build());
    while (life.hasNext()) {
      RecordedEvent event = life.next().getEvent();
      if (wanted.test(event)) {
        return;
      }
      if (ENDS.contains(event.getType())) {
        throw new IllegalStateException("the intent ended before: " + event);
      }
    }
    throw new IllegalStateException("the node stopped telling of intent " + id);
  }

  void awaitOffered(NodeConnection node) {
    await(node, RecordedEvent::hasSubmitted);
  }

  void awaitIncluded(NodeConnection node) {
    await(
        node,
        event ->
            event.hasIncluded()
                && event.getIncluded().getRole() == TransactionRole.TRANSACTION_ROLE_TRADE);
  }

  /** Returns when what takes the trade's place was offered. */
  void awaitWithdrawalOffered(NodeConnection node) {
    Set<String> cancellations = new HashSet<>();
    await(
        node,
        event -> {
          if (event.hasSigned()
              && event.getSigned().getRole() == TransactionRole.TRANSACTION_ROLE_CANCELLATION) {
            cancellations.add(event.getSigned().getHash());
          }
          return event.hasSubmitted() && cancellations.contains(event.getSubmitted().getHash());
        });
  }

  void awaitEnd(NodeConnection node) {
    await(node, event -> ENDS.contains(event.getType()));
  }
}

package dev.fairlead.event.codec;

import dev.fairlead.api.v1.MarketPart;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;

/** Parts of markets as they are stored. */
final class MarketPartMessages {
  private MarketPartMessages() {}

  static MarketPart message(dev.fairlead.model.node.MarketPart part) {
    MarketPart.Builder message = MarketPart.newBuilder();
    return switch (part) {
      case dev.fairlead.model.node.MarketPart.OfVenue(var venue) ->
          message.setVenue(venue.value()).build();
      case dev.fairlead.model.node.MarketPart.OfToken(var token) ->
          message.setToken(token.toString()).build();
      case dev.fairlead.model.node.MarketPart.OfPool(var pool) ->
          message.setPool(pool.toString()).build();
    };
  }

  static dev.fairlead.model.node.MarketPart part(ChainId chain, MarketPart message) {
    return switch (message.getPartCase()) {
      case VENUE -> new dev.fairlead.model.node.MarketPart.OfVenue(new VenueId(message.getVenue()));
      case TOKEN ->
          new dev.fairlead.model.node.MarketPart.OfToken(Address.parse(message.getToken()));
      case POOL ->
          new dev.fairlead.model.node.MarketPart.OfPool(PoolId.parse(chain, message.getPool()));
      case PART_NOT_SET -> throw new IllegalArgumentException("no part of a market is named");
    };
  }
}

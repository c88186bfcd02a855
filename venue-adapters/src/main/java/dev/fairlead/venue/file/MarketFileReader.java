package dev.fairlead.venue.file;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.SilencedPool;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads a market, one token and one pool at a time. For one file. */
final class MarketFileReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final long MOST_GAS = 1_000_000_000;
  private static final int MOST_DECIMALS = 77;
  private static final int MOST_TOKENS = 64;

  private final InputStream in;
  private final UnaryOperator<Token> instances;
  private final Map<Address, Token> tokens = new HashMap<>();
  private final Set<PoolId> ids = new HashSet<>();
  private final List<Pool> pools = new ArrayList<>();
  private String place = "";

  MarketFileReader(InputStream in, UnaryOperator<Token> instances) {
    this.in = in;
    this.instances = instances;
  }

  MarketFile read() throws IOException {
    try (JsonParser json = MAPPER.createParser(in)) {
      return document(json);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw new MarketFileException(place, e.getOriginalMessage());
    }
  }

  private MarketFile document(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new MarketFileException("", "expected an object");
    }
    Value format = next(json, "format");
    if (!format.text().equals(MarketFile.FORMAT)) {
      throw format.invalid("expected \"" + MarketFile.FORMAT + "\"");
    }
    Value version = next(json, "version");
    if (version.integer(0, Integer.MAX_VALUE) != MarketFile.VERSION) {
      throw version.invalid("this program reads version " + MarketFile.VERSION + " alone");
    }
    ChainId chain = new ChainId(next(json, "chain").integer(1L, Long.MAX_VALUE));
    BlockRef block = next(json, "block").object(MarketFileReader::block);
    each(json, "tokens", value -> token(chain, value));
    each(json, "pools", value -> pool(chain, value));
    if (json.nextToken() != JsonToken.END_OBJECT) {
      throw new MarketFileException("/" + Value.escaped(json.currentName()), "unknown field");
    }
    place = "";
    if (json.nextToken() != null) {
      throw new MarketFileException("", "something follows the market");
    }
    return new MarketFile(chain, Market.of(block, pools));
  }

  /** The next field, which must be the one of that name: the order is part of the format. */
  private Value next(JsonParser json, String name) {
    named(json, name);
    json.nextToken();
    return new Value(MAPPER.readTree(json), place);
  }

  private void named(JsonParser json, String name) {
    place = "";
    String found = json.nextName();
    if (!name.equals(found)) {
      throw new MarketFileException(
          "", "expected the field " + name + (found == null ? "" : " but found " + found));
    }
    place = "/" + name;
  }

  private void each(JsonParser json, String name, Consumer<Value> reader) {
    named(json, name);
    if (json.nextToken() != JsonToken.START_ARRAY) {
      throw new MarketFileException(place, "expected an array");
    }
    String array = place;
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      place = array + "/" + i;
      reader.accept(new Value(MAPPER.readTree(json), place));
    }
  }

  private static BlockRef block(Fields block) {
    return new BlockRef(
        new BlockNumber(block.field("number").integer(0L, Long.MAX_VALUE)),
        block.field("hash").parsed(BlockHash::parse));
  }

  private void token(ChainId chain, Value value) {
    value.object(fields -> {
      Value address = fields.field("address");
      Value symbol = fields.field("symbol");
      int decimals = fields.field("decimals").integer(0, MOST_DECIMALS);
      Token token =
          instances.apply(
              symbol.parsed(text -> new Token(chain, address.address(), text, decimals)));
      if (tokens.putIfAbsent(token.address(), token) != null) {
        throw address.invalid("listed twice: " + token.address());
      }
      return token;
    });
  }

  private void pool(ChainId chain, Value value) {
    try {
      pools.add(value.object(fields -> pool(chain, fields)));
    } catch (MarketFileException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw value.invalid("no such pool can be: " + e.getMessage());
    }
  }

  private Pool pool(ChainId chain, Fields fields) {
    Value protocol = fields.field("protocol");
    PoolCodec<?> codec =
        PoolCodecs.of(protocol.text())
            .orElseThrow(() ->
                protocol.invalid(
                    "unknown protocol; known are " + String.join(", ", PoolCodecs.protocols())));
    VenueId venue = fields.field("venue").parsed(VenueId::new);
    Value key = fields.field("key");
    PoolId id = key.parsed(text -> new PoolId(chain, venue, key.bytes()));
    if (!ids.add(id)) {
      throw key.invalid("listed twice: " + id);
    }
    List<Token> held = held(fields.field("tokens"));
    Gas gas = new Gas(fields.field("gas").integer(0L, MOST_GAS));
    Optional<String> silenced = fields.optional("silenced").map(Value::text);
    PoolFacts facts = new PoolFacts(id, held, gas);
    Pool pool = fields.field("state").object(state -> codec.read(facts, state));
    return silenced.isPresent() ? new SilencedPool(pool, silenced.get()) : pool;
  }

  private List<Token> held(Value list) {
    List<Value> items = list.items();
    if (items.size() < 2 || items.size() > MOST_TOKENS) {
      throw list.invalid("expected 2 to " + MOST_TOKENS + " tokens but found " + items.size());
    }
    Set<Token> held = new HashSet<>();
    List<Token> inOrder = new ArrayList<>();
    for (Value item : items) {
      Token token = tokens.get(item.address());
      if (token == null) {
        throw item.invalid("not among the file's tokens: " + item.text());
      }
      if (!held.add(token)) {
        throw item.invalid("held twice: " + item.text());
      }
      inOrder.add(token);
    }
    return inOrder;
  }
}

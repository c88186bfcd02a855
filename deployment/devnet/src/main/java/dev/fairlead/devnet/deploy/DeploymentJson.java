package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A deployment as JSON: addresses and ids as hex text, the chain as a number. */
public final class DeploymentJson {
  private static final JsonMapper MAPPER =
      JsonRpc.JSON
          .rebuild()
          .addModule(
              new SimpleModule()
                  .addSerializer(new Text<>(Address.class))
                  .addDeserializer(Address.class, new Parsed<>(Address.class, Address::parse))
                  .addSerializer(new Text<>(Bytes32.class))
                  .addDeserializer(Bytes32.class, new Parsed<>(Bytes32.class, Bytes32::parse))
                  .addSerializer(new Text<>(ChainId.class))
                  .addDeserializer(
                      ChainId.class,
                      new Parsed<>(ChainId.class, text -> new ChainId(Long.parseLong(text)))))
          .build();

  private DeploymentJson() {}

  /** Writes, for people. */
  public static String write(Deployment deployment) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(deployment);
  }

  /** Reads what {@link #write} wrote. */
  public static Deployment read(String json) {
    return MAPPER.readValue(json, Deployment.class);
  }

  private static final class Text<T> extends StdSerializer<T> {
    Text(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.toString());
    }
  }

  private static final class Parsed<T> extends StdDeserializer<T> {
    private final transient Function<String, T> parse;

    Parsed(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) {
      return parse.apply(in.getString());
    }
  }
}

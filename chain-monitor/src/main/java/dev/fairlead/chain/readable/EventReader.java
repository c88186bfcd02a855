package dev.fairlead.chain.readable;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiDecoder;
import dev.fairlead.chain.abi.AbiParameter;
import dev.fairlead.chain.abi.AbiType;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.chain.abi.ContractAbi;
import dev.fairlead.chain.event.BalancerV2Event;
import dev.fairlead.chain.event.BalancerV3Event;
import dev.fairlead.chain.event.ChainEvent;
import dev.fairlead.chain.event.CurveEvent;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.LogReading;
import dev.fairlead.chain.event.Permit2Event;
import dev.fairlead.chain.event.TokenEvent;
import dev.fairlead.chain.event.UniswapV2Event;
import dev.fairlead.chain.event.UniswapV3Event;
import dev.fairlead.chain.event.UniswapV4Event;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads logs into steps: known events, those that files declare, and all others as they are. */
public final class EventReader {
  private final Map<Bytes32, List<Declared>> declared = new HashMap<>();

  private record Declared(String title, AbiDeclaration event) {}

  /** Knows all events of {@link EventDecoder}, and those of {@code contracts}. */
  public EventReader(List<ContractAbi> contracts) {
    for (ContractAbi contract : contracts) {
      for (AbiDeclaration event : contract.events()) {
        declared
            .computeIfAbsent(event.signature().topic(), _ -> new ArrayList<>())
            .add(new Declared(contract.title(), event));
      }
    }
  }

  public Step read(Log log) {
    LogReading reading = EventDecoder.standard().decode(log);
    if (reading instanceof ChainEvent event) {
      return Step.of(title(event), event.getClass().getSimpleName(), fields(event));
    }
    for (Declared each : declared.getOrDefault(topic(log), List.of())) {
      Optional<List<Field>> fields = fields(each.event(), log);
      if (fields.isPresent()) {
        return Step.of(each.title(), each.event().name(), fields.get());
      }
    }
    return switch (reading) {
      case LogReading.Refused(String name, String reason) ->
          raw("malformed", name + ": " + reason, log);
      default -> raw("unknown", "event", log);
    };
  }

  private static Bytes32 topic(Log log) {
    return log.topics().isEmpty() ? Bytes32.ZERO : log.topics().getFirst();
  }

  private static String title(ChainEvent event) {
    return switch (event) {
      case TokenEvent _ -> "token";
      case Permit2Event _ -> "Permit2";
      case UniswapV2Event _ -> "Uniswap V2";
      case UniswapV3Event _ -> "Uniswap V3";
      case UniswapV4Event _ -> "Uniswap V4";
      case CurveEvent _ -> "Curve";
      case BalancerV2Event _ -> "Balancer V2";
      case BalancerV3Event _ -> "Balancer V3";
    };
  }

  private static List<Field> fields(ChainEvent event) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      try {
        fields.add(new Field(component.getName(), shown(component.getAccessor().invoke(event))));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("can't read " + component, e);
      }
    }
    return fields;
  }

  private static FieldValue shown(Object value) {
    return switch (value) {
      case Address account -> new FieldValue.Plain(new AbiValue.Account(account));
      case Uint256 number -> new FieldValue.Plain(new AbiValue.Uint(number));
      case Int256 number -> new FieldValue.Plain(new AbiValue.Int(number));
      case Integer number -> new FieldValue.Plain(new AbiValue.Int(Int256.of(number)));
      case Long number -> new FieldValue.Plain(new AbiValue.Int(Int256.of(number)));
      case Boolean flag -> new FieldValue.Plain(new AbiValue.Flag(flag));
      case Bytes32 word -> new FieldValue.Plain(new AbiValue.Data(Bytes.wrap(word.toArray())));
      case Bytes bytes -> new FieldValue.Plain(new AbiValue.Data(bytes));
      case String text -> new FieldValue.Plain(AbiValue.Text.of(text));
      case List<?> items -> new FieldValue.Many(items.stream().map(EventReader::shown).toList());
      default -> throw new IllegalStateException("no event has a " + value.getClass());
    };
  }

  /** Empty for a log that does not hold what the event holds. */
  private static Optional<List<Field>> fields(AbiDeclaration event, Log log) {
    if (log.topics().size() != event.indexed() + 1) {
      return Optional.empty();
    }
    try {
      List<AbiValue> data = AbiDecoder.decode(event.dataTypes(), log.data());
      return Optional.of(fields(event, log.topics(), data));
    } catch (IllegalArgumentException notThisEvent) {
      return Optional.empty();
    }
  }

  private static List<Field> fields(
      AbiDeclaration event, List<Bytes32> topics, List<AbiValue> data) {
    List<AbiParameter> parameters = new ArrayList<>();
    List<AbiValue> values = new ArrayList<>();
    int topic = 1;
    int at = 0;
    for (AbiParameter parameter : event.parameters()) {
      if (parameter.indexed()) {
        Bytes word = Bytes.wrap(topics.get(topic++).toArray());
        boolean hashed =
            parameter.type().isDynamic()
                || parameter.type().headSize() != 32
                || parameter.type() instanceof AbiType.Tuple
                || parameter.type() instanceof AbiType.Sequence;
        // What is longer than a word is in the topic as its hash.
        parameters.add(
            hashed ? AbiParameter.of(parameter.name(), new AbiType.FixedBytes(32)) : parameter);
        values.add(hashed ? new AbiValue.Data(word) : AbiDecoder.word(parameter.type(), word));
      } else {
        parameters.add(parameter);
        values.add(data.get(at++));
      }
    }
    return StepBuilder.plain(parameters, values);
  }

  private static Step raw(String contract, String name, Log log) {
    List<Field> fields = new ArrayList<>();
    fields.add(
        new Field(
            "topics", new FieldValue.Many(log.topics().stream().map(EventReader::shown).toList())));
    fields.add(new Field("data", shown(log.data())));
    return Step.of(contract, name, fields);
  }
}

package dev.fairlead.chain.readable;

import dev.fairlead.chain.abi.AbiParameter;
import dev.fairlead.chain.abi.AbiType;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, or a tuple's members within them: where a declaration's names lead.
 *
 * @param self the called contract, if it is known
 */
record Scope(
    @Nullable Address self,
    List<AbiParameter> parameters,
    List<AbiValue> values,
    @Nullable Scope outer) {
  /** A parameter and what it holds. */
  private record Place(AbiType type, AbiValue value) {}

  /** The address that an expression leads to, such as {@code kind?path[0]:swap.tokenIn}. */
  Optional<Address> address(String expression) {
    int question = expression.indexOf('?');
    if (question >= 0) {
      int colon = expression.indexOf(':', question);
      return place(expression.substring(0, question))
          .flatMap(condition ->
              address(
                  isSet(condition.value())
                      ? expression.substring(question + 1, colon)
                      : expression.substring(colon + 1)));
    }
    return switch (expression) {
      case "self" -> Optional.ofNullable(self);
      case "native" -> Optional.of(Address.ZERO);
      default -> followed(expression);
    };
  }

  /** What an argument of this name holds. */
  Optional<AbiValue> value(String name) {
    return place(name).map(Place::value);
  }

  private Optional<Address> followed(String expression) {
    int packedEnd = expression.indexOf('[');
    if (packedEnd > 0) {
      Optional<AbiValue> start = value(expression.substring(0, packedEnd));
      if (start.isPresent() && start.get() instanceof AbiValue.Data(Bytes path)) {
        return endOf(path, expression.substring(packedEnd));
      }
    }
    return place(expression)
        .map(Place::value)
        .filter(AbiValue.Account.class::isInstance)
        .map(value -> ((AbiValue.Account) value).value());
  }

  private static Optional<Address> endOf(Bytes path, String index) {
    if (path.length() < Address.LENGTH) {
      return Optional.empty();
    }
    return Optional.of(path.addressAt(index.equals("[0]") ? 0 : path.length() - Address.LENGTH));
  }

  private Optional<Place> place(String expression) {
    String[] parts = expression.split("\\.|(?=\\[)", -1);
    Optional<Place> place = named(parts[0]);
    for (int i = 1; i < parts.length && place.isPresent(); i++) {
      String part = parts[i];
      place =
          part.startsWith("[")
              ? item(place.get(), part.substring(1, part.length() - 1))
              : member(place.get(), part);
    }
    return place;
  }

  private Optional<Place> named(String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return Optional.of(new Place(parameters.get(i).type(), values.get(i)));
      }
    }
    return outer == null ? Optional.empty() : outer.named(name);
  }

  private Optional<Place> item(Place place, String index) {
    if (!(place.type() instanceof AbiType.Sequence(AbiType item, var _))
        || !(place.value() instanceof AbiValue.Sequence(List<AbiValue> items))
        || items.isEmpty()) {
      return Optional.empty();
    }
    int at =
        switch (index) {
          case "0" -> 0;
          case "-1" -> items.size() - 1;
          case "last" -> lastSet(items);
          default -> index(index).orElse(-1);
        };
    return at < 0 || at >= items.size()
        ? Optional.empty()
        : Optional.of(new Place(item, items.get(at)));
  }

  private Optional<Integer> index(String name) {
    return value(name)
        .filter(AbiValue.Uint.class::isInstance)
        .map(value -> ((AbiValue.Uint) value).value())
        .filter(number -> number.bitLength() < 31)
        .map(Uint256::toIntExact);
  }

  private static Optional<Place> member(Place place, String name) {
    if (place.type() instanceof AbiType.Tuple(List<AbiParameter> members)
        && place.value() instanceof AbiValue.Tuple(List<AbiValue> values)) {
      for (int i = 0; i < members.size(); i++) {
        if (members.get(i).name().equals(name)) {
          return Optional.of(new Place(members.get(i).type(), values.get(i)));
        }
      }
    }
    return Optional.empty();
  }

  /** A route of a fixed length ends in zeros. */
  private static int lastSet(List<AbiValue> items) {
    int at = items.size() - 1;
    while (at >= 0 && items.get(at).equals(new AbiValue.Account(Address.ZERO))) {
      at--;
    }
    return at;
  }

  private static boolean isSet(AbiValue value) {
    return switch (value) {
      case AbiValue.Flag(boolean flag) -> flag;
      case AbiValue.Uint(Uint256 number) -> !number.isZero();
      default -> false;
    };
  }
}

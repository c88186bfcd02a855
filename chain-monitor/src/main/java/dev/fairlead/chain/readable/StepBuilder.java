package dev.fairlead.chain.readable;

import dev.fairlead.chain.abi.AbiDeclaration;
import dev.fairlead.chain.abi.AbiDecoder;
import dev.fairlead.chain.abi.AbiParameter;
import dev.fairlead.chain.abi.AbiType;
import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a step of decoded arguments, and steps of the calls within them. For one step. */
final class StepBuilder {
  private static final int HOP = 3;
  private static final List<AbiType> PROGRAM =
      AbiDeclaration.parse("program(bytes codes, bytes[] inputs)").types();

  private final CallReader calls;
  private final int depth;
  private final List<Step> steps = new ArrayList<>();

  StepBuilder(CallReader calls, int depth) {
    this.calls = calls;
    this.depth = depth;
  }

  Step step(
      String contract,
      AbiDeclaration declaration,
      @Nullable Address self,
      List<AbiValue> values,
      Bytes trailing) {
    List<Field> fields = fields(new Scope(self, declaration.parameters(), values, null));
    return new Step(contract, declaration.name(), fields, steps, trailing);
  }

  /** Arguments whose names mean nothing to this node. */
  static List<Field> plain(List<AbiParameter> parameters, List<AbiValue> values) {
    return new StepBuilder(CallReader.NONE, 0).fields(new Scope(null, parameters, values, null));
  }

  private List<Field> fields(Scope scope) {
    List<Field> fields = new ArrayList<>();
    List<String> shownAsSteps = new ArrayList<>();
    for (int i = 0; i < scope.parameters().size(); i++) {
      AbiParameter parameter = scope.parameters().get(i);
      AbiValue value = scope.values().get(i);
      if (shownAsSteps.contains(parameter.name())) {
        continue;
      }
      if (isShownAsSteps(parameter, value, scope)) {
        partner(parameter.meaning()).ifPresent(shownAsSteps::add);
        continue;
      }
      fields.add(new Field(name(parameter, i, fields), shown(parameter, value, scope)));
    }
    return fields;
  }

  /** Files may leave names out, or use one twice. */
  private static String name(AbiParameter parameter, int position, List<Field> before) {
    String name = parameter.name();
    boolean usable = !name.isEmpty() && before.stream().noneMatch(f -> f.name().equals(name));
    return usable ? name : name + position;
  }

  /** The argument that is shown together with one of this meaning. */
  private static Optional<String> partner(String meaning) {
    int blank = meaning.indexOf(' ');
    return blank < 0 || meaning.startsWith("call ")
        ? Optional.empty()
        : Optional.of(meaning.substring(blank + 1));
  }

  private boolean isShownAsSteps(AbiParameter parameter, AbiValue value, Scope scope) {
    String meaning = parameter.meaning();
    if (meaning.equals("calls") && value instanceof AbiValue.Sequence(List<AbiValue> items)) {
      return callsOf(scope.self(), items.stream().map(i -> ((AbiValue.Data) i).value()).toList());
    }
    if (!(value instanceof AbiValue.Data(Bytes data))) {
      return false;
    }
    if (meaning.startsWith("call ")) {
      Optional<Address> target = scope.address(meaning.substring(5));
      return target.isPresent() && callsOf(target.get(), List.of(data));
    }
    if (meaning.equals("actions")) {
      try {
        List<AbiValue> program = AbiDecoder.decode(PROGRAM, data);
        return program(
            Program.ACTIONS,
            scope.self(),
            ((AbiValue.Data) program.get(0)).value(),
            program.get(1));
      } catch (IllegalArgumentException notAProgram) {
        return false;
      }
    }
    if (meaning.startsWith("commands ") || meaning.startsWith("actions ")) {
      Program program = meaning.startsWith("c") ? Program.COMMANDS : Program.ACTIONS;
      Optional<AbiValue> inputs = partner(meaning).flatMap(scope::value);
      return inputs.isPresent() && program(program, scope.self(), data, inputs.get());
    }
    return false;
  }

  private boolean callsOf(@Nullable Address target, List<Bytes> calldata) {
    if (depth >= CallReader.DEEPEST) {
      return false;
    }
    for (Bytes data : calldata) {
      List<Step> readings = calls.read(target, data, depth + 1);
      if (readings.isEmpty()) {
        steps.add(CallReader.unknown(data));
      } else {
        steps.addAll(readings);
      }
    }
    return true;
  }

  private boolean program(Program program, @Nullable Address self, Bytes codes, AbiValue inputs) {
    List<AbiValue> items = ((AbiValue.Sequence) inputs).items();
    if (depth >= CallReader.DEEPEST || items.size() != codes.length()) {
      return false;
    }
    for (int i = 0; i < codes.length(); i++) {
      steps.add(instruction(program, self, codes.at(i), ((AbiValue.Data) items.get(i)).value()));
    }
    return true;
  }

  private Step instruction(Program program, @Nullable Address self, byte code, Bytes input) {
    Optional<AbiDeclaration> declaration = program.instruction(code);
    if (declaration.isPresent()) {
      try {
        AbiDecoder.Decoded decoded = AbiDecoder.decode(declaration.get().types(), input, 0);
        Step step =
            new StepBuilder(calls, depth + 1)
                .step(
                    program.title(),
                    declaration.get(),
                    self,
                    decoded.values(),
                    input.slice(decoded.end(), input.length()));
        return program.mayFail(code) ? withMayFail(step) : step;
      } catch (IllegalArgumentException notItsArguments) {
        return raw(program, declaration.get().name(), input);
      }
    }
    return raw(program, "0x%02x".formatted(code & 0xff), input);
  }

  private static Step withMayFail(Step step) {
    List<Field> fields = new ArrayList<>(step.fields());
    fields.add(new Field("mayFail", new FieldValue.Plain(new AbiValue.Flag(true))));
    return new Step(step.contract(), step.name(), fields, step.steps(), step.trailing());
  }

  private static Step raw(Program program, String name, Bytes input) {
    return Step.of(
        program.title(),
        name,
        List.of(new Field("input", new FieldValue.Plain(new AbiValue.Data(input)))));
  }

  private FieldValue shown(AbiParameter parameter, AbiValue value, Scope scope) {
    return shown(parameter.type(), parameter.meaning(), value, scope);
  }

  private FieldValue shown(AbiType type, String meaning, AbiValue value, Scope scope) {
    return switch (value) {
      case AbiValue.Uint(Uint256 number) when meaning.equals("time") -> new FieldValue.Time(number);
      case AbiValue.Uint(Uint256 number) when !meaning.isEmpty() ->
          scope
              .address(meaning)
              .<FieldValue>map(token -> new FieldValue.Amount(number, token))
              .orElse(new FieldValue.Plain(value));
      case AbiValue.Data(Bytes path) when meaning.equals("path") -> path(path, value);
      case AbiValue.Sequence(List<AbiValue> items)
          when type instanceof AbiType.Sequence(AbiType item, var _) ->
          new FieldValue.Many(
              items.stream().map(each -> shown(item, meaning, each, scope)).toList());
      case AbiValue.Tuple(List<AbiValue> members) when type instanceof AbiType.Tuple tuple ->
          new FieldValue.Group(fields(new Scope(scope.self(), tuple.members(), members, scope)));
      default -> new FieldValue.Plain(value);
    };
  }

  /** Token, fee, token, and so on. */
  private static FieldValue path(Bytes path, AbiValue whole) {
    int length = path.length();
    if (length < Address.LENGTH || (length - Address.LENGTH) % (Address.LENGTH + HOP) != 0) {
      return new FieldValue.Plain(whole);
    }
    List<FieldValue> hops = new ArrayList<>();
    hops.add(new FieldValue.Plain(new AbiValue.Account(path.addressAt(0))));
    for (int at = Address.LENGTH; at < length; at += HOP + Address.LENGTH) {
      Uint256 fee = Uint256.fromBytes(path.slice(at, at + HOP).toArray());
      hops.add(new FieldValue.Plain(new AbiValue.Uint(fee)));
      hops.add(new FieldValue.Plain(new AbiValue.Account(path.addressAt(at + HOP))));
    }
    return new FieldValue.Many(hops);
  }
}

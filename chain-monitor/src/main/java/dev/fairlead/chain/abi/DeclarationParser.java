package dev.fairlead.chain.abi;

import java.util.ArrayList;
import java.util.List;

/** Reads declarations from their text. For one text. */
final class DeclarationParser {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;
  private int depth;

  DeclarationParser(String text) {
    this.text = text;
  }

  AbiDeclaration declaration() {
    String name = word();
    if (name.isEmpty()) {
      throw malformed("expected a name");
    }
    List<AbiParameter> parameters = parameters();
    if (at != text.length()) {
      throw malformed("expected the end");
    }
    return AbiDeclaration.of(name, parameters);
  }

  private List<AbiParameter> parameters() {
    if (++depth > DEEPEST) {
      throw malformed("tuples are nested too deeply");
    }
    expect('(');
    List<AbiParameter> parameters = new ArrayList<>();
    blanks();
    if (!next(')')) {
      do {
        blanks();
        parameters.add(parameter());
        blanks();
      } while (next(','));
      expect(')');
    }
    depth--;
    return parameters;
  }

  private AbiParameter parameter() {
    AbiType base =
        at < text.length() && text.charAt(at) == '('
            ? new AbiType.Tuple(parameters())
            : AbiType.named(word());
    int from = at;
    while (at < text.length() && "[]0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    AbiType type = AbiType.arrayed(base, text.substring(from, at));
    blanks();
    String name = word();
    boolean indexed = name.equals("indexed");
    if (indexed) {
      blanks();
      name = word();
    }
    String meaning = "";
    if (next('{')) {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw malformed("expected }");
      }
      meaning = text.substring(at, end);
      at = end + 1;
    }
    return new AbiParameter(name, type, indexed, meaning);
  }

  private String word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(from, at);
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean next(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(char wanted) {
    if (!next(wanted)) {
      throw malformed("expected " + wanted);
    }
  }

  private IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException(what + " at " + at + " in \"" + text + "\"");
  }
}

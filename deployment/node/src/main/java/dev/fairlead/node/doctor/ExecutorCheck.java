package dev.fairlead.node.doctor;

import dev.fairlead.model.Bytes;
import dev.fairlead.node.Create2Site;

/** A contract of our own, whose code proves it down to the last byte. */
final class ExecutorCheck {
  private static final String CODE = "code";

  private final State state;
  private final Sheet sheet;

  ExecutorCheck(State state, Sheet sheet) {
    this.state = state;
    this.sheet = sheet;
  }

  void examine(String name, Create2Site site) {
    Sheet own = sheet.about(name + " " + site.address());
    own.attempt(
        CODE,
        () -> {
          Bytes code = state.code(site.address());
          if (code.equals(site.runtime())) {
            own.proved(CODE, "this build's, hash " + code.keccak256());
          } else if (code.length() == 0) {
            own.wrong(
                CODE,
                "nothing stands there yet",
                "deploy it: fairlead executor deploy --config FILE");
          } else {
            own.wrong(
                CODE,
                "hash %s instead of %s".formatted(code.keccak256(), site.runtime().keccak256()),
                "trust nothing that this endpoint says of the chain");
          }
        });
  }
}

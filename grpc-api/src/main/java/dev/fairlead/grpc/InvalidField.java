package dev.fairlead.grpc;

import dev.fairlead.model.intent.Rejection;

/** A field of a request that says nothing sensible. */
final class InvalidField extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String problem;

  InvalidField(String field, String problem) {
    super(field + ": " + problem);
    this.field = field;
    this.problem = problem;
  }

  Rejection.Invalid rejection() {
    return new Rejection.Invalid(field, problem);
  }
}

package dev.fairlead.route;

import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Rejection;
import java.util.List;

/** The router's answer: a route or the reason for none, with every path that was priced. */
public sealed interface RouteResult {
  /** The paths that were priced, best first: what each would give alone, and its fate. */
  List<Candidate> considered();

  record Found(Route route, List<Candidate> considered) implements RouteResult {
    public Found {
      considered = List.copyOf(considered);
    }
  }

  record NotFound(Rejection reason, List<Candidate> considered) implements RouteResult {
    public NotFound {
      considered = List.copyOf(considered);
    }
  }
}

package dev.fairlead.route;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Rejection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The router's answer: a route or the reason for none, with every path that was priced. */
public sealed interface RouteResult {
  /** The paths that were priced, best first: what each would give alone, and its fate. */
  List<Candidate> considered();

  /**
   * What 10^18 wei of gas were weighed as, in the token bought, or in the token sold where the
   * output is given; null where gas costs nothing or the market knows no price.
   */
  @Nullable TokenAmount nativeWorth();

  /** What a fee was weighed as, rounded up, in the same token; null likewise. */
  default @Nullable TokenAmount worth(Wei fee) {
    TokenAmount worth = nativeWorth();
    return worth == null
        ? null
        : worth.token().amount(fee.value().mulDivUp(worth.units(), Uint256.of(10).pow(18)));
  }

  record Found(Route route, List<Candidate> considered, @Nullable TokenAmount nativeWorth)
      implements RouteResult {
    public Found {
      considered = List.copyOf(considered);
    }
  }

  record NotFound(Rejection reason, List<Candidate> considered, @Nullable TokenAmount nativeWorth)
      implements RouteResult {
    public NotFound {
      considered = List.copyOf(considered);
    }
  }
}

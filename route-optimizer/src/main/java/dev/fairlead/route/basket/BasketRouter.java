package dev.fairlead.route.basket;

import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.WhatIf;
import dev.fairlead.venue.Market;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes the parts of a basket together: a route for each, in an order in which each is priced on
 * what those before it leave, so that together they leave most after gas. Pure, as the router is.
 */
public final class BasketRouter {
  private final GraphRouter router;

  public BasketRouter(GraphRouter router) {
    this.router = router;
  }

  /** Never throws for a market; what can't be routed is {@link BasketResult.NotFound}. */
  public BasketResult route(Market market, BasketRequest request) {
    WhatIf standing = router.standing(market);
    List<RouteResult.Found> alone = new ArrayList<>();
    for (int part = 0; part < request.basket().parts().size(); part++) {
      switch (standing.route(request.of(request.basket().parts().get(part)))) {
        case RouteResult.Found found -> alone.add(found);
        case RouteResult.NotFound none -> {
          return new BasketResult.NotFound(part, request.basket().parts().get(part), none);
        }
      }
    }
    return new Joining(request, standing, alone).run();
  }
}

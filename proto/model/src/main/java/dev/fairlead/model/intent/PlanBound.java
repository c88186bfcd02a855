package dev.fairlead.model.intent;

import dev.fairlead.model.TokenAmount;

/** What no plan over the same pools could have got for what a plan sells, limits and gas aside. */
public sealed interface PlanBound {
  /** Certified: nothing gives more than this of the token bought. */
  record AtMost(TokenAmount output) implements PlanBound {}

  /** Nobody knows. */
  record Unknown(String why) implements PlanBound {}
}

/**
 * The life of an intent: what was decided about it (pure), and what drives it over the log, the
 * market, the signer and the chain.
 */
@NullMarked
package dev.fairlead.intent;

import org.jspecify.annotations.NullMarked;

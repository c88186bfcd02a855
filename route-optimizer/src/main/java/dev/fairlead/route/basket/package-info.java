/** Several trades that have one token in common, as one question: many to one, and one to many. */
@NullMarked
package dev.fairlead.route.basket;

import org.jspecify.annotations.NullMarked;

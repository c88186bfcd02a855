/** What goes wrong between a node and the chain's servers, made to go wrong on purpose. */
@NullMarked
package dev.fairlead.faults;

import org.jspecify.annotations.NullMarked;

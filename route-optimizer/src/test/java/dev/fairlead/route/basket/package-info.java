@NullMarked
package dev.fairlead.route.basket;

import org.jspecify.annotations.NullMarked;

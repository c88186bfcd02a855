/** Tests of comparisons over chains. */
@NullMarked
package dev.fairlead.route.across;

import org.jspecify.annotations.NullMarked;

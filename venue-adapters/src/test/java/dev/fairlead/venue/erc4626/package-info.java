@NullMarked
package dev.fairlead.venue.erc4626;

import org.jspecify.annotations.NullMarked;

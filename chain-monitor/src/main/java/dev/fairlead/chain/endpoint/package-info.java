/** Several endpoints of one chain: whom to ask, whom to believe, and whom not any more. */
@NullMarked
package dev.fairlead.chain.endpoint;

import org.jspecify.annotations.NullMarked;

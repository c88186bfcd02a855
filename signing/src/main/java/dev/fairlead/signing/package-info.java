/** Keys and what may be signed with them: accounts, messages for relays, the event log. */
@NullMarked
package dev.fairlead.signing;

import org.jspecify.annotations.NullMarked;

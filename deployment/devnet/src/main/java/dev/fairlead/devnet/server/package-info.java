/** Running the chains' programs as children that never outlive this JVM. */
@NullMarked
package dev.fairlead.devnet.server;

import org.jspecify.annotations.NullMarked;

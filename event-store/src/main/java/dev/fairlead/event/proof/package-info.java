/**
 * The log's Merkle tree (RFC 6962), its signed checkpoints, and the proofs about them, with the one
 * checker of such proofs.
 *
 * <p>Needs nothing but the JDK: who doubts a node can take this package alone, without a database
 * and without the classes of events.
 */
@NullMarked
package dev.fairlead.event.proof;

import org.jspecify.annotations.NullMarked;

/**
 * Proves what a configuration says against chains, database and files, and changes none of them.
 */
@NullMarked
package dev.fairlead.node.doctor;

import org.jspecify.annotations.NullMarked;

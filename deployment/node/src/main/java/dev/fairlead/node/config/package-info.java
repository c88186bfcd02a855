/** The configuration: one record per component, read once from a file and the environment. */
@NullMarked
package dev.fairlead.node.config;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.fairlead.node.config;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.fairlead.node.doctor;

import org.jspecify.annotations.NullMarked;

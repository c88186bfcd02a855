@NullMarked
package dev.fairlead.devnet.hardhat;

import org.jspecify.annotations.NullMarked;

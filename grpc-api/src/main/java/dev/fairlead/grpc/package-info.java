/** The gRPC services: mapping, streams, errors and health, and no logic. */
@NullMarked
package dev.fairlead.grpc;

import org.jspecify.annotations.NullMarked;

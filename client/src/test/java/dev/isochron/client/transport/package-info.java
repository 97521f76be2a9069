/// Tests of the gRPC transport against a real server on loopback.
@NullMarked
package dev.isochron.client.transport;

import org.jspecify.annotations.NullMarked;

/// Tests of the network between nodes, over loopback.
@NullMarked
package dev.isochron.node.grpc;

import org.jspecify.annotations.NullMarked;

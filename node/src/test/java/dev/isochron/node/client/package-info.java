/// The client against real servers: three processes of this machine.
@NullMarked
package dev.isochron.node.client;

import org.jspecify.annotations.NullMarked;

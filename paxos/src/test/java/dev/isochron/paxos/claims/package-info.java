/// Tests named after sentences of the papers that the replica is built on.
@NullMarked
package dev.isochron.paxos.claims;

import org.jspecify.annotations.NullMarked;

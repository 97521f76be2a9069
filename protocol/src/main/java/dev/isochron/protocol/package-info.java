/// The words nodes say to each other: ids, keys, requests, replies, and their form on the wire.
///
/// Types here refuse what the wire must not carry; they decide nothing. Every room from level 2 up
/// may use them; Paxos may not, because it does not know what its entries mean.
@NullMarked
package dev.isochron.protocol;

import org.jspecify.annotations.NullMarked;

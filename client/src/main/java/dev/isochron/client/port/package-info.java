/// What the client needs of the world around it.
///
/// ```
/// Transport   a request to a node's address; sooner or later a Delivery
/// Delivery    Answered | NotSent (surely not) | Lost (nobody knows)
/// Sessions    the one place where client code waits, and where it starts work beside itself
/// Chance      numbers that nobody can foretell
/// ```
///
/// The client itself reads no clock, starts no thread and waits nowhere else, so a simulation can
/// run it in virtual time. `dev.isochron.client.transport` implements all of it for real.
@NullMarked
package dev.isochron.client.port;

import org.jspecify.annotations.NullMarked;

package dev.isochron.simulation.truth;

import dev.isochron.protocol.request.Request;
import dev.isochron.truetime.Timestamp;

/// A question that a client sends, with what anybody could know at that moment.
///
/// @param sentAt in true time
/// @param known how many transactions had been told of by then: an order of their numbers
/// @param newest the highest timestamp of those
public record Ticket(Request request, Timestamp sentAt, long known, Timestamp newest) {}

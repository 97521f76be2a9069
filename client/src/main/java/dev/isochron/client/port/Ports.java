package dev.isochron.client.port;

/// All that a client needs of the world.
public record Ports(Transport transport, Sessions sessions, Chance chance) {}

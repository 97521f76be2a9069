package dev.isochron.storage.read;

/// Which way a scan goes.
public enum Direction {
    FORWARD,
    REVERSE
}

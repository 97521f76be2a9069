package dev.isochron.protocol.request;

/// What to do when somebody holds a lock that is wanted.
public enum LockWait {
    /// Wait in line, or wound who is younger.
    WAIT,
    /// Fail at once.
    NO_WAIT,
    /// Leave such rows out of the result.
    SKIP
}

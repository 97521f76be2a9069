package dev.isochron.controller.cluster;

/// What a server is good for.
public enum Standing {
    /// It takes replicas and keeps them.
    ACTIVE,
    /// It keeps serving while its replicas leave; then it can be removed.
    DRAINING,
    /// It was not heard of for longer than its grace: its replicas are made anew elsewhere.
    LOST,
    /// It is no member any more, and its number is never given again.
    REMOVED;

    /// Whether a new replica may be placed on such a server.
    public boolean takesReplicas() {
        return this == ACTIVE;
    }

    /// Whether a replica there counts as alive.
    public boolean serves() {
        return this == ACTIVE || this == DRAINING;
    }
}

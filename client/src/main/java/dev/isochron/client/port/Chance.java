package dev.isochron.client.port;

/// Numbers that nobody can foretell; in simulation, the seed.
public interface Chance {

    /// Any number, all alike likely.
    long next();

    /// A number from 0 to below the bound.
    default long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }
}

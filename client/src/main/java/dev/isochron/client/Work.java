package dev.isochron.client;

import org.jspecify.annotations.Nullable;

/// What a transaction does. It may run several times, so it touches nothing outside but its
/// [Transaction].
public interface Work<T extends @Nullable Object, E extends Exception> {
    T run(Transaction tx) throws E;
}

package dev.isochron.client;

/// What a transaction does, if nothing is to be returned. It may run several times, so it touches
/// nothing outside but its [Transaction].
public interface Action<E extends Exception> {
    void run(Transaction tx) throws E;
}

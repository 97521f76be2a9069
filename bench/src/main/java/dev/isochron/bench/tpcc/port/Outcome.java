package dev.isochron.bench.tpcc.port;

/// How a transaction ended, and what a person would see of it.
///
/// @param isRolledBack because an item does not exist, which the rules want now and then
/// @param attempts how often it was tried, from 1
/// @param shown the number that the terminal's screen is about: the order's number and its lines'
///   sum in cents, the balance in cents, the deliveries, the stocks that are low
/// @param shardsWritten by what was committed; 0 if nobody tells
public record Outcome(boolean isRolledBack, int attempts, long shown, int shardsWritten) {

    /// Of a database that does not tell what it wrote to.
    public Outcome(boolean isRolledBack, int attempts, long shown) {
        this(isRolledBack, attempts, shown, 0);
    }
}

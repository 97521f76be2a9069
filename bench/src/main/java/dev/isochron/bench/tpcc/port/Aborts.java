package dev.isochron.bench.tpcc.port;

/// Is told of attempts that were undone.
@FunctionalInterface
public interface Aborts {

    /// An attempt was undone.
    ///
    /// @param rule why, in few words
    /// @param row which row, or which kind of rows, it was about
    void undone(String rule, String row);
}

package dev.isochron.bench.harness;

/// What a load does again and again.
@FunctionalInterface
public interface Operation {

    /// Starts one operation and returns without waiting for its end.
    ///
    /// @param client which client in flight asks, from 0; an operation may spread its work by it
    /// @param end told exactly once, from any thread, also before this method returns
    void start(int client, Completion end);

    /// The end of one operation.
    interface Completion {

        void succeeded();

        void failed(Throwable cause);
    }
}

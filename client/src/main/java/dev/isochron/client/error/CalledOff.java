package dev.isochron.client.error;

import dev.isochron.protocol.error.Unavailable;
import org.jspecify.annotations.Nullable;

/// Waiting that can be called off, for callers that have no exception of their own for it.
public final class CalledOff {

    private CalledOff() {}

    /// Something that waits.
    public interface Call<T extends @Nullable Object> {
        T run() throws InterruptedException;
    }

    /// What the call returns. If its thread is interrupted, it stays so.
    ///
    /// @throws UnavailableException if it was called off; it was surely not done then
    public static <T extends @Nullable Object> T unless(Call<T> call) {
        try {
            return call.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            UnavailableException calledOff = new UnavailableException(new Unavailable.Cancelled());
            calledOff.initCause(e);
            throw calledOff;
        }
    }
}

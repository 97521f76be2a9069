package dev.isochron.truetime.source;

import dev.isochron.truetime.ClockDomain;

/// What the nodes of one host share for one boot: the offset to add to the monotonic clock, and a
/// durable horizon that no timestamp of this boot exceeds, so that the next boot can start above.
public interface SharedOffset {

    /// The boot, the time namespace and the offset. They never change for a running process.
    ClockDomain.Host domain();

    /// The horizon that is durable now, as far as this process knows.
    long horizonNanos();

    /// Makes a horizon of at least `horizonNanos` durable and answers the one in force then, which
    /// may be higher because another node was quicker.
    ///
    /// @throws UnwritableException if it could not be made durable; the old one stays in force
    long extend(long horizonNanos) throws UnwritableException;

    /// The horizon could not be written. The message says what and where, and what to do.
    final class UnwritableException extends Exception {

        private static final long serialVersionUID = 1L;

        public UnwritableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

package dev.isochron.truetime.source;

/// What `adjtimex` answers, or why it did not.
public sealed interface Discipline {

    /// The call failed.
    ///
    /// @param reason what the kernel said
    /// @param remedy what a person can do about it
    record Unreadable(String reason, String remedy) implements Discipline {}

    /// The fields of `struct timex` that say how sure the kernel is, in plain units.
    ///
    /// @param state the call's return value; see the constants
    /// @param status the status bits; see the constants
    /// @param maxErrorMicros bound on the clock's error, raised by the kernel by 500 µs each second
    ///   and lowered by the time daemon at each of its updates
    /// @param estimatedErrorMicros the daemon's guess of the error; no bound
    /// @param offsetNanos phase offset that the kernel is still working off
    /// @param pendingNanos what is left of an `adjtime` slew
    /// @param frequency correction of the clock's rate, parts per million shifted left by 16
    /// @param tick microseconds per tick of 10 ms; 10,000 when undisturbed
    record Timex(
            int state,
            int status,
            long maxErrorMicros,
            long estimatedErrorMicros,
            long offsetNanos,
            long pendingNanos,
            long frequency,
            long tick)
            implements Discipline {

        /// Bits of `status`: a leap second will be inserted or deleted at the end of this UTC day.
        public static final int STA_INS = 0x0010;

        public static final int STA_DEL = 0x0020;

        /// Bit of `status`: nobody disciplines the clock, or not any more.
        public static final int STA_UNSYNC = 0x0040;

        /// Bit of `status`: the hardware clock failed.
        public static final int STA_CLOCKERR = 0x1000;

        /// Values of `state` around a leap second: one is armed, is happening, has happened.
        public static final int TIME_INS = 1;

        public static final int TIME_DEL = 2;
        public static final int TIME_OOP = 3;
        public static final int TIME_WAIT = 4;

        /// Value of `state`: the clock is not synchronised.
        public static final int TIME_ERROR = 5;

        private static final long NOMINAL_TICK_MICROS = 10_000;
        private static final long PPB_PER_TICK_MICRO = 100_000;

        public boolean synchronised() {
            return state != TIME_ERROR && (status & (STA_UNSYNC | STA_CLOCKERR)) == 0;
        }

        /// Whether a leap second is armed, under way or only just over.
        public boolean leapNear() {
            return state == TIME_INS
                    || state == TIME_DEL
                    || state == TIME_OOP
                    || state == TIME_WAIT
                    || (status & (STA_INS | STA_DEL)) != 0;
        }

        /// By how many parts per billion tick and frequency make the clock run faster than its
        /// oscillator.
        public long ratePpb() {
            return (tick - NOMINAL_TICK_MICROS) * PPB_PER_TICK_MICRO + frequency * 1000 / 65_536;
        }
    }
}

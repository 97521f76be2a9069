package dev.isochron.truetime.host;

import dev.isochron.truetime.source.Discipline;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The two calls of the C library that tell the time and how good it is. Both only read, so any
/// user may make them.
///
/// The layouts are those of 64-bit Linux, where a C `long` has 64 bits.
final class LibC {

    static final int CLOCK_REALTIME = 0;
    static final int CLOCK_MONOTONIC = 1;
    static final int CLOCK_BOOTTIME = 7;

    /// `modes` of `struct timex`: change nothing, answer the account.
    private static final int READ_ACCOUNT = 0;

    /// `modes` of `struct timex`: change nothing, answer what is left of an `adjtime` slew.
    private static final int READ_ADJTIME = 0xa001;

    /// Bit of `status`: `offset` is in nanoseconds, not microseconds.
    private static final int STA_NANO = 0x2000;

    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /// The kernel's structure ends with reserve, 208 bytes in all.
    private static final long TIMEX_BYTES = 208;

    private static final int OFFSET_AT = 8;
    private static final int FREQUENCY_AT = 16;
    private static final int MAX_ERROR_AT = 24;
    private static final int ESTIMATED_ERROR_AT = 32;
    private static final int STATUS_AT = 40;
    private static final int TICK_AT = 88;

    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle clockGettime;
    private final MethodHandle adjtimex;

    private LibC(MethodHandle clockGettime, MethodHandle adjtimex) {
        this.clockGettime = clockGettime;
        this.adjtimex = adjtimex;
    }

    /// @throws UnsupportedOperationException if this host has no such calls
    @SuppressWarnings("restricted") // the two calls below are all that is native here
    static LibC load() {
        String system = System.getProperty("os.name", "");
        if (!system.equals("Linux") || ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
            throw new UnsupportedOperationException(
                    """
                    The clock of a node needs a 64-bit Linux host, and this is %s. Run the node \
                    in a Linux virtual machine or container.\
                    """
                            .formatted(system));
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        MethodHandle clockGettime =
                linker.downcallHandle(
                        symbols.findOrThrow("clock_gettime"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        MethodHandle adjtimex =
                linker.downcallHandle(
                        symbols.findOrThrow("adjtimex"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
                        Linker.Option.captureCallState("errno"));
        return new LibC(clockGettime, adjtimex);
    }

    long clockNanos(int clock) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timespec = arena.allocate(2L * Long.BYTES, Long.BYTES);
            int result = (int) clockGettime.invokeExact(clock, timespec);
            if (result != 0) {
                throw new UnsupportedOperationException(
                        "The kernel has no clock %d (clock_gettime); Linux 3.10 and later have it."
                                .formatted(clock));
            }
            return timespec.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                    + timespec.get(ValueLayout.JAVA_LONG, Long.BYTES);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime threw what a C call cannot throw", e);
        }
    }

    /// The kernel's account of its clock, or why there is none.
    Discipline adjtimex(Arena arena) {
        MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
        MemorySegment callState = arena.allocate(CALL_STATE);
        // What is left of an adjtime slew has a call of its own, and it leaves the rest alone.
        if (call(timex, callState, READ_ADJTIME) < 0) {
            return unreadable(callState);
        }
        long pendingMicros = timex.get(ValueLayout.JAVA_LONG, OFFSET_AT);
        int state = call(timex, callState, READ_ACCOUNT);
        if (state < 0) {
            return unreadable(callState);
        }
        int status = timex.get(ValueLayout.JAVA_INT, STATUS_AT);
        long offset = timex.get(ValueLayout.JAVA_LONG, OFFSET_AT);
        return new Discipline.Timex(
                state,
                status,
                timex.get(ValueLayout.JAVA_LONG, MAX_ERROR_AT),
                timex.get(ValueLayout.JAVA_LONG, ESTIMATED_ERROR_AT),
                (status & STA_NANO) != 0 ? offset : offset * 1_000,
                pendingMicros * 1_000,
                timex.get(ValueLayout.JAVA_LONG, FREQUENCY_AT),
                timex.get(ValueLayout.JAVA_LONG, TICK_AT));
    }

    private int call(MemorySegment timex, MemorySegment callState, int modes) {
        try {
            timex.fill((byte) 0);
            timex.set(ValueLayout.JAVA_INT, 0, modes);
            return (int) adjtimex.invokeExact(callState, timex);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("adjtimex threw what a C call cannot throw", e);
        }
    }

    private static Discipline unreadable(MemorySegment callState) {
        int errno = (int) ERRNO.get(callState, 0L);
        String why =
                switch (errno) {
                    case EPERM -> "the operation is not permitted, so a sandbox forbids it";
                    case ENOSYS -> "there is no such call, so a sandbox hides it";
                    default -> "errno " + errno;
                };
        return new Discipline.Unreadable(
                "The kernel's account of its clock cannot be read (adjtimex: %s).".formatted(why),
                """
                Reading it needs no privilege. Allow the system call adjtimex in this \
                container's seccomp profile, or set clock.source=fixed with a clock.bound that \
                you vouch for.\
                """);
    }
}

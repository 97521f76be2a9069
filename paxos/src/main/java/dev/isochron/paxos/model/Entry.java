package dev.isochron.paxos.model;

import java.util.Arrays;

/// What is chosen in a slot. The bytes of a [Commands] entry are made once, by the proposer; the
/// same array goes into the log, to the peers and to the state machine, so nobody may change it.
public sealed interface Entry {
    /// Longest encoded entry, in bytes: what a peer message and a log record must have room for.
    int MAX_BYTES = 8 << 20;

    /// Fills a hole that a new leader found; changes nothing (*Paxos Made Simple*, §3).
    record Noop() implements Entry {
        @Override
        public String toString() {
            return "noop";
        }
    }

    /// One batch of commands for the state machine, encoded by whoever owns the state machine.
    @SuppressWarnings("ArrayRecordComponent") // equality is by content below; the bytes are shared
    record Commands(byte[] bytes) implements Entry {
        public Commands {
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "an entry has at most " + MAX_BYTES + " bytes, not " + bytes.length);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Commands that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "commands(" + bytes.length + "B#" + Integer.toHexString(hashCode()) + ")";
        }
    }

    /// The members from the next slot on.
    record Reconfigure(Configuration configuration) implements Entry {}

    Entry NOOP = new Noop();
}

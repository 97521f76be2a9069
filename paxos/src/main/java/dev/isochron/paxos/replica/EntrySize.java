package dev.isochron.paxos.replica;

import dev.isochron.paxos.model.Entry;

/// How many bytes an entry takes on the wire and in the log, near enough for bounds.
final class EntrySize {
    /// A configuration: at most 7 + 7 + 16 members of 16 bytes.
    private static final int CONFIGURATION = 512;

    private EntrySize() {}

    static int of(Entry entry) {
        return switch (entry) {
            case Entry.Noop _ -> 1;
            case Entry.Commands commands -> commands.bytes().length;
            case Entry.Reconfigure _ -> CONFIGURATION;
        };
    }
}

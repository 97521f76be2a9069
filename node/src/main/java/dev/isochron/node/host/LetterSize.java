package dev.isochron.node.host;

import dev.isochron.paxos.message.Message;
import dev.isochron.paxos.model.AcceptedEntry;
import dev.isochron.paxos.model.Entry;
import java.util.List;

/// About how many bytes a message takes on its way, and whether a replica would log entries for it.
final class LetterSize {

    /// More than any message without entries or chunks takes.
    private static final int PLAIN_BYTES = 96;

    private LetterSize() {}

    static int of(Message message) {
        return PLAIN_BYTES
                + switch (message) {
                    case Message.Accept m -> ofEntries(m.entries());
                    case Message.Chosen m -> ofEntries(m.entries());
                    case Message.Promise m -> ofAccepted(m.accepted());
                    case Message.SnapshotChunk m -> m.bytes().length;
                    case Message.Resigned m -> m.estate().bytes().length;
                    case Message _ -> 0;
                };
    }

    private static int ofEntries(List<Entry> entries) {
        int bytes = 0;
        for (Entry entry : entries) {
            bytes += of(entry);
        }
        return bytes;
    }

    private static int ofAccepted(List<AcceptedEntry> accepted) {
        int bytes = 0;
        for (AcceptedEntry entry : accepted) {
            bytes += of(entry.entry());
        }
        return bytes;
    }

    private static int of(Entry entry) {
        return entry instanceof Entry.Commands(byte[] bytes)
                ? PLAIN_BYTES + bytes.length
                : PLAIN_BYTES;
    }

    /// True if a replica that takes this in may have to persist commands.
    static boolean carriesCommands(Message message) {
        return switch (message) {
            case Message.Accept m -> anyCommands(m.entries());
            case Message.Chosen m -> anyCommands(m.entries());
            case Message.Promise m ->
                    m.accepted().stream().anyMatch(a -> a.entry() instanceof Entry.Commands);
            case Message _ -> false;
        };
    }

    private static boolean anyCommands(List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Commands) {
                return true;
            }
        }
        return false;
    }
}

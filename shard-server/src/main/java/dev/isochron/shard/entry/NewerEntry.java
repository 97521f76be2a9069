package dev.isochron.shard.entry;

/// An entry that a newer program wrote. Other replicas may know what it means, so this one must not
/// pass over it (S1): it stops, and goes on when a program is started that reads the entry.
public final class NewerEntry extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NewerEntry(int version, int known) {
        super(
                ("a newer program wrote an entry of version %d, and this one reads %d;"
                                + " start this node with that program")
                        .formatted(version, known));
    }
}

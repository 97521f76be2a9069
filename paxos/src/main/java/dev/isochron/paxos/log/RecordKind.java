package dev.isochron.paxos.log;

/// The first byte of a record's body. Numbers are for ever: a new kind takes a new one.
final class RecordKind {
    static final byte BEGAN = 1;
    static final byte PROMISED = 2;
    static final byte ACCEPTED = 3;
    static final byte LEARNED = 4;
    static final byte CHOSEN_MARK = 5;
    static final byte FORGOT = 6;
    static final byte REMOVED = 7;
    static final byte HORIZON = 8;
    static final byte BOOTED = 9;
    static final byte PEER_SEEN = 10;
    static final byte DAMAGE_NOTED = 11;
    static final byte REMOVED_BEFORE = 12;
    static final byte PEER_AT = 13;

    static final byte ENTRY_NOOP = 1;
    static final byte ENTRY_COMMANDS = 2;
    static final byte ENTRY_RECONFIGURE = 3;

    private RecordKind() {}
}

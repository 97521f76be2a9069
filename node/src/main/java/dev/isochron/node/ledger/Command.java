package dev.isochron.node.ledger;

/// "Write this line." The payload is never changed after this was made; nobody copies it.
///
/// @param sequence from 1; the client never uses a number for two different payloads
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared with the entry
public record Command(ClientId client, long sequence, byte[] payload) {

    /// Longest line: a batch of one must fit into an entry with room to spare.
    public static final int MAX_PAYLOAD = 1 << 20;

    public Command {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence numbers start at 1, not " + sequence);
        }
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "a line has at most " + MAX_PAYLOAD + " bytes, not " + payload.length);
        }
    }
}

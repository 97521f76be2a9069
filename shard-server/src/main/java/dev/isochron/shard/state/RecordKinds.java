package dev.isochron.shard.state;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.TxnId;
import dev.isochron.storage.layout.RecordKey;
import dev.isochron.txn.record.Place;
import java.nio.ByteBuffer;

/// The kinds of records that a replica keeps beside its versions. The numbers are on disks.
final class RecordKinds {
    /// A committed write that is not a version yet; under its key and its transaction.
    static final byte LATE = 1;

    private RecordKinds() {}

    static byte of(Place.Kind kind) {
        return switch (kind) {
            case UNTOLD -> 2;
            case IN_DOUBT -> 3;
            case TOLD -> 4;
            case SETTLED -> 5;
        };
    }

    static RecordKey late(Key key, TxnId txn) {
        return new RecordKey(LATE, key, idBytes(txn));
    }

    static byte[] idBytes(TxnId txn) {
        ByteBuffer bytes = ByteBuffer.allocate(TxnId.BYTES);
        txn.writeTo(bytes);
        return bytes.array();
    }
}

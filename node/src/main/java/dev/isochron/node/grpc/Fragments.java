package dev.isochron.node.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.isochron.node.wire.MalformedFrame;
import dev.isochron.paxos.replica.PaxosSettings;
import dev.isochron.protocol.peer.Fragment;
import dev.isochron.protocol.peer.PeerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Frames that are longer than a message may be, cut into pieces and put together again.
final class Fragments {
    /// A message stays below gRPC's customary 4 MiB.
    static final int PIECE_BYTES = 2 << 20;

    /// Beside the bytes of an entry: its slot, its ballot, lengths and tags.
    private static final int ENTRY_OVERHEAD_BYTES = 64;

    /// The longest frame that is put together: the longest promise, and small letters with it.
    static final int MAX_FRAME_BYTES =
            PaxosSettings.MAX_PROMISE_BYTES
                    + PaxosSettings.MAX_PROMISE_ENTRIES * ENTRY_OVERHEAD_BYTES
                    + (2 << 20);

    private ByteString pieces = ByteString.EMPTY;

    /// The frame itself if it is short enough, else its pieces.
    static List<PeerFrame> cut(PeerFrame frame) {
        if (frame.getSerializedSize() <= PIECE_BYTES) {
            return List.of(frame);
        }
        ByteString bytes = frame.toByteString();
        List<PeerFrame> cut = new ArrayList<>();
        for (int at = 0; at < bytes.size(); at += PIECE_BYTES) {
            int end = Math.min(bytes.size(), at + PIECE_BYTES);
            Fragment piece =
                    Fragment.newBuilder()
                            .setPiece(bytes.substring(at, end))
                            .setLast(end == bytes.size())
                            .build();
            cut.add(PeerFrame.newBuilder().setFragment(piece).build());
        }
        return cut;
    }

    /// Takes in a message; gives the frame that it is or completes.
    Optional<PeerFrame> add(PeerFrame message) throws MalformedFrame {
        if (!message.hasFragment()) {
            return Optional.of(message);
        }
        Fragment fragment = message.getFragment();
        if ((long) pieces.size() + fragment.getPiece().size() > MAX_FRAME_BYTES) {
            throw new MalformedFrame("a frame of more than " + MAX_FRAME_BYTES + " bytes");
        }
        pieces = pieces.concat(fragment.getPiece());
        return fragment.getLast() ? Optional.of(complete()) : Optional.empty();
    }

    private PeerFrame complete() throws MalformedFrame {
        ByteString whole = pieces;
        pieces = ByteString.EMPTY;
        try {
            return PeerFrame.parseFrom(whole);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedFrame("the pieces of a frame do not fit: " + e.getMessage());
        }
    }
}

package dev.isochron.node.wire;

import static dev.isochron.node.wire.TermReader.require;
import static dev.isochron.node.wire.TermReader.timestamp;

import com.google.protobuf.ByteString;
import dev.isochron.node.frame.MergeWord;
import dev.isochron.node.frame.Word;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.peer.Union;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.SharedBytes;
import dev.isochron.shard.entry.ShardRecord;
import dev.isochron.shard.model.Lineage;
import java.util.Optional;

/// Words about merges, as protobuf and back.
final class UnionCodec {

    private UnionCodec() {}

    static Union write(Word.Union union) {
        return switch (union.word()) {
            case MergeWord.Rehearse(Route right, Lineage.Leaving into) ->
                    of(Union.Kind.REHEARSE, right, into);
            case MergeWord.Ready(Route right, Lineage.Leaving into) ->
                    of(Union.Kind.READY, right, into);
            case MergeWord.Freeze(Route right, Lineage.Leaving into) ->
                    of(Union.Kind.FREEZE, right, into);
            case MergeWord.Frozen frozen -> frozen(frozen);
            case MergeWord.Asked(ShardId right) ->
                    Union.newBuilder().setKind(Union.Kind.ASKED).setRight(right.value()).build();
            case MergeWord.Settled(ShardId right, Lineage.Leaving into, boolean isMerged) ->
                    of(Union.Kind.SETTLED, right, into).setHolds(isMerged).build();
            case MergeWord.Gone(ShardId right) ->
                    Union.newBuilder().setKind(Union.Kind.GONE).setRight(right.value()).build();
        };
    }

    private static Union.Builder of(Union.Kind kind, ShardId right, Lineage.Leaving into) {
        return Union.newBuilder()
                .setKind(kind)
                .setRight(right.value())
                .setLeft(into.left().value())
                .setLeftGeneration(into.generation().value());
    }

    private static Union of(Union.Kind kind, Route right, Lineage.Leaving into) {
        return of(kind, right.shard(), into).setRightGeneration(right.generation().value()).build();
    }

    private static Union frozen(MergeWord.Frozen frozen) {
        ShardRecord.Right right = frozen.right();
        Union.Builder to =
                of(Union.Kind.FROZEN, right.route().shard(), frozen.into())
                        .setRightGeneration(right.route().generation().value())
                        .setFrom(bytes(right.keys().from()))
                        .setFloor(frozen.floor().nanos())
                        .setHolds(frozen.isOnDisk());
        right.keys().until().ifPresent(until -> to.setUntil(bytes(until)));
        return to.build();
    }

    private static ByteString bytes(Key key) {
        return ByteString.copyFrom(key.toBuffer());
    }

    static Word.Union read(Union from) throws MalformedFrame {
        ShardId right = shard(from.getRight());
        return new Word.Union(
                switch (from.getKind()) {
                    case REHEARSE -> new MergeWord.Rehearse(route(right, from), into(from));
                    case READY -> new MergeWord.Ready(route(right, from), into(from));
                    case FREEZE -> new MergeWord.Freeze(route(right, from), into(from));
                    case FROZEN -> frozen(right, from);
                    case ASKED -> new MergeWord.Asked(right);
                    case SETTLED -> new MergeWord.Settled(right, into(from), from.getHolds());
                    case GONE -> new MergeWord.Gone(right);
                    case KIND_UNSPECIFIED, UNRECOGNIZED ->
                            throw new MalformedFrame("a word about a merge of no known kind");
                });
    }

    private static MergeWord frozen(ShardId right, Union from) throws MalformedFrame {
        Key first = key(from.getFrom());
        Optional<Key> until =
                from.hasUntil() ? Optional.of(key(from.getUntil())) : Optional.empty();
        require(until.isEmpty() || first.isBelow(until.get()), "keys that end before they begin");
        return new MergeWord.Frozen(
                new ShardRecord.Right(route(right, from), new Span(first, until)),
                into(from),
                timestamp(from.getFloor()),
                from.getHolds());
    }

    private static Key key(ByteString from) throws MalformedFrame {
        require(from.size() <= Key.MAX_BYTES, "a key that is too long");
        return Key.of(SharedBytes.unwrap(from));
    }

    private static Route route(ShardId right, Union from) throws MalformedFrame {
        return new Route(right, generation(from.getRightGeneration()));
    }

    private static Lineage.Leaving into(Union from) throws MalformedFrame {
        return new Lineage.Leaving(shard(from.getLeft()), generation(from.getLeftGeneration()));
    }

    private static ShardId shard(long number) throws MalformedFrame {
        require(number > 0, "a shard without a number");
        return new ShardId(number);
    }

    private static Generation generation(long number) throws MalformedFrame {
        require(number > 0, "a generation without a number");
        return new Generation(number);
    }
}

package dev.isochron.client.route;

import dev.isochron.client.error.IsochronException;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.ReadAt;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.truetime.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one timestamp that reads without locks share: the first answer names it, all others are
/// asked for exactly that. Used by one session at a time.
public final class Moment implements Asking {

    private final Router router;
    private final ReadAt wanted;
    private @Nullable Timestamp at;
    private Timestamp met = Timestamp.MIN;

    public Moment(Router router, ReadAt wanted) {
        this.router = router;
        this.wanted = wanted;
        if (wanted instanceof ReadAt.Exact(Timestamp exact)) {
            this.at = exact;
        }
    }

    /// The timestamp, once it is known.
    public Optional<Timestamp> at() {
        return Optional.ofNullable(at);
    }

    /// The newest version that was returned.
    public Timestamp met() {
        return met;
    }

    @Override
    public boolean oneFirst() {
        return at == null;
    }

    @Override
    public Errand.Order order(ShardEntry entry, Supplier<Span> keys, List<Lookup> lookups) {
        Timestamp known = at;
        ReadAt when = known == null ? wanted : new ReadAt.Exact(known);
        boolean atLeader = when instanceof ReadAt.Strong;
        return new Errand.Order(
                keys,
                atLeader && router.settings().nearest().isEmpty()
                        ? Errand.Target.LEADER
                        : Errand.Target.ANY,
                router.settings().perTry(),
                route -> new Request.SnapshotRead(route, when, lookups));
    }

    @Override
    public List<Reply.Found> found(
            ShardEntry entry, List<Lookup> lookups, Errand.Ending.Answered answer) {
        return switch (answer.reply()) {
            case Reply.Snapshot(Timestamp shown, List<Reply.Found> found)
                    when found.size() == lookups.size() -> {
                if (at == null) {
                    at = shown;
                }
                found.forEach(one -> one.rows().forEach(this::meet));
                yield found;
            }
            case Reply.Failed(var failure) -> throw IsochronException.of(failure);
            default -> throw new IllegalStateException("no answer to a read: " + answer.reply());
        };
    }

    private void meet(Reply.Pair pair) {
        met = Timestamp.max(met, pair.written());
    }
}

package dev.isochron.shard;

import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.error.BadInput;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Lookup;
import dev.isochron.protocol.request.Request;
import dev.isochron.storage.ReplicaStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which keys a request is about, and whether a store can have them at all.
public final class RequestKeys {

    private RequestKeys() {}

    /// The first key that a request is about, if it names one.
    public static Optional<Key> first(Request request) {
        return of(request).stream().findFirst().map(Span::from);
    }

    /// Whether a request is about an attempt and no keys: it is for the shard that has the
    /// attempt's locks, however that changed since.
    static boolean isOfAttempt(Request request) {
        return switch (request) {
            case Request.Release _, Request.Refresh _ -> true;
            case Request.LockingRead _,
                    Request.SnapshotRead _,
                    Request.Prepare _,
                    Request.Commit _,
                    Request.Checksum _,
                    Request.AskOutcome _ ->
                    false;
        };
    }

    /// All of them.
    public static List<Span> of(Request request) {
        return switch (request) {
            case Request.LockingRead read -> read.lookups().stream().map(Lookup::span).toList();
            case Request.SnapshotRead read -> read.lookups().stream().map(Lookup::span).toList();
            case Request.Prepare prepare -> of(prepare.share());
            case Request.Commit commit -> of(commit.share());
            case Request.Checksum checksum -> List.of(checksum.span());
            case Request.Release _, Request.Refresh _ -> List.of();
            case Request.AskOutcome ask -> List.of(Span.point(ask.anchor()));
        };
    }

    private static List<Span> of(Share share) {
        List<Span> spans = new ArrayList<>();
        spans.add(share.span());
        share.checks().forEach(check -> spans.add(check.span()));
        share.writes().forEach(write -> spans.add(Span.point(write.key())));
        return spans;
    }

    /// A key that is too long to be looked for, or to keep anything under.
    static Optional<Failure> unfit(Request request) {
        Optional<Key> named =
                switch (request) {
                    case Request.Prepare prepare -> prepare.anchor();
                    case Request.Commit commit -> Optional.of(commit.anchor());
                    case Request.AskOutcome ask -> Optional.of(ask.anchor());
                    case Request.LockingRead _,
                            Request.SnapshotRead _,
                            Request.Checksum _,
                            Request.Release _,
                            Request.Refresh _ ->
                            Optional.empty();
                };
        Optional<Key> kept =
                switch (request) {
                    case Request.Prepare prepare -> Optional.of(prepare.share().span().from());
                    case Request.Commit commit -> Optional.of(commit.share().span().from());
                    case Request.LockingRead _,
                            Request.SnapshotRead _,
                            Request.Checksum _,
                            Request.AskOutcome _,
                            Request.Release _,
                            Request.Refresh _ ->
                            Optional.empty();
                };
        return named.filter(key -> !ReplicaStore.fits(key))
                .or(() -> kept.filter(key -> !ReplicaStore.fits(key)))
                .or(() -> unfitBound(of(request)))
                .map(key -> new BadInput.LongKey("", key.length(), Key.MAX_BYTES, List.of()));
    }

    private static Optional<Key> unfitBound(List<Span> spans) {
        for (Span span : spans) {
            if (!ReplicaStore.isBound(span.from())) {
                return Optional.of(span.from());
            }
            Optional<Key> until = span.until().filter(key -> !ReplicaStore.isBound(key));
            if (until.isPresent()) {
                return until;
            }
        }
        return Optional.empty();
    }
}

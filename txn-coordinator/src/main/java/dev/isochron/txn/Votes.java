package dev.isochron.txn;

import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request.Participant;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The votes that came for one transaction, cut so that no two speak of the same key: where two
/// did, the one that vouches for longer stands.
///
/// @param yes disjoint
/// @param no the first reason against
record Votes(List<Vote> yes, Optional<Failure> no) {

    /// Most pieces for one transaction: its shares, some of them cut by splits.
    static final int MAX_PIECES = 1_024;

    static final Votes NONE = new Votes(List.of(), Optional.empty());

    Votes {
        yes = List.copyOf(yes);
    }

    Votes with(Failure against) {
        return new Votes(yes, no.or(() -> Optional.of(against)));
    }

    /// With one vote more; beyond [#MAX_PIECES] it is dropped, as if it were lost.
    Votes with(Vote vote) {
        List<Vote> pieces = new ArrayList<>();
        List<Span> fresh = List.of(vote.span());
        for (Vote old : yes) {
            if (old.bound().isBefore(vote.bound())) {
                Spans.minus(old.span(), vote.span()).forEach(rest -> pieces.add(over(rest, old)));
            } else {
                pieces.add(old);
                fresh = Spans.minus(fresh, old.span());
            }
        }
        fresh.forEach(rest -> pieces.add(over(rest, vote)));
        return pieces.size() > MAX_PIECES ? this : new Votes(pieces, no);
    }

    private static Vote over(Span span, Vote vote) {
        return new Vote(span, vote.tenure(), vote.floor(), vote.bound(), vote.writes());
    }

    /// What of the hull nobody has vouched for; what is written only counts when it was logged.
    List<Span> missing(Participant hull) {
        List<Span> rest = List.of(hull.span());
        for (Vote vote : yes) {
            if (vote.writes() || !hull.writes()) {
                rest = Spans.minus(rest, vote.span());
            }
        }
        return rest;
    }

    List<Span> spans() {
        return yes.stream().map(Vote::span).toList();
    }

    /// The highest floor; the first point of time without votes.
    Timestamp floor() {
        return yes.stream().map(Vote::floor).reduce(Timestamp.MIN, Timestamp::max);
    }

    /// Votes that do not reach this far.
    List<Vote> boundBelow(Timestamp s) {
        return yes.stream().filter(vote -> vote.bound().isBefore(s)).toList();
    }
}

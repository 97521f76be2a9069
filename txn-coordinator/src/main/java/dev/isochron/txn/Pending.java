package dev.isochron.txn;

import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.Request.Participant;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.record.Spans;
import dev.isochron.txn.record.TxnRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a coordinator has in memory about one transaction.
///
/// ```
///        Yes, No           commit             all votes, or none can come
/// (none) ──────▶ Early ──────────▶ Gathering ────────────────────────────▶ Deciding
///    │                                                                     │  │
///    └──────────── inquiry, wound, question: abort ────────────────────────┘  │ applied
///                                              (none) ◀──all logged── Telling ◀─┘
/// ```
///
/// and `Overdue` for a commit request that is born below the horizon.
sealed interface Pending {

    Key anchor();

    /// Votes before the commit request: it may still be on its way (attack 36).
    ///
    /// @param due when to forget them
    record Early(Key anchor, Votes votes, Timestamp due) implements Pending {}

    /// The commit was asked for; the own share is being locked, or votes are missing.
    ///
    /// @param secured whether the own share is locked
    /// @param again whom the coordinator asked once more, if it had to
    /// @param deadline when to give up
    /// @param due when to look again, not after the deadline
    record Gathering(
            Request.Commit request,
            Audience audience,
            boolean secured,
            Votes votes,
            Optional<Again> again,
            Timestamp deadline,
            Timestamp due)
            implements Pending {

        @Override
        public Key anchor() {
            return request.anchor();
        }

        Gathering with(Votes more) {
            return new Gathering(request, audience, secured, more, again, deadline, due);
        }

        Gathering with(Audience more) {
            return new Gathering(request, more, secured, votes, again, deadline, due);
        }

        Gathering locked() {
            return new Gathering(request, audience, true, votes, again, deadline, due);
        }

        Gathering dueAt(Timestamp at) {
            return new Gathering(request, audience, secured, votes, again, deadline, at);
        }

        Gathering asking(Again again, Timestamp end) {
            return new Gathering(request, audience, secured, votes, Optional.of(again), end, end);
        }

        /// With one vote more; a longer bound from somebody who was asked for one is the answer.
        Gathering with(Vote vote) {
            Optional<Again> rest = again.map(asked -> asked.without(vote));
            return new Gathering(request, audience, secured, votes.with(vote), rest, deadline, due);
        }

        /// What nobody has vouched for yet; the own share vouches for itself.
        List<Span> missing() {
            List<Span> missing = new ArrayList<>();
            for (Participant other : request.others()) {
                missing.addAll(votes.missing(other));
            }
            return missing;
        }

        List<Span> written() {
            return request.others().stream()
                    .filter(Participant::writes)
                    .map(Participant::span)
                    .toList();
        }
    }

    /// The commit was asked for by one that is too old: it may have been done, and forgotten. Only
    /// if its locks still live, it surely was not.
    ///
    /// @param due when to give up
    record Overdue(Request.Commit request, Audience audience, Timestamp due) implements Pending {
        @Override
        public Key anchor() {
            return request.anchor();
        }
    }

    /// A record was proposed; its fate decides. Nobody is told anything before.
    ///
    /// @param own the share that is locked here, if the commit was asked for
    record Deciding(TxnRecord proposed, Key anchor, Audience audience, Optional<Span> own)
            implements Pending {

        Deciding with(Audience more) {
            return new Deciding(proposed, anchor, more, own);
        }

        boolean commits() {
            return proposed instanceof TxnRecord.Committed;
        }
    }

    /// It is committed, and some shares have not logged it.
    ///
    /// @param forgetting whether that all have is proposed
    record Telling(
            Key anchor,
            Timestamp at,
            List<Span> untold,
            boolean forgetting,
            Timestamp due,
            long pauseNanos)
            implements Pending {
        public Telling {
            untold = List.copyOf(untold);
        }
    }

    /// Who was asked for a vote with a longer bound.
    ///
    /// @param atLeast the bound that would do then
    record Again(Timestamp atLeast, List<Span> awaited) {
        public Again {
            awaited = List.copyOf(awaited);
        }

        Again without(Vote vote) {
            return vote.bound().isBefore(atLeast)
                    ? this
                    : new Again(atLeast, Spans.minus(awaited, vote.span()));
        }
    }

    /// Who is told the outcome.
    ///
    /// @param clients that wait for a reply
    /// @param shares that are told by message
    record Audience(List<Client> clients, List<Span> shares) {

        /// Most clients that wait for one outcome: a client and its retries.
        static final int MAX_CLIENTS = 8;

        /// Most shares that are told without being asked; who is left out asks.
        static final int MAX_SHARES = 1_024;

        static final Audience NOBODY = new Audience(List.of(), List.of());

        public Audience {
            clients = List.copyOf(clients);
            shares = List.copyOf(shares);
        }

        boolean isFull() {
            return clients.size() >= MAX_CLIENTS;
        }

        /// With one client more; a request that came twice is answered once.
        Audience with(Client client) {
            if (clients.contains(client)) {
                return this;
            }
            List<Client> more = new ArrayList<>(clients);
            more.add(client);
            return new Audience(more, shares);
        }

        Audience with(Span share) {
            List<Span> fresh = Spans.minus(List.of(share), shares);
            if (fresh.isEmpty() || shares.size() >= MAX_SHARES) {
                return this;
            }
            List<Span> more = new ArrayList<>(shares);
            more.addAll(fresh);
            return new Audience(clients, more);
        }

        Audience with(List<Span> spans) {
            Audience more = this;
            for (Span span : spans) {
                more = more.with(span);
            }
            return more;
        }
    }

    /// A client that waits.
    ///
    /// @param asks whether it asked for the outcome, not for the commit
    record Client(Caller caller, boolean asks) {}
}

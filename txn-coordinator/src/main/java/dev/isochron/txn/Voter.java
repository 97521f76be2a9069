package dev.isochron.txn;

import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.commit.Share;
import dev.isochron.protocol.commit.Vote;
import dev.isochron.protocol.error.Aborted;
import dev.isochron.protocol.error.Failure;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.truetime.Timestamp;
import dev.isochron.txn.Holding.InDoubt;
import dev.isochron.txn.Holding.Preparing;
import dev.isochron.txn.Holding.Reading;
import dev.isochron.txn.Holding.Securing;
import dev.isochron.txn.record.Pledge;
import dev.isochron.txn.record.TxnRecord;
import java.util.List;
import java.util.Optional;

/// A participant's way from a locked share to a vote, and to another vote.
final class Voter {

    private final Booth booth;

    Voter(Booth booth) {
        this.booth = booth;
    }

    /// All is locked: vote, or refuse because the locks are not those that the client means.
    void secured(ShareId id, Securing securing, Secured how) {
        Optional<Tenure> quoted = securing.request().share().tenure();
        boolean live = quoted.isEmpty() || quoted.get().equals(how.live());
        if (live || !booth.keeps(Rule.LIVE_TENURE)) {
            vote(id, securing, how);
        } else {
            refuse(id, securing, new Aborted.LocksLost(booth.home.shard(), quoted.get()));
        }
    }

    void refuse(ShareId id, Securing securing, Failure why) {
        booth.answer(securing.callers(), new Reply.Failed(why));
        securing.request()
                .anchor()
                .ifPresent(key -> booth.send(new Parley.No(id.txn(), key, id.span(), why)));
        booth.release(id);
    }

    private void vote(ShareId id, Securing securing, Secured how) {
        Optional<Pledge> pledge = pledge(how.live(), Timestamp.MIN);
        if (pledge.isEmpty()) {
            Timestamp soon = booth.after(booth.settings.patience().resendNanos());
            booth.put(
                    id,
                    new Securing(
                            securing.request(),
                            securing.callers(),
                            Optional.of(how),
                            Optional.of(soon)));
        } else if (securing.request().share().onlyReads()) {
            voteForReads(id, securing, pledge.get());
        } else {
            prepare(id, securing, pledge.get(), how);
        }
    }

    /// A floor and a bound, if the lease leaves room for a bound worth voting with.
    ///
    /// @param atLeast what the bound must reach
    private Optional<Pledge> pledge(Tenure tenure, Timestamp atLeast) {
        TxnSettings.Vote lasting = booth.settings.vote();
        Timestamp from = Timestamp.max(atLeast, booth.lease.now().latest());
        Timestamp wanted = from.plusNanos(lasting.boundNanos());
        Timestamp least = Timestamp.max(atLeast, booth.after(lasting.leastNanos()));
        Timestamp bound = wanted;
        if (booth.keeps(Rule.VOUCH_WITHIN_LEASE) && !booth.lease.vouch(wanted)) {
            bound = Timestamp.min(wanted, booth.lease.end());
            if (bound.isBefore(least) || !booth.lease.vouch(bound)) {
                return Optional.empty();
            }
        }
        Timestamp last = bound;
        return booth.lease
                .give(Timestamp.MIN)
                .filter(floor -> !floor.isAfter(last))
                .map(floor -> new Pledge(tenure, floor, last));
    }

    private void voteForReads(ShareId id, Securing securing, Pledge pledge) {
        Optional<Key> anchor = securing.request().anchor();
        Vote vote = unlogged(id, pledge);
        booth.put(id, new Reading(anchor, vote, vote.bound()));
        yes(id, anchor, vote);
        booth.answer(securing.callers(), new Reply.Voted(vote));
        if (!booth.keeps(Rule.KEEP_VOTED_LOCKS)) {
            booth.release(id);
        }
    }

    private static Vote unlogged(ShareId id, Pledge pledge) {
        return new Vote(id.span(), pledge.tenure(), pledge.floor(), pledge.bound(), false);
    }

    private void prepare(ShareId id, Securing securing, Pledge pledge, Secured how) {
        Request.Prepare request = securing.request();
        Share share = request.share();
        TxnRecord.Prepared record =
                new TxnRecord.Prepared(
                        request.attempt(),
                        request.anchor().orElseThrow(),
                        share,
                        pledge,
                        how.reads());
        booth.put(id, new Preparing(record, securing.callers()));
        booth.effect(new Effect.Log(record));
        if (!booth.keeps(Rule.VOTE_WHEN_PREPARED)) {
            yes(id, request.anchor(), pledge.over(id.span()));
        }
    }

    /// The record is applied: the vote is given.
    void prepared(ShareId id, Preparing preparing, TxnRecord.Prepared record, boolean mine) {
        InDoubt doubt = doubt(record, mine);
        booth.put(id, doubt);
        yes(id, Optional.of(record.anchor()), doubt.vote());
        booth.answer(preparing.callers(), new Reply.Voted(doubt.vote()));
    }

    /// A share in doubt, from here on; also in a later tenure, with the vote as it was.
    InDoubt doubt(TxnRecord.Prepared record, boolean mine) {
        long pause = booth.settings.patience().resendNanos();
        Vote vote = record.pledge().over(record.span());
        return new InDoubt(record, vote, mine, Optional.empty(), booth.after(pause), pause);
    }

    void yes(ShareId id, Optional<Key> anchor, Vote vote) {
        anchor.ifPresent(key -> booth.send(new Parley.Yes(id.txn(), key, vote)));
    }

    /// The coordinator needs a longer bound.
    void again(Parley.VoteAgain message) {
        if (!booth.settings.limit().admits(message.atLeast(), booth.lease.now())) {
            return;
        }
        List<ShareId> meant =
                booth.of(message.txn()).stream()
                        .filter(id -> id.span().overlaps(message.span()))
                        .toList();
        for (ShareId id : meant) {
            again(id, message);
        }
        if (meant.isEmpty()) {
            unknown(message);
        }
    }

    private void again(ShareId id, Parley.VoteAgain message) {
        switch (booth.entry(id).orElseThrow()) {
            case Reading reading ->
                    pledge(reading.vote().tenure(), message.atLeast())
                            .ifPresentOrElse(
                                    pledge -> {
                                        Vote vote = unlogged(id, pledge);
                                        booth.put(
                                                id,
                                                new Reading(reading.anchor(), vote, vote.bound()));
                                        yes(id, reading.anchor(), vote);
                                    },
                                    () -> cannot(message, id, reading.vote()));
            case InDoubt doubt -> again(id, doubt, message);
            case Securing _, Preparing _, Holding.Resolving _ -> {}
        }
    }

    /// Locks that were not logged are only there in the tenure that took them (attack 6).
    private void again(ShareId id, InDoubt doubt, Parley.VoteAgain message) {
        boolean complete = doubt.mine() || doubt.record().reads().isPresent();
        Optional<Pledge> pledge =
                complete || !booth.keeps(Rule.REPEAT_LOGGED_VOTE)
                        ? pledge(doubt.vote().tenure(), message.atLeast())
                        : Optional.empty();
        if (pledge.isPresent()) {
            Vote vote = pledge.get().over(id.span());
            booth.put(id, doubt.vouching(vote));
            yes(id, Optional.of(doubt.record().anchor()), vote);
        } else {
            cannot(message, id, doubt.vote());
        }
    }

    private void cannot(Parley.VoteAgain message, ShareId id, Vote vote) {
        Failure why = new Aborted.BoundMissed(id.span(), message.atLeast(), vote.bound());
        booth.send(new Parley.No(id.txn(), message.anchor(), id.span(), why));
    }

    /// A vote that was not logged died with its tenure, or with its bound, or its outcome is told.
    private void unknown(Parley.VoteAgain message) {
        if (booth.keeps(Rule.UNLOGGED_VOTE_DIES)) {
            Timestamp last = booth.lease.lastGiven();
            Failure why = new Aborted.BoundMissed(message.span(), message.atLeast(), last);
            booth.send(new Parley.No(message.txn(), message.anchor(), message.span(), why));
        } else {
            ShareId id = new ShareId(message.txn(), message.span());
            pledge(new Tenure(1, 1, 0), message.atLeast())
                    .ifPresent(
                            pledge -> yes(id, Optional.of(message.anchor()), unlogged(id, pledge)));
        }
    }
}

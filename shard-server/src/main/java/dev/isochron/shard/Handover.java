package dev.isochron.shard;

import dev.isochron.paxos.message.Estate;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.shard.entry.EstateCodec;
import dev.isochron.shard.entry.MalformedEntry;
import dev.isochron.shard.lead.Inheritance;
import dev.isochron.shard.lead.Leadership;
import dev.isochron.shard.lock.LiveEntry;
import dev.isochron.shard.model.ShardRule;
import dev.isochron.shard.model.ShardRules;
import dev.isochron.shard.state.Applied;
import java.util.List;
import java.util.Optional;

/// What a leadership takes over from the one before it, and leaves to the one after it.
final class Handover {
    private final ShardRules rules;

    /// What the leader before left to this replica, until it leads.
    private Optional<Inheritance> inheritance = Optional.empty();

    /// What it left itself, as it handed over.
    private EstateCodec.Packed left = EstateCodec.Packed.NONE;

    Handover(ShardRules rules) {
        this.rules = rules;
    }

    void inherit(Ballot ballot, Estate estate) {
        try {
            inheritance = Optional.of(new Inheritance(ballot, EstateCodec.decode(estate.bytes())));
        } catch (MalformedEntry _) {
            inheritance = Optional.empty(); // of a later version: open transactions begin again
        }
    }

    void applied(Applied applied) {
        inheritance.ifPresent(one -> one.applied(applied));
    }

    /// What a leadership that begins now goes on with.
    ///
    /// @param last the ballot of whoever led last before its own first entry
    List<LiveEntry> inherited(Ballot last) {
        boolean isDue = !rules.keeps(ShardRule.INHERIT_AT_ONCE);
        boolean keeps = rules.keeps(ShardRule.INHERIT_LOCKS);
        return inheritance.filter(one -> isDue || one.isFrom(last)).stream()
                .flatMap(one -> one.entries().stream())
                .map(one -> keeps ? one : new LiveEntry(one.attempt(), one.tenure(), List.of()))
                .toList();
    }

    /// A leadership begins here: what was left by or to this replica before is over.
    void begin() {
        inheritance = Optional.empty();
        left = EstateCodec.Packed.NONE;
    }

    Estate leave(Optional<Leadership> leadership) {
        left = leadership.map(Leadership::estate).orElse(EstateCodec.Packed.NONE);
        return new Estate(left.bytes());
    }

    EstateCodec.Packed left() {
        return left;
    }
}

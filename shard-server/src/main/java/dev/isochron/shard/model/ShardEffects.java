package dev.isochron.shard.model;

import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.SafeTimes;
import java.util.List;
import java.util.Optional;

/// What the host does after a turn, in this order.
///
/// @param propose entries for the log, in this order and in this very turn: their timestamps were
///   given in it
/// @param parleys each to whoever owns its key [Parley#to] now, this replica included
/// @param words to other replicas of the shard
/// @param replies to requests, by their tokens; all that they tell of is surely past
public record ShardEffects(
        List<Proposal> propose, List<Parley> parleys, List<Word> words, List<Answer> replies) {

    /// An entry for the log.
    ///
    /// @param number by which its fate is told
    public record Proposal(long number, Entry.Commands entry) {}

    /// What is said to another replica.
    ///
    /// @param to the node of the replica meant; nothing for whoever leads, as far as the host knows
    public record Word(Optional<NodeId> to, SafeTimes word) {

        /// Whether somebody reads there who waits for it.
        public boolean isAwaited() {
            return word instanceof SafeTimes.Told told && told.question() != 0;
        }
    }

    public record Answer(long token, Reply reply) {}
}

package dev.isochron.simulation.judge;

import dev.isochron.paxos.model.GroupId;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.txn.Attempt;
import dev.isochron.protocol.txn.Tenure;
import dev.isochron.simulation.evidence.ReplicaKey;
import java.util.TreeMap;

/// T8, where votes cannot show it: a tenure stands for the locks of one attempt, and no other gets
/// it, whatever becomes of the shard. Otherwise locks that were lost seem to be held by whoever
/// quotes them.
final class TenureJudge implements Judge {

    private final TreeMap<GroupId, TreeMap<String, Attempt>> given = new TreeMap<>();

    @Override
    public void answered(Site at, ReplicaKey who, Request request, Reply reply) {
        if (reply instanceof Reply.Locked locked && request instanceof Request.LockingRead read) {
            Tenure tenure = locked.tenure();
            Attempt first =
                    given.computeIfAbsent(who.group(), _ -> new TreeMap<>())
                            .computeIfAbsent(tenure.toString(), _ -> read.attempt());
            Violation.unless(
                    first.id().equals(read.attempt().id()),
                    VoteJudge.TENURE,
                    () ->
                            "%s lets %s lock under %s, as it was given to %s"
                                    .formatted(who, read.attempt(), tenure, first));
        }
    }
}

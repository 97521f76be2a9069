package dev.isochron.paxos.scenario;

import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.paxos.world.Words;

/// One line about a replica, as a scenario shows it.
final class Portrait {
    private Portrait() {}

    static String of(ReplicaView v) {
        StringBuilder text = new StringBuilder();
        text.append(v.self()).append(' ').append(v.role()).append(' ').append(v.ballot());
        if (v.serving()) {
            text.append(" serving until ").append(Words.of(v.leaseEnd()));
        } else if (v.established()) {
            text.append(" established");
        }
        v.leader()
                .filter(l -> !l.equals(v.self()))
                .ifPresent(l -> text.append(" under ").append(l));
        text.append(v.quiet() ? " quiet" : "").append(v.voteless() ? " voteless" : "");
        if (v.begin().value() > 1) {
            text.append(" begin ").append(v.begin());
        }
        text.append(" chosen ").append(v.chosen());
        return text.append(' ').append(Words.of(v.configuration())).toString();
    }
}

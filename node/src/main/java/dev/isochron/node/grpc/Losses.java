package dev.isochron.node.grpc;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Word;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.GroupId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a node loses on purpose, for tests and benches: everything, or what some groups say.
final class Losses {

    private final TreeSet<GroupId> groups = new TreeSet<>();
    private boolean all;

    void all(boolean lost) {
        all = lost;
    }

    void group(GroupId group, boolean lost) {
        if (lost) {
            groups.add(group);
        } else {
            groups.remove(group);
        }
    }

    boolean isAll() {
        return all;
    }

    /// What is left of a frame that arrived.
    Optional<Frame> left(Frame frame) {
        if (all) {
            return Optional.empty();
        }
        if (groups.isEmpty() || !(frame.word() instanceof Word.Letters(List<Envelope> envelopes))) {
            return Optional.of(frame);
        }
        List<Envelope> left =
                envelopes.stream().filter(one -> !groups.contains(one.group())).toList();
        return Optional.of(
                new Frame(frame.origin(), frame.clock(), frame.place(), new Word.Letters(left)));
    }
}

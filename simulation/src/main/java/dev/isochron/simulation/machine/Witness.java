package dev.isochron.simulation.machine;

import dev.isochron.node.frame.Frame;
import dev.isochron.node.frame.Word;
import dev.isochron.node.port.NodeObserver;
import dev.isochron.paxos.message.Envelope;
import dev.isochron.paxos.model.Ballot;
import dev.isochron.paxos.model.Entry;
import dev.isochron.paxos.model.GroupId;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.ReplicaId;
import dev.isochron.paxos.model.ReplicaImage;
import dev.isochron.paxos.model.Slot;
import dev.isochron.paxos.replica.Effects;
import dev.isochron.paxos.replica.Input;
import dev.isochron.paxos.replica.Moment;
import dev.isochron.protocol.commit.Parley;
import dev.isochron.protocol.request.Reply;
import dev.isochron.protocol.request.Request;
import dev.isochron.protocol.request.SafeTimes;
import dev.isochron.protocol.txn.ShardEntry;
import dev.isochron.shard.state.Applied;
import dev.isochron.simulation.evidence.ReplicaKey;
import dev.isochron.simulation.judge.Court;
import dev.isochron.simulation.judge.Site;
import dev.isochron.simulation.world.History;
import dev.isochron.truetime.Timestamp;
import java.util.List;

/// Sees what one process does, for the court and the history.
final class Witness implements NodeObserver {
    private final Site site;
    private final Court court;
    private final History history;
    private final boolean diverges;

    /// True if a replica took a step since this was last asked.
    private boolean stepped;

    Witness(Site site, Surroundings surroundings, boolean diverges) {
        this.site = site;
        this.court = surroundings.court();
        this.history = surroundings.history();
        this.diverges = diverges;
    }

    boolean sawSteps() {
        boolean saw = stepped;
        stepped = false;
        return saw;
    }

    @Override
    public void opened(Timestamp horizon) {
        court.opened(site, horizon);
    }

    @Override
    public void began(ReplicaImage image) {
        history.note(image.group().value(), image.replica().value());
        history.say(() -> Telling.began(site, image));
        court.began(site, image);
    }

    @Override
    public void stepped(
            GroupId group, ReplicaId replica, Moment moment, Input input, Effects effects) {
        stepped = true;
        history.say(() -> Telling.step(site, group, replica, input, effects));
        court.stepped(site, new ReplicaKey(group, replica), input, effects);
    }

    @Override
    public void gave(
            GroupId group, ReplicaId replica, Ballot ballot, Moment moment, Timestamp given) {
        history.note(group.value(), given.nanos());
        court.gave(site, new ReplicaKey(group, replica), given);
    }

    @Override
    public void appended(List<HardRecord> records, long position) {
        history.note(site.node(), position);
        court.appended(site, records, position);
    }

    @Override
    public void synced(long position) {
        history.note(site.node(), -position);
        court.saidSynced(site, position);
    }

    @Override
    public void applied(
            GroupId group, ReplicaId replica, Slot slot, Entry entry, long fingerprint) {
        history.note(fingerprint, slot.value());
        long told = diverges && site.node() == 1 ? fingerprint + 1 : fingerprint;
        court.applied(site, new ReplicaKey(group, replica), slot, told);
    }

    @Override
    public void asked(GroupId group, ReplicaId replica, Request request) {
        court.asked(site, new ReplicaKey(group, replica), request);
    }

    @Override
    public void answered(GroupId group, ReplicaId replica, Request request, Reply reply) {
        court.answered(site, new ReplicaKey(group, replica), request, reply);
    }

    @Override
    public void shaped(GroupId group, ReplicaId replica, ShardEntry entry) {
        court.shaped(site, new ReplicaKey(group, replica), entry);
    }

    @Override
    public void ruled(GroupId group, ReplicaId replica, Applied applied) {
        history.say(() -> Telling.ruled(site, group, replica, applied));
        court.ruled(site, new ReplicaKey(group, replica), applied);
    }

    @Override
    public void said(GroupId group, ReplicaId replica, Parley parley) {
        history.say(() -> site + " " + group + "/" + replica + " says " + parley);
        court.said(site, new ReplicaKey(group, replica), parley);
    }

    @Override
    public void said(GroupId group, ReplicaId replica, SafeTimes word) {
        history.say(() -> site + " " + group + "/" + replica + " says " + word);
        court.said(site, new ReplicaKey(group, replica), word);
    }

    @Override
    public void broke(GroupId group, ReplicaId replica, RuntimeException mistake) {
        history.say(() -> site + " " + group + "/" + replica + " BREAKS: " + mistake);
        court.broke(site, new ReplicaKey(group, replica), mistake);
    }

    @Override
    public void sent(NodeId to, Frame frame) {
        history.note(site.node() * 64L + to.value(), FrameMark.of(frame));
        if (frame.word() instanceof Word.Letters(List<Envelope> envelopes)) {
            envelopes.forEach(envelope -> court.left(site, envelope));
        }
    }
}

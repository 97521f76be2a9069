package dev.isochron.controller.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.ControllerRecord.BorderStands;
import dev.isochron.controller.cluster.ControllerRecord.JobEnded;
import dev.isochron.controller.cluster.ControllerRecord.JobStarted;
import dev.isochron.controller.cluster.ControllerRecord.JobStepped;
import dev.isochron.controller.cluster.ControllerRecord.NumbersGiven;
import dev.isochron.controller.cluster.ControllerRecord.RulesStand;
import dev.isochron.controller.cluster.ControllerRecord.ServerJoined;
import dev.isochron.controller.cluster.ControllerRecord.ServerStands;
import dev.isochron.controller.cluster.ControllerRecord.ShardGone;
import dev.isochron.controller.cluster.ControllerRecord.ShardShaped;
import dev.isochron.controller.cluster.ControllerRecord.UsualIs;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;

/// Entries of the controller's log, and whole images, as bytes.
public final class RecordCodec {

    /// Of entries and images; a later one is refused by name. It rises with every kind of record
    /// and every field that older programs would pass over: replicas would come to differ. 2 has
    /// rules.
    private static final int VERSION = 2;

    /// What the first programs wrote is a part of what is written now.
    private static final int OLDEST = 1;

    private RecordCodec() {}

    /// One entry.
    ///
    /// @param after how many entries came before it when it was decided
    public record Batch(long after, List<ControllerRecord> records) {
        public Batch {
            records = List.copyOf(records);
        }
    }

    /// An image with its place in the log.
    ///
    /// @param entries how many entries made it
    /// @param chain over those entries
    public record Kept(Slot at, long entries, long chain, ClusterImage image) {}

    public static byte[] write(Batch batch) {
        Control.Records.Builder to =
                Control.Records.newBuilder().setVersion(VERSION).setAfter(batch.after());
        batch.records().forEach(record -> to.addRecords(of(record)));
        return to.build().toByteArray();
    }

    /// Reads one entry.
    ///
    /// @throws MalformedMessage if the bytes are no entry of this version
    public static Batch batch(byte[] from) throws MalformedMessage {
        return Terms.guarded(() -> {
            Control.Records read = parse(() -> Control.Records.parseFrom(from));
            requireVersion(read.getVersion());
            return new Batch(read.getAfter(), records(read.getRecordsList()));
        });
    }

    /// Whether a newer program wrote an entry. Other replicas may know what it means, so whoever
    /// does not must not pass over it.
    public static boolean isOfNewerProgram(byte[] entry) {
        try {
            int version = Control.Records.parseFrom(entry).getVersion();
            return Integer.compareUnsigned(version, VERSION) > 0;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    public static byte[] write(Kept kept) {
        Control.Image.Builder to =
                Control.Image.newBuilder()
                        .setVersion(VERSION)
                        .setSlot(kept.at().value())
                        .setEntries(kept.entries())
                        .setChain(kept.chain());
        kept.image().records().forEach(record -> to.addRecords(of(record)));
        return to.build().toByteArray();
    }

    /// Reads an image.
    ///
    /// @throws MalformedMessage if the bytes are no image of this version
    public static Kept kept(byte[] from) throws MalformedMessage {
        return Terms.guarded(() -> {
            Control.Image read = parse(() -> Control.Image.parseFrom(from));
            requireVersion(read.getVersion());
            return new Kept(
                    new Slot(read.getSlot()),
                    read.getEntries(),
                    read.getChain(),
                    ClusterImage.EMPTY.with(records(read.getRecordsList())));
        });
    }

    private interface Parsing<T> {
        T parse() throws InvalidProtocolBufferException;
    }

    private static <T> T parse(Parsing<T> parsing) throws MalformedMessage {
        try {
            return parsing.parse();
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMessage("no record of the controller: " + e.getMessage(), e);
        }
    }

    private static void requireVersion(int version) throws MalformedMessage {
        if (version < OLDEST || version > VERSION) {
            throw new MalformedMessage(
                    "records of version "
                            + Integer.toUnsignedString(version)
                            + ", this program reads versions up to "
                            + VERSION);
        }
    }

    private static Control.Record of(ControllerRecord record) {
        Control.Record.Builder to = Control.Record.newBuilder();
        switch (record) {
            case ServerJoined joined -> to.setServerJoined(Terms.of(joined.server()));
            case ServerStands stands ->
                    to.setServerStands(
                            Control.ServerStands.newBuilder()
                                    .setNode(stands.server().value())
                                    .setStanding(Terms.of(stands.standing())));
            case ShardShaped shaped -> to.setShardShaped(Terms.of(shaped.shard()));
            case ShardGone gone -> to.setShardGone(gone.shard().value());
            case JobStarted started -> to.setJobStarted(Terms.of(started.job()));
            case JobStepped stepped ->
                    to.setJobStepped(
                            Control.JobStepped.newBuilder()
                                    .setJob(stepped.job().value())
                                    .setStep(Terms.of(stepped.step())));
            case JobEnded ended ->
                    to.setJobEnded(
                            Control.JobEnded.newBuilder()
                                    .setJob(ended.job().value())
                                    .setWhy(ended.why()));
            case BorderStands(Key at, boolean loose) ->
                    to.setBorderStands(
                            Control.BorderStands.newBuilder().setAt(Terms.of(at)).setLoose(loose));
            case UsualIs(int replicas) -> to.setUsualIs(replicas);
            case RulesStand stand -> to.setRulesStand(RuleTerms.of(stand.rules()));
            case NumbersGiven given ->
                    to.setNumbersGiven(
                            Control.NumbersGiven.newBuilder()
                                    .setNode(given.server())
                                    .setShard(given.shard())
                                    .setJob(given.job())
                                    .setMembers(given.members()));
        }
        return to.build();
    }

    private static List<ControllerRecord> records(List<Control.Record> from)
            throws MalformedMessage {
        List<ControllerRecord> records = new ArrayList<>(from.size());
        for (Control.Record one : from) {
            records.add(record(one));
        }
        return records;
    }

    private static ControllerRecord record(Control.Record from) throws MalformedMessage {
        return switch (from.getWhatCase()) {
            case SERVER_JOINED -> new ServerJoined(Terms.server(from.getServerJoined()));
            case SERVER_STANDS ->
                    new ServerStands(
                            new NodeId(from.getServerStands().getNode()),
                            Terms.standing(from.getServerStands().getStanding()));
            case SHARD_SHAPED -> new ShardShaped(Terms.shard(from.getShardShaped()));
            case SHARD_GONE -> new ShardGone(new ShardId(from.getShardGone()));
            case JOB_STARTED -> new JobStarted(Terms.job(from.getJobStarted()));
            case JOB_STEPPED ->
                    new JobStepped(
                            new JobId(from.getJobStepped().getJob()),
                            Terms.step(from.getJobStepped().getStep()));
            case JOB_ENDED ->
                    new JobEnded(
                            new JobId(from.getJobEnded().getJob()), from.getJobEnded().getWhy());
            case BORDER_STANDS ->
                    new BorderStands(
                            Terms.key(from.getBorderStands().getAt()),
                            from.getBorderStands().getLoose());
            case USUAL_IS -> new UsualIs(from.getUsualIs());
            case RULES_STAND -> new RulesStand(RuleTerms.set(from.getRulesStand()));
            case NUMBERS_GIVEN ->
                    new NumbersGiven(
                            from.getNumbersGiven().getNode(),
                            from.getNumbersGiven().getShard(),
                            from.getNumbersGiven().getJob(),
                            from.getNumbersGiven().getMembers());
            case WHAT_NOT_SET -> throw new MalformedMessage("a record without a known kind");
        };
    }
}

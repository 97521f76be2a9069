package dev.isochron.controller.wire;

import com.google.protobuf.ByteString;
import dev.isochron.controller.cluster.Border;
import dev.isochron.controller.cluster.HotRow;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The nouns, out and in.
final class Terms {
    private Terms() {}

    /// Makes a record of a message; may trust the constructors of records to refuse.
    interface Reading<T> {
        T read() throws MalformedMessage;
    }

    /// Reads a whole message. What a record refuses is the sender's fault.
    static <T> T guarded(Reading<T> reading) throws MalformedMessage {
        try {
            return reading.read();
        } catch (IllegalArgumentException refused) {
            throw new MalformedMessage(String.valueOf(refused.getMessage()), refused);
        }
    }

    static ByteString of(Key key) {
        return ByteString.copyFrom(key.toBuffer());
    }

    static Key key(ByteString from) {
        return Key.of(from.asReadOnlyByteBuffer());
    }

    static long of(Optional<NodeId> node) {
        return node.map(NodeId::value).orElse(0L);
    }

    static Optional<NodeId> maybeNode(long from) {
        return from == 0 ? Optional.empty() : Optional.of(new NodeId(from));
    }

    static List<NodeId> nodes(List<Long> from) {
        return from.stream().map(NodeId::new).toList();
    }

    static List<Long> numbers(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).toList();
    }

    // -- servers and shards ------------------------------------------------------------------

    static Control.Server of(Server server) {
        return Control.Server.newBuilder()
                .setNode(server.id().value())
                .setAddress(server.address())
                .setLocality(server.locality().toString())
                .setStanding(of(server.standing()))
                .setLifeHigh(server.life().getMostSignificantBits())
                .setLifeLow(server.life().getLeastSignificantBits())
                .build();
    }

    static Server server(Control.Server from) throws MalformedMessage {
        return new Server(
                new NodeId(from.getNode()),
                from.getAddress(),
                Locality.parse(from.getLocality()),
                standing(from.getStanding()),
                new UUID(from.getLifeHigh(), from.getLifeLow()));
    }

    static Control.Standing of(Standing standing) {
        return switch (standing) {
            case ACTIVE -> Control.Standing.ACTIVE;
            case DRAINING -> Control.Standing.DRAINING;
            case LOST -> Control.Standing.LOST;
            case REMOVED -> Control.Standing.REMOVED;
        };
    }

    static Standing standing(Control.Standing from) throws MalformedMessage {
        return switch (from) {
            case ACTIVE -> Standing.ACTIVE;
            case DRAINING -> Standing.DRAINING;
            case LOST -> Standing.LOST;
            case REMOVED -> Standing.REMOVED;
            case STANDING_UNSPECIFIED, UNRECOGNIZED ->
                    throw new MalformedMessage("a server without a known standing");
        };
    }

    static Control.Shard of(Shard shard) {
        Control.Shard.Builder to =
                Control.Shard.newBuilder()
                        .setShard(shard.id().value())
                        .setGeneration(shard.generation().value())
                        .setFrom(of(shard.span().from()))
                        .setLeader(of(shard.leader()));
        shard.span().until().ifPresent(until -> to.setUntil(of(until)));
        for (Replica replica : shard.replicas()) {
            to.addReplicas(
                    Control.Replica.newBuilder()
                            .setNode(replica.node().value())
                            .setVotes(replica.votes()));
        }
        return to.build();
    }

    static Shard shard(Control.Shard from) {
        List<Replica> replicas = new ArrayList<>(from.getReplicasCount());
        for (Control.Replica replica : from.getReplicasList()) {
            replicas.add(new Replica(new NodeId(replica.getNode()), replica.getVotes()));
        }
        Optional<Key> until =
                from.hasUntil() ? Optional.of(key(from.getUntil())) : Optional.empty();
        return new Shard(
                new ShardId(from.getShard()),
                new Generation(from.getGeneration()),
                new Span(key(from.getFrom()), until),
                replicas,
                maybeNode(from.getLeader()));
    }

    static Control.Load of(Load load) {
        return Control.Load.newBuilder()
                .setBytes(load.bytes())
                .setRequests(load.requests())
                .build();
    }

    static Load load(Control.Load from) {
        return new Load(from.getBytes(), from.getRequests());
    }

    static Control.Survey of(Survey survey) {
        Control.Survey.Builder to = Control.Survey.newBuilder().setLoad(of(survey.load()));
        survey.bySize().ifPresent(border -> to.setBySize(of(border)));
        survey.byLoad().ifPresent(border -> to.setByLoad(of(border)));
        for (HotRow row : survey.hot()) {
            to.addHot(
                    Control.HotRow.newBuilder()
                            .setRow(of(row.row()))
                            .setRequests(row.requests())
                            .setWaiting(row.waiting())
                            .setTag(row.tag())
                            .setStatement(row.statement()));
        }
        return to.build();
    }

    static Survey survey(Control.Survey from) {
        List<HotRow> hot = new ArrayList<>(from.getHotCount());
        for (Control.HotRow row : from.getHotList()) {
            hot.add(
                    new HotRow(
                            key(row.getRow()),
                            row.getRequests(),
                            row.getWaiting(),
                            row.getTag(),
                            row.getStatement()));
        }
        return new Survey(
                load(from.getLoad()),
                from.hasBySize() ? Optional.of(border(from.getBySize())) : Optional.empty(),
                from.hasByLoad() ? Optional.of(border(from.getByLoad())) : Optional.empty(),
                hot);
    }

    private static Control.Border of(Border border) {
        return Control.Border.newBuilder()
                .setAt(of(border.at()))
                .setLeftPercent(border.leftPercent())
                .build();
    }

    private static Border border(Control.Border from) {
        return new Border(key(from.getAt()), from.getLeftPercent());
    }

    static Control.Route of(Route route) {
        return Control.Route.newBuilder()
                .setShard(route.shard().value())
                .setGeneration(route.generation().value())
                .build();
    }

    static Route route(Control.Route from) {
        return new Route(new ShardId(from.getShard()), new Generation(from.getGeneration()));
    }

    // -- jobs --------------------------------------------------------------------------------

    static Control.Job of(Job job) {
        Control.Job.Builder to =
                Control.Job.newBuilder().setJob(job.id().value()).setShard(job.shard().value());
        switch (job) {
            case Job.Move move ->
                    to.setMove(
                            Control.Move.newBuilder()
                                    .setFrom(of(move.from()))
                                    .setTo(move.to().value())
                                    .setReason(of(move.reason()))
                                    .setStep(of(move.step())));
            case Job.Handover handover -> to.setHandoverTo(handover.to().value());
            case Job.Split split ->
                    to.setSplit(
                            split(split.at(), split.right()).toBuilder()
                                    .setCause(of(split.cause())));
            case Job.Merge merge -> to.setMergeRight(merge.right().value());
            case Job.Retire retire ->
                    to.setRetire(
                            Control.Retire.newBuilder()
                                    .setNode(retire.node().value())
                                    .setStep(of(retire.step())));
            case Job.Dismiss dismiss -> to.setDismiss(dismiss.node().value());
        }
        return to.build();
    }

    static Job job(Control.Job from) throws MalformedMessage {
        JobId id = new JobId(from.getJob());
        ShardId shard = new ShardId(from.getShard());
        return switch (from.getWhatCase()) {
            case MOVE -> {
                Control.Move move = from.getMove();
                yield new Job.Move(
                        id,
                        shard,
                        maybeNode(move.getFrom()),
                        new NodeId(move.getTo()),
                        reason(move.getReason()),
                        step(move.getStep()));
            }
            case HANDOVER_TO -> new Job.Handover(id, shard, new NodeId(from.getHandoverTo()));
            case SPLIT ->
                    new Job.Split(
                            id,
                            shard,
                            key(from.getSplit().getAt()),
                            new ShardId(from.getSplit().getRight()),
                            cause(from.getSplit().getCause()));
            case RETIRE ->
                    new Job.Retire(
                            id,
                            shard,
                            new NodeId(from.getRetire().getNode()),
                            step(from.getRetire().getStep()));
            case MERGE_RIGHT -> new Job.Merge(id, shard, new ShardId(from.getMergeRight()));
            case DISMISS -> new Job.Dismiss(id, shard, new NodeId(from.getDismiss()));
            case WHAT_NOT_SET -> throw new MalformedMessage("a job without a known kind");
        };
    }

    static Control.Split split(Key at, ShardId right) {
        return Control.Split.newBuilder().setAt(of(at)).setRight(right.value()).build();
    }

    private static Control.Split.Cause of(Job.Cause cause) {
        return switch (cause) {
            case ASKED -> Control.Split.Cause.ASKED;
            case SIZE -> Control.Split.Cause.SIZE;
            case LOAD -> Control.Split.Cause.LOAD;
            case RULE -> Control.Split.Cause.RULE;
        };
    }

    private static Job.Cause cause(Control.Split.Cause from) throws MalformedMessage {
        return switch (from) {
            case ASKED -> Job.Cause.ASKED;
            case SIZE -> Job.Cause.SIZE;
            case LOAD -> Job.Cause.LOAD;
            case RULE -> Job.Cause.RULE;
            case UNRECOGNIZED -> throw new MalformedMessage("a split without a known cause");
        };
    }

    static Control.Move.Step of(Job.Step step) {
        return switch (step) {
            case ADD_LEARNER -> Control.Move.Step.ADD_LEARNER;
            case CATCH_UP -> Control.Move.Step.CATCH_UP;
            case SWAP -> Control.Move.Step.SWAP;
            case CLEAN -> Control.Move.Step.CLEAN;
        };
    }

    static Job.Step step(Control.Move.Step from) throws MalformedMessage {
        return switch (from) {
            case ADD_LEARNER -> Job.Step.ADD_LEARNER;
            case CATCH_UP -> Job.Step.CATCH_UP;
            case SWAP -> Job.Step.SWAP;
            case CLEAN -> Job.Step.CLEAN;
            case STEP_UNSPECIFIED, UNRECOGNIZED ->
                    throw new MalformedMessage("a move without a known step");
        };
    }

    static Control.Move.Reason of(Job.Reason reason) {
        return switch (reason) {
            case REPAIR -> Control.Move.Reason.REPAIR;
            case DRAIN -> Control.Move.Reason.DRAIN;
            case SPREAD -> Control.Move.Reason.SPREAD;
            case BALANCE -> Control.Move.Reason.BALANCE;
            case ALIGN -> Control.Move.Reason.ALIGN;
            case RULE -> Control.Move.Reason.FOR_RULE;
            case LEARN -> Control.Move.Reason.LEARN;
        };
    }

    static Job.Reason reason(Control.Move.Reason from) throws MalformedMessage {
        return switch (from) {
            case REPAIR -> Job.Reason.REPAIR;
            case DRAIN -> Job.Reason.DRAIN;
            case SPREAD -> Job.Reason.SPREAD;
            case BALANCE -> Job.Reason.BALANCE;
            case ALIGN -> Job.Reason.ALIGN;
            case FOR_RULE -> Job.Reason.RULE;
            case LEARN -> Job.Reason.LEARN;
            case REASON_UNSPECIFIED, UNRECOGNIZED ->
                    throw new MalformedMessage("a move without a known reason");
        };
    }
}

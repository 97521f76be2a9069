package dev.isochron.controller.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.isochron.controller.cluster.Border;
import dev.isochron.controller.cluster.ClusterImage;
import dev.isochron.controller.cluster.ControllerRecord;
import dev.isochron.controller.cluster.HotRow;
import dev.isochron.controller.cluster.Job;
import dev.isochron.controller.cluster.JobId;
import dev.isochron.controller.cluster.Load;
import dev.isochron.controller.cluster.Locality;
import dev.isochron.controller.cluster.Replica;
import dev.isochron.controller.cluster.Rule;
import dev.isochron.controller.cluster.RuleSet;
import dev.isochron.controller.cluster.Rules;
import dev.isochron.controller.cluster.Server;
import dev.isochron.controller.cluster.Shard;
import dev.isochron.controller.cluster.Standing;
import dev.isochron.controller.cluster.Survey;
import dev.isochron.controller.decide.Command;
import dev.isochron.controller.decide.Order;
import dev.isochron.controller.word.ControlWord;
import dev.isochron.controller.word.Plea;
import dev.isochron.controller.word.Ruling;
import dev.isochron.controller.word.ShardReport;
import dev.isochron.controller.word.View;
import dev.isochron.paxos.model.NodeId;
import dev.isochron.paxos.model.Slot;
import dev.isochron.protocol.cluster.Control;
import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.protocol.txn.Generation;
import dev.isochron.protocol.txn.Route;
import dev.isochron.protocol.txn.ShardId;
import dev.isochron.protocol.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is written is read back, and nothing else is believed.
class RecordCodecTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId TWO = new NodeId(2);
    private static final ShardId SHARD = new ShardId(7);
    private static final Key KEY = Key.ofHex("50 14 05");
    private static final Route ROUTE = new Route(SHARD, new Generation(4));
    private static final UUID LIFE = new UUID(7, -8);
    private static final Command JOIN =
            new Command.Join("h:9", Locality.parse("zone=a"), LIFE, new NodeId(4));
    private static final Server SERVER =
            new Server(ONE, "h:1", Locality.parse("region=eu,zone=a"), Standing.DRAINING, LIFE);
    private static final Shard SHAPE =
            new Shard(
                    SHARD,
                    new Generation(4),
                    new Span(Key.MIN, Optional.of(KEY)),
                    List.of(Replica.voter(ONE), Replica.learner(TWO)),
                    Optional.of(ONE));
    private static final Survey SURVEY =
            new Survey(
                    new Load(5, 6),
                    Optional.of(new Border(KEY, 40)),
                    Optional.of(new Border(KEY, 75)),
                    List.of(new HotRow(KEY, 700, 12, "checkout", "UPDATE stock")));
    private static final List<Job> JOBS =
            List.of(
                    new Job.Move(
                            new JobId(1),
                            SHARD,
                            Optional.of(ONE),
                            TWO,
                            Job.Reason.SPREAD,
                            Job.Step.CATCH_UP),
                    new Job.Handover(new JobId(2), SHARD, TWO),
                    new Job.Split(new JobId(3), SHARD, KEY, new ShardId(9), Job.Cause.LOAD),
                    new Job.Merge(new JobId(4), SHARD, new ShardId(9)),
                    new Job.Retire(new JobId(6), SHARD, TWO, Job.Step.CLEAN),
                    new Job.Dismiss(new JobId(5), SHARD, TWO));

    private static final RuleSet RULES =
            new RuleSet(
                    16_400,
                    12,
                    List.of(
                            new RuleSet.Ranged(Span.from(Key.ofHex("51")), Rule.ofReplicas(3)),
                            new RuleSet.Ranged(
                                    Span.prefix(Key.ofHex("50")),
                                    new Rule(
                                            Optional.empty(),
                                            Optional.of(new Locality.Tier("zone", "a")),
                                            2,
                                            Optional.of(new Locality.Tier("zone", "b"))))));

    private static final List<ControllerRecord> RECORDS =
            List.of(
                    new ControllerRecord.ServerJoined(SERVER),
                    new ControllerRecord.ServerStands(ONE, Standing.LOST),
                    new ControllerRecord.ShardShaped(SHAPE),
                    new ControllerRecord.ShardGone(SHARD),
                    new ControllerRecord.JobStarted(JOBS.getFirst()),
                    new ControllerRecord.JobStepped(new JobId(1), Job.Step.CLEAN),
                    new ControllerRecord.JobEnded(new JobId(1), "done"),
                    new ControllerRecord.BorderStands(KEY, true),
                    new ControllerRecord.RulesStand(RULES),
                    new ControllerRecord.UsualIs(5),
                    new ControllerRecord.NumbersGiven(3, 10, 6, 12));

    @Test
    void anEntryIsReadAsItWasWritten() throws MalformedMessage {
        RecordCodec.Batch batch = new RecordCodec.Batch(12, RECORDS);

        assertEquals(batch, RecordCodec.batch(RecordCodec.write(batch)));
    }

    @Test
    void anImageKeepsEvenTheNumbersOfWhatIsGone() throws MalformedMessage {
        for (Job job : JOBS) {
            ClusterImage image =
                    ClusterImage.EMPTY.with(
                            List.of(
                                    new ControllerRecord.ServerJoined(SERVER),
                                    new ControllerRecord.ShardShaped(SHAPE),
                                    new ControllerRecord.JobStarted(job),
                                    new ControllerRecord.BorderStands(KEY, true),
                                    new ControllerRecord.RulesStand(RULES),
                                    new ControllerRecord.UsualIs(5),
                                    new ControllerRecord.NumbersGiven(30, 10, 60, 7)));
            RecordCodec.Kept kept = new RecordCodec.Kept(new Slot(5), 3, -1, image);
            RecordCodec.Kept read = RecordCodec.kept(RecordCodec.write(kept));

            assertEquals(kept, read);
            assertEquals(new JobId(60), read.image().nextJob());
        }
    }

    @Test
    void anotherVersionIsRefusedByName() {
        byte[] newer = Control.Records.newBuilder().setVersion(3).build().toByteArray();

        MalformedMessage refusal =
                assertThrows(MalformedMessage.class, () -> RecordCodec.batch(newer));

        assertEquals(
                "records of version 3, this program reads versions up to 2", refusal.getMessage());
    }

    @Test
    void whatARecordRefusesIsMalformed() {
        byte[] noVoter =
                Control.Records.newBuilder()
                        .setVersion(1)
                        .addRecords(
                                Control.Record.newBuilder()
                                        .setShardShaped(
                                                Control.Shard.newBuilder()
                                                        .setShard(1)
                                                        .setGeneration(1)))
                        .build()
                        .toByteArray();

        assertThrows(MalformedMessage.class, () -> RecordCodec.batch(noVoter));
        assertThrows(MalformedMessage.class, () -> RecordCodec.batch(new byte[] {1, 2, 3}));
        assertThrows(MalformedMessage.class, () -> RecordCodec.kept(new byte[] {8, 7}).at());
    }

    @Test
    void wordsAreReadAsTheyWereSaid() throws MalformedMessage {
        List<Order> orders =
                List.of(
                        new Order.AddLearner(ROUTE, TWO, "h:2"),
                        new Order.Swap(ROUTE, TWO, Optional.of(ONE)),
                        new Order.HandOver(ROUTE, TWO),
                        new Order.SplitShard(ROUTE, KEY, new ShardId(9)),
                        new Order.MergeShards(ROUTE, new Route(new ShardId(9), Generation.FIRST)),
                        new Order.Forget(ROUTE, TWO),
                        new Order.Retire(ROUTE, TWO),
                        new Order.Dismiss(ROUTE, TWO));
        View view =
                new View(
                        List.of(new View.ServerSeen(SERVER, -1)),
                        List.of(new View.ShardSeen(SHAPE, SURVEY)),
                        JOBS,
                        List.of(ONE),
                        Rules.of(List.of(RULES)));
        List<ControlWord> words =
                List.of(
                        new ControlWord.Report(
                                "h:1",
                                Locality.parse("zone=b"),
                                List.of(new ShardReport(SHAPE, List.of(TWO), SURVEY)),
                                List.of(SHARD)),
                        new ControlWord.Orders(orders, List.of(ONE, TWO)),
                        new ControlWord.Asking(3, new Plea.Do(new Command.SplitAt(KEY))),
                        new ControlWord.Asking(3, new Plea.Do(JOIN)),
                        new ControlWord.Asking(5, new Plea.Do(new Command.Govern(RULES))),
                        new ControlWord.Asking(
                                6, new Plea.Do(new Command.Consider(Rule.ofReplicas(7)))),
                        new ControlWord.Asking(4, new Plea.PlanDrain(ONE)),
                        new ControlWord.Ruled(4, new Ruling.Seen(view)),
                        new ControlWord.Ruled(5, new Ruling.Refused("no", "yes")));
        for (ControlWord word : words) {
            assertEquals(word, WordCodec.read(WordCodec.write(word)));
        }
    }
}

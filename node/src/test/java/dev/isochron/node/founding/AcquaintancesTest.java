package dev.isochron.node.founding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.node.founding.Acquaintances.Admission;
import dev.isochron.node.frame.Origin;
import dev.isochron.node.frame.Word.Goodbye.Reason;
import dev.isochron.node.roster.Roster;
import dev.isochron.paxos.log.BootNumber;
import dev.isochron.paxos.model.HardRecord;
import dev.isochron.paxos.model.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who is let in, who must be remembered first, and who is turned away with which words.
final class AcquaintancesTest {
    private static final NodeId SELF = new NodeId(1);
    private static final NodeId PEER = new NodeId(2);
    private static final UUID CLUSTER = new UUID(4, 4);
    private static final long SILENCE = 1000;
    private static final Roster ROSTER =
            Roster.ofFounders(List.of(SELF, PEER, new NodeId(3)), node -> "host:" + node.value());

    private final Acquaintances acquaintances = acquaintances();

    private static Acquaintances acquaintances() {
        TreeMap<NodeId, HardRecord.PeerSeen> known = new TreeMap<>();
        known.put(PEER, new HardRecord.PeerSeen(PEER, life(5), 3));
        return new Acquaintances(new Acquaintances.Self(SELF, CLUSTER), ROSTER, known, SILENCE);
    }

    @Test
    void theLifeThatIsRememberedIsAdmitted() {
        assertInstanceOf(Admission.Admit.class, judge(life(5), 3, 0));
    }

    @Test
    void aRestartIsRememberedBeforeItIsHeard() {
        Admission.Remember remember =
                assertInstanceOf(Admission.Remember.class, judge(life(5), 4, 0));
        assertEquals(new HardRecord.PeerSeen(PEER, life(5), 4), remember.seen());
        assertEquals(false, remember.newLife());
        acquaintances.remembered(remember.seen());
        assertInstanceOf(Admission.Admit.class, judge(life(5), 4, 0));
        assertTurnedAway(Reason.STALE_DIRECTORY, judge(life(5), 3, 0), "is an old copy");
    }

    /// A frame of an earlier boot that was under way for long gets an answer; the present boot must
    /// not take it for its own.
    @Test
    void theAnswerToALateWordIsNotMeantForThePresentLife() {
        acquaintances.remembered(new HardRecord.PeerSeen(PEER, life(5), 4));
        Admission.TurnAway away = assertInstanceOf(Admission.TurnAway.class, judge(life(5), 3, 0));
        Origin present = new Origin(PEER, Optional.of(CLUSTER), life(5), 4, "test");
        Origin earlier = new Origin(PEER, Optional.of(CLUSTER), life(5), 3, "test");
        assertEquals(false, away.goodbye().isMeantFor(present));
        assertTrue(away.goodbye().isMeantFor(earlier));
    }

    /// Its clock was ahead once; it is told so, and draws a later life.
    @Test
    void anEmptyDirectoryThatLooksOlderIsAnswered() {
        Origin empty = new Origin(PEER, Optional.empty(), life(4), 1, "test");
        assertInstanceOf(Admission.HelloOnly.class, acquaintances.judge(empty, SILENCE));
    }

    /// A directory was copied while its node stood still, and both were started: FAULTS S10.
    @Test
    void oneOfTwoBootsThatBeganAtTheSamePlaceIsOfACopy() {
        long place = 7 * BootNumber.LOTS;
        acquaintances.remembered(new HardRecord.PeerSeen(PEER, life(5), place + 5));
        assertInstanceOf(Admission.Admit.class, judge(life(5), place + 5, 0));
        assertTurnedAway(Reason.STALE_DIRECTORY, judge(life(5), place + 4, 0), "is an old copy");
        assertTurnedAway(Reason.STALE_DIRECTORY, judge(life(5), place + 6, 0), "is an old copy");
        assertInstanceOf(Admission.Remember.class, judge(life(5), place + BootNumber.LOTS, 0));
    }

    /// A copy was made while the node ran, after its latest start, and put in its place.
    @Test
    void aBootThatBeganBelowWhatWasSyncedIsOfACopy() {
        acquaintances.synced(PEER, 9);
        long copy = 8 * BootNumber.LOTS;
        assertTurnedAway(Reason.STALE_DIRECTORY, judge(life(5), copy, 0), "is an old copy");
        assertInstanceOf(Admission.Remember.class, judge(life(5), 9 * BootNumber.LOTS, 0));
        acquaintances.remembered(new HardRecord.PeerSeen(PEER, life(6), 1));
        assertInstanceOf(Admission.Remember.class, judge(life(6), copy, 0));
    }

    @Test
    void anOlderLifeIsAStaleCopy() {
        assertTurnedAway(Reason.STALE_DIRECTORY, judge(life(4), 9, 0), "is an old copy");
    }

    @Test
    void aNewLifeMustWaitUntilTheOldOneIsSilent() {
        judge(life(5), 3, 100);
        assertTurnedAway(
                Reason.DUPLICATE_NODE, judge(life(6), 1, 100 + SILENCE - 1), "Two servers");
        Admission.Remember remember =
                assertInstanceOf(Admission.Remember.class, judge(life(6), 1, 100 + SILENCE));
        assertTrue(remember.newLife());
    }

    @Test
    void aNewLifeWithoutAClusterMaySayHelloOnly() {
        Origin fresh = new Origin(PEER, Optional.empty(), life(6), 1, "test");
        assertInstanceOf(Admission.HelloOnly.class, acquaintances.judge(fresh, SILENCE));
    }

    @Test
    void dataOfAnotherClusterIsTurnedAwayByName() {
        Origin foreign = new Origin(PEER, Optional.of(new UUID(8, 8)), life(5), 3, "test");
        assertTurnedAway(
                Reason.FOREIGN_CLUSTER,
                acquaintances.judge(foreign, 0),
                "Node 2 holds data of cluster " + new UUID(8, 8));
    }

    @Test
    void aNodeThatIsNotInThePlanIsTurnedAway() {
        Origin unknown = new Origin(new NodeId(9), Optional.empty(), life(5), 1, "test");
        assertTurnedAway(Reason.FOREIGN_CLUSTER, acquaintances.judge(unknown, 0), "same --peers");
    }

    @Test
    void oneThatMayHaveJoinedSinceIsNotHeardYetAndNotTurnedAway() {
        Origin newcomer = new Origin(new NodeId(4), Optional.of(CLUSTER), life(5), 1, "test");
        assertInstanceOf(Admission.NotYet.class, acquaintances.judge(newcomer, 0));
        Roster.Entry entry = new Roster.Entry("host:4", "", life(5), true);
        Roster roster = ROSTER.with(newcomer.node(), entry);
        acquaintances.expect(roster);
        assertInstanceOf(Admission.Remember.class, acquaintances.judge(newcomer, 0));
        acquaintances.expect(roster.without(newcomer.node()));
        assertTurnedAway(Reason.REMOVED, acquaintances.judge(newcomer, 0), "was removed");
    }

    @Test
    void ourOwnNumberIsTaken() {
        Origin double_ = new Origin(SELF, Optional.of(CLUSTER), life(5), 1, "test");
        assertTurnedAway(
                Reason.DUPLICATE_NODE, acquaintances.judge(double_, 0), "call themselves node 1");
    }

    @Test
    void silenceIsCountedFromTheLastFrame() {
        assertEquals(-1, acquaintances.silenceOf(PEER, 50));
        judge(life(5), 3, 100);
        assertEquals(20, acquaintances.silenceOf(PEER, 120));
    }

    private Admission judge(UUID life, long boot, long uptime) {
        Origin from = new Origin(PEER, Optional.of(CLUSTER), life, boot, "test");
        return acquaintances.judge(from, uptime);
    }

    private static void assertTurnedAway(Reason reason, Admission admission, String words) {
        Admission.TurnAway away = assertInstanceOf(Admission.TurnAway.class, admission);
        assertEquals(reason, away.goodbye().reason());
        assertTrue(away.goodbye().why().contains(words), away.goodbye()::why);
    }

    private static UUID life(int at) {
        return new UUID((long) at << 16 | 0x7000, 0x8000_0000_0000_0000L | at);
    }
}

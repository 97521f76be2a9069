package dev.isochron.node.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.protocol.log.GroupStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three server processes under load, killed, paused, cut off and wiped, one after the other: no
/// acknowledged line is lost, none is given twice, no two leaders act at one time, and what is
/// asked for later is later.
final class ServersTest {
    @TempDir Path directory;

    private TestServers servers;
    private LogClient client;
    private Ledgerkeeper keeper;

    @BeforeEach
    void startUnderLoad() throws IOException {
        servers = TestServers.start(directory);
        client = LogClient.connect(servers.addresses(), ClientSettings.DEFAULT);
        keeper = new Ledgerkeeper(client);
        keeper.awaitMore(100);
    }

    @AfterEach
    void stopAll() throws IOException {
        client.close();
        servers.close();
    }

    @Test
    void noAcknowledgedLineIsLostAndNoTwoLeadersActAtOneTime() throws Exception {
        killAndPause();
        cutOff();
        wipe();
        servers.killAllAtOnce();
        servers.restartAll();
        keeper.awaitMore(100);
        report("all killed at once");
        keeper.stop();

        Audit audit = new Audit(keeper);
        audit.requireAllThere(client);
        audit.requireRisingTimestamps();
        audit.requireRealTimeOrder();
        int ballots = audit.requireLeadersOneAfterTheOther();
        assertTrue(ballots >= 4, "four leaders were taken out, and " + ballots + " ballots acted");
        Ledgerkeeper.await(() -> chains().size() == 1, "all nodes to have the same lines");
        System.out.printf(
                "%,d lines acknowledged by %d ballots, all there%n",
                keeper.acknowledged().size(), ballots);
    }

    private void killAndPause() {
        int leader = leader();
        servers.node(leader).kill();
        expectAnotherLeader("leader killed");
        servers.node(leader).restart();
        awaitBack(leader);

        int follower = follower();
        servers.node(follower).kill();
        keeper.awaitMore(100);
        servers.node(follower).restart();
        awaitBack(follower);
        report("follower killed");

        follower = follower();
        servers.node(follower).pause();
        keeper.awaitMore(100);
        servers.node(follower).resume();
        report("follower paused");

        leader = leader();
        servers.node(leader).pause();
        expectAnotherLeader("leader paused");
        servers.node(leader).resume();
        awaitBack(leader);
    }

    private void cutOff() {
        int leader = leader();
        servers.isolate(leader);
        expectAnotherLeader("leader cut off");
        servers.reconnect(leader);
        awaitBack(leader);

        int follower = follower();
        servers.isolate(follower);
        keeper.awaitMore(100);
        servers.reconnect(follower);
        awaitBack(follower);
        report("follower cut off");
    }

    /// A node whose disk was replaced comes back as a learner under a new id, and votes once it has
    /// everything.
    private void wipe() {
        int wiped = follower();
        long before = servers.group(wiped).orElseThrow().getReplica();
        servers.node(wiped).kill();
        servers.node(wiped).wipe();
        servers.node(wiped).restart();
        Ledgerkeeper.await(() -> votesAsAnother(wiped, before), "the wiped node to vote again");
        report("follower wiped");
    }

    private boolean votesAsAnother(int node, long before) {
        Optional<GroupStatus> group = servers.group(node);
        return group.isPresent()
                && group.get().getReplica() > before
                && group.get().getRole().equals("following")
                && !group.get().getMembers().contains("replacing")
                && !group.get().getMembers().contains("learners")
                && group.get().getMembers().contains("r" + group.get().getReplica() + "@");
    }

    private void expectAnotherLeader(String what) {
        keeper.awaitOtherLeaderThan(keeper.leader());
        keeper.awaitMore(100);
        report(what);
    }

    /// The node has everything that was chosen when this was called.
    private void awaitBack(int node) {
        long chosen = servers.group(leader()).orElseThrow().getChosen();
        Ledgerkeeper.await(
                () -> servers.group(node).filter(g -> g.getApplied() >= chosen).isPresent(),
                "node " + node + " to catch up");
    }

    /// The node that leads, as most say that answer.
    private int leader() {
        for (int node = 1; node <= TestServers.SIZE; node++) {
            Optional<GroupStatus> group = servers.group(node);
            if (group.isPresent() && group.get().getReplica() == keeper.leader()) {
                return node;
            }
        }
        throw new AssertionError("no node has replica " + keeper.leader());
    }

    private int follower() {
        return leader() % TestServers.SIZE + 1;
    }

    private Set<String> chains() {
        TreeMap<Integer, String> chains = new TreeMap<>();
        for (int node = 1; node <= TestServers.SIZE; node++) {
            String chain =
                    servers.group(node)
                            .map(g -> g.getLines() + ":" + Long.toHexString(g.getChain()))
                            .orElse("no answer");
            chains.put(node, chain);
        }
        return new TreeSet<>(chains.values());
    }

    private void report(String what) {
        System.out.printf("%-20s %,6d ms without a line%n", what, keeper.widestGapMillis());
    }
}

package dev.isochron.node.demo;

import dev.isochron.node.demo.DemoWorkload.DemoTeller;
import java.time.Duration;

/// Pulls a node out of a demo now and then, and lets it back: killed, paused, cut off, in turns.
///
/// It is always the one that leads, so that its loss is felt. The next trouble comes when the last
/// one is healed; a majority is always there.
final class DemoChaos implements AutoCloseable {

    /// Longer than a lease, so that another one takes over.
    private static final Duration TROUBLE = Duration.ofSeconds(5);

    private final DemoCluster cluster;
    private final DemoSql sql;
    private final DemoTeller teller;
    private final Duration calm;
    private final Thread thread;

    /// Begins at once.
    ///
    /// @param calm between two troubles
    DemoChaos(DemoCluster cluster, DemoSql sql, DemoTeller teller, Duration calm) {
        this.cluster = cluster;
        this.sql = sql;
        this.teller = teller;
        this.calm = calm;
        this.thread = Thread.ofPlatform().daemon().name("demo-chaos").start(this::run);
    }

    private void run() {
        try {
            for (int turn = 0; ; turn++) {
                Thread.sleep(calm);
                int leader = cluster.leader();
                switch (turn % 3) {
                    case 0 -> kill(leader);
                    case 1 -> pause(leader);
                    default -> cut(leader);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            teller.tell("chaos: no more, because of " + failed);
        }
    }

    private void kill(int node) throws InterruptedException {
        teller.tell("chaos: node " + node + ", which leads, is killed");
        sql.stop(node);
        cluster.node(node).kill();
        Thread.sleep(TROUBLE);
        cluster.restart(node);
        sql.restart(node);
        teller.tell("chaos: node " + node + " was started again");
    }

    private void pause(int node) throws InterruptedException {
        teller.tell("chaos: node " + node + ", which leads, stands still");
        cluster.pause(node, TROUBLE);
        Thread.sleep(TROUBLE);
        teller.tell("chaos: node " + node + " goes on");
    }

    private void cut(int node) throws InterruptedException {
        teller.tell("chaos: node " + node + ", which leads, hears no other node");
        cluster.node(node).setApart(true);
        try {
            Thread.sleep(TROUBLE);
        } finally {
            cluster.node(node).setApart(false);
        }
        teller.tell("chaos: node " + node + " hears the others again");
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TROUBLE.multipliedBy(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

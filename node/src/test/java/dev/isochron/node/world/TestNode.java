package dev.isochron.node.world;

import dev.isochron.node.assembly.Node;
import dev.isochron.node.assembly.NodeSettings;
import dev.isochron.node.frame.Frame;
import dev.isochron.node.port.DiskWorker;
import dev.isochron.node.port.Network;
import dev.isochron.node.port.NodeObserver;
import dev.isochron.node.port.Operator;
import dev.isochron.node.port.Ports;
import dev.isochron.paxos.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node of a [TestWorld], which can be crashed and started again on what its disks kept.
public final class TestNode {
    private final TestWorld world;
    private final TestClock clock;

    public final NodeId id;

    /// Everything the person in charge was told.
    public final List<String> told = new ArrayList<>();

    /// Why the node stopped itself, if it did.
    public Optional<String> stoppedBecause = Optional.empty();

    /// The last frame that it sent.
    public Optional<Frame> lastSaid = Optional.empty();

    public NodeSettings settings;
    public TestDisk log = new TestDisk();
    public TestDisk state = new TestDisk();
    public NodeObserver observer = NodeObserver.NONE;

    private @Nullable Node node;
    private Consumer<Frame> receiver = _ -> {};

    /// A crashed life's callbacks come to nothing.
    private int life;

    TestNode(TestWorld world, NodeSettings settings) {
        this.world = world;
        this.settings = settings;
        this.id = settings.self();
        this.clock = new TestClock(world.loop);
    }

    public Node node() {
        return java.util.Objects.requireNonNull(node, "not started");
    }

    public boolean isUp() {
        return node != null;
    }

    public TestClock clock() {
        return clock;
    }

    public void start() {
        life++;
        int mine = life;
        stoppedBecause = Optional.empty();
        Node started = Node.assemble(settings, ports(mine));
        node = started;
        started.start();
    }

    /// Told to stop, as by SIGTERM; its process goes on until [#crash].
    public void stopGently() {
        node().stop(() -> {});
    }

    /// Power cut.
    public void crash() {
        life++;
        node = null;
        receiver = _ -> {};
        log.crash();
        state.crash();
    }

    /// A new, empty data directory.
    public void wipe() {
        log = new TestDisk();
        state = new TestDisk();
    }

    void receive(Frame frame) {
        receiver.accept(frame);
    }

    private Ports ports(int mine) {
        return new Ports(
                clock,
                new LifeLoop(world.loop, () -> life == mine),
                new Line(mine),
                new Ports.Disks(log, state),
                worker(mine),
                worker(mine),
                world.random::nextLong,
                new Person(mine),
                observer);
    }

    private DiskWorker worker(int mine) {
        return (job, done) ->
                world.loop.after(
                        world.syncNanos / 2,
                        () -> {
                            if (life == mine) {
                                perform(job, done, mine);
                            }
                        });
    }

    private void perform(DiskWorker.Job job, Consumer<Optional<RuntimeException>> done, int mine) {
        try {
            job.write();
        } catch (RuntimeException e) {
            done.accept(Optional.of(e));
            return;
        }
        world.loop.after(
                world.syncNanos / 2,
                () -> {
                    if (life == mine) {
                        sync(job, done);
                    }
                });
    }

    private static void sync(DiskWorker.Job job, Consumer<Optional<RuntimeException>> done) {
        try {
            job.sync();
        } catch (RuntimeException e) {
            done.accept(Optional.of(e));
            return;
        }
        done.accept(Optional.empty());
    }

    private final class Line implements Network {
        private final int mine;

        Line(int mine) {
            this.mine = mine;
        }

        @Override
        public void send(NodeId to, Frame frame) {
            if (life == mine) {
                lastSaid = Optional.of(frame);
                world.carry(id, to, frame);
            }
        }

        @Override
        public void onFrame(Consumer<Frame> taker) {
            receiver = taker;
        }
    }

    private final class Person implements Operator {
        private final int mine;

        Person(int mine) {
            this.mine = mine;
        }

        @Override
        public void tell(String message) {
            told.add(message);
        }

        @Override
        public void stop(String message) {
            if (life == mine) {
                stoppedBecause = Optional.of(message);
                told.add(message);
                life++;
                node = null;
                receiver = _ -> {};
            }
        }
    }
}

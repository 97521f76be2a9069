package dev.isochron.paxos.claims;

import dev.isochron.paxos.replica.ReplicaView;
import dev.isochron.paxos.replica.Rule;
import dev.isochron.paxos.world.Host;
import dev.isochron.paxos.world.Wire;
import dev.isochron.paxos.world.World;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// A group whose messages move when a test says so.
final class Group {
    private final World world;

    Group(int voters) {
        world = new World(voters, 0, World.smallSettings(), Rule.all());
    }

    World world() {
        return world;
    }

    Host node(int number) {
        return world.host(number);
    }

    ReplicaView view(int number) {
        return node(number).view().orElseThrow();
    }

    /// What the state machine of a node holds, in slot order.
    String values(int number) {
        return node(number).machine().toString();
    }

    /// Node `number` stands, and everything is delivered.
    void elect(int number) {
        world.tick(node(number));
        world.run();
    }

    void propose(int at, String... values) {
        for (String value : values) {
            world.propose(node(at), value);
        }
    }

    /// Delivers the oldest message of this kind from one node to another.
    void deliver(String kind, int from, int to) {
        if (!world.deliver(is(kind, from, to))) {
            throw new AssertionError("no " + kind + " from " + from + " to " + to);
        }
    }

    private static Predicate<Wire.Parcel> is(String kind, int from, int to) {
        return parcel ->
                parcel.kind().equals(kind)
                        && parcel.from().value() == from
                        && parcel.to().value() == to;
    }

    void loseAll() {
        world.wire().inFlight().forEach(world.wire()::remove);
    }

    void isolate(int number) {
        for (Host other : world.hosts()) {
            if (other != node(number)) {
                world.wire().cut(node(number).id(), other.id());
                world.wire().cut(other.id(), node(number).id());
            }
        }
    }

    void pass(Duration time) {
        world.pass(time);
    }

    List<String> violations() {
        return world.judge().violations();
    }
}

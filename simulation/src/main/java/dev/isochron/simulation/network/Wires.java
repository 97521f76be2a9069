package dev.isochron.simulation.network;

import dev.isochron.simulation.seed.Generator;
import dev.isochron.simulation.world.Scheduler;
import java.util.ArrayList;
import java.util.List;

/// All links between the nodes `1 .. nodes`. What arrives is handed to one [Delivery], which knows
/// whether anybody is there to take it.
///
/// @param <F> what travels; it is shared between sender and receivers and must not be changed
public final class Wires<F> {
    /// Frames that a clogged link keeps; what comes after is lost, as in a full socket buffer.
    public static final int MAX_STUCK = 4096;

    /// Takes what arrives.
    public interface Delivery<F> {
        void deliver(int from, int to, F frame);
    }

    private final Scheduler scheduler;
    private final Delivery<F> delivery;
    private final List<List<Link<F>>> links = new ArrayList<>();
    private final int nodes;
    private long lost;
    private long delivered;

    public Wires(int nodes, Scheduler scheduler, Generator chance, Delivery<F> delivery) {
        this.nodes = nodes;
        this.scheduler = scheduler;
        this.delivery = delivery;
        for (int from = 1; from <= nodes; from++) {
            List<Link<F>> row = new ArrayList<>();
            for (int to = 1; to <= nodes; to++) {
                row.add(new Link<>(chance.fork(from + "→" + to)));
            }
            links.add(row);
        }
    }

    public int nodes() {
        return nodes;
    }

    /// How many frames were lost on the way so far.
    public long lost() {
        return lost;
    }

    /// How many frames arrived so far, doubles included.
    public long delivered() {
        return delivered;
    }

    public void send(int from, int to, F frame) {
        Link<F> link = link(from, to);
        if (link.cut || link.chance.happens(link.quality.lostPermille())) {
            lost++;
            return;
        }
        if (link.clogged) {
            keep(link, frame);
            return;
        }
        travel(from, to, frame);
        if (link.chance.happens(link.quality.doubledPermille())) {
            travel(from, to, frame);
        }
    }

    private void keep(Link<F> link, F frame) {
        if (link.stuck.size() < MAX_STUCK) {
            link.stuck.add(frame);
        } else {
            lost++;
        }
    }

    private void travel(int from, int to, F frame) {
        Link<F> link = link(from, to);
        long delay = Math.multiplyExact(link.quality.delay().draw(link.chance), link.slowness);
        long arrival = scheduler.nowNanos() + delay;
        if (link.quality.ordered()) {
            arrival = Math.max(arrival, link.lastArrival);
            link.lastArrival = arrival;
        }
        scheduler.after(arrival - scheduler.nowNanos(), () -> arrive(from, to, frame));
    }

    private void arrive(int from, int to, F frame) {
        Link<F> link = link(from, to);
        if (link.cut) {
            lost++;
            return;
        }
        if (link.clogged) {
            keep(link, frame);
            return;
        }
        delivered++;
        delivery.deliver(from, to, frame);
    }

    /// From now on nothing gets from `from` to `to`, also what is under way.
    public void cut(int from, int to) {
        link(from, to).cut = true;
    }

    public void mend(int from, int to) {
        link(from, to).cut = false;
    }

    public boolean isCut(int from, int to) {
        return link(from, to).cut;
    }

    /// From now on everything from `from` to `to` is stuck, also what is under way.
    public void clog(int from, int to) {
        link(from, to).clogged = true;
    }

    /// What was stuck goes on, all at once and in the order in which it was sent.
    public void unclog(int from, int to) {
        Link<F> link = link(from, to);
        link.clogged = false;
        List<F> stuck = List.copyOf(link.stuck);
        link.stuck.clear();
        for (F frame : stuck) {
            travel(from, to, frame);
        }
    }

    public void quality(int from, int to, Quality quality) {
        link(from, to).quality = quality;
    }

    /// Every link from and to `node` takes `factor` times as long.
    public void slow(int node, long factor) {
        for (int other = 1; other <= nodes; other++) {
            link(node, other).slowness = factor;
            link(other, node).slowness = factor;
        }
    }

    /// Every link is whole, free and good again; what was stuck goes on.
    public void healAll() {
        for (int from = 1; from <= nodes; from++) {
            slow(from, 1);
            for (int to = 1; to <= nodes; to++) {
                quality(from, to, Quality.good());
                mend(from, to);
                reconnect(from, to);
                unclog(from, to);
            }
        }
    }

    /// A new connection: what is sent from now on need not wait for what is still under way.
    public void reconnect(int from, int to) {
        link(from, to).lastArrival = 0;
    }

    private Link<F> link(int from, int to) {
        return links.get(from - 1).get(to - 1);
    }

    private static final class Link<F> {
        final Generator chance;
        final List<F> stuck = new ArrayList<>();
        Quality quality = Quality.good();
        boolean cut;
        boolean clogged;
        long slowness = 1;
        long lastArrival;

        Link(Generator chance) {
            this.chance = chance;
        }
    }
}

package dev.isochron.simulation.fault;

import dev.isochron.node.frame.Frame;
import dev.isochron.simulation.network.Quality;
import dev.isochron.simulation.network.Wires;
import dev.isochron.simulation.seed.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/// Cuts, partitions of every shape, clogging, bad links, slow nodes.
final class NetworkTrouble implements Trouble {
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Scene scene;
    private final Generator chance;
    private final Wires<Frame> wires;
    private final int nodes;

    NetworkTrouble(Scene scene) {
        this.scene = scene;
        this.chance = scene.chance();
        this.wires = scene.cluster().wires();
        this.nodes = wires.nodes();
    }

    @Override
    public void strike() {
        switch ((int) chance.below(9)) {
            case 0 -> cutOneWay();
            case 1 -> isolate(scene.victim().number(), true, true);
            case 2 -> isolate(scene.victim().number(), true, false);
            case 3 -> isolate(scene.victim().number(), false, true);
            case 4 -> halves();
            case 5 -> ringOfMajorities();
            case 6 -> swizzle();
            case 7 -> badLinks();
            default -> slowNode();
        }
    }

    private long lasting() {
        return chance.spread(SHORTEST_NANOS, LONGEST_NANOS);
    }

    private void cutOneWay() {
        int from = (int) chance.between(1, nodes);
        int to = (int) chance.between(1, nodes);
        cutWhere("cut n" + from + "→n" + to, (a, b) -> a == from && b == to);
    }

    private void isolate(int node, boolean in, boolean out) {
        String what = in && out ? "isolated" : in ? "deaf" : "dumb";
        cutWhere("n" + node + " " + what, (a, b) -> (in && b == node) || (out && a == node));
    }

    private void halves() {
        long side = chance.below(1L << nodes);
        cutWhere("halves " + Long.toBinaryString(side), (a, b) -> bit(side, a) != bit(side, b));
    }

    private static boolean bit(long set, int node) {
        return (set >> (node - 1) & 1) == 1;
    }

    /// Each node sees a majority, and no two see the same one; of three, two do not see each other.
    private void ringOfMajorities() {
        List<Integer> ring = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            ring.add(node);
        }
        chance.shuffle(ring);
        int reach = nodes / 4;
        cutWhere(
                "ring of majorities " + ring,
                (a, b) -> {
                    int apart = Math.abs(ring.indexOf(a) - ring.indexOf(b));
                    boolean neighbours = Math.min(apart, nodes - apart) <= reach;
                    return nodes == 3 ? apart == 2 : !neighbours;
                });
    }

    private void cutWhere(String what, BiPredicate<Integer, Integer> cut) {
        scene.say(what);
        List<int[]> mine = new ArrayList<>();
        for (int from = 1; from <= nodes; from++) {
            for (int to = 1; to <= nodes; to++) {
                if (from != to && cut.test(from, to) && !wires.isCut(from, to)) {
                    wires.cut(from, to);
                    mine.add(new int[] {from, to});
                }
            }
        }
        scene.later(
                lasting(),
                () -> {
                    scene.say("mended: " + what);
                    mine.forEach(link -> wires.mend(link[0], link[1]));
                });
    }

    /// Some nodes' links are clogged one after the other and freed in another order.
    private void swizzle() {
        List<Integer> chosen = new ArrayList<>();
        for (int node = 1; node <= nodes; node++) {
            if (chance.happens(600)) {
                chosen.add(node);
            }
        }
        scene.say("swizzled clogging of " + chosen);
        long at = 0;
        for (int node : chosen) {
            at += chance.below(LONGEST_STEP_NANOS);
            scene.later(at, () -> clog(node, true));
        }
        chance.shuffle(chosen);
        for (int node : chosen) {
            at += chance.below(LONGEST_STEP_NANOS);
            scene.later(at, () -> clog(node, false));
        }
    }

    private void clog(int node, boolean clogged) {
        for (int other = 1; other <= nodes; other++) {
            if (clogged) {
                wires.clog(node, other);
                wires.clog(other, node);
            } else {
                wires.unclog(node, other);
                wires.unclog(other, node);
            }
        }
    }

    private void badLinks() {
        boolean all = chance.happens(300);
        int from = (int) chance.between(1, nodes);
        int to = (int) chance.between(1, nodes);
        Quality quality = Quality.anyOf(chance);
        scene.say((all ? "all links " : "link n" + from + "→n" + to + " ") + quality);
        everyLink(all ? 0 : from, to, quality);
        scene.later(lasting(), () -> everyLink(all ? 0 : from, to, Quality.good()));
    }

    /// @param from 0 for every link there is
    private void everyLink(int from, int to, Quality quality) {
        for (int a = 1; a <= nodes; a++) {
            for (int b = 1; b <= nodes; b++) {
                if (from == 0 || (a == from && b == to)) {
                    wires.quality(a, b, quality);
                }
            }
        }
    }

    private void slowNode() {
        int node = scene.victim().number();
        long factor = chance.spread(5, 2000);
        scene.say("the links of n" + node + " are " + factor + " times as slow");
        wires.slow(node, factor);
        scene.later(lasting(), () -> wires.slow(node, 1));
    }

    @Override
    public void heal() {
        wires.healAll();
    }
}

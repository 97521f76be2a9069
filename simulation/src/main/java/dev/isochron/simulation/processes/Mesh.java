package dev.isochron.simulation.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A way of its own from each server to each other one, so that any two can be parted while clients
/// still reach both.
final class Mesh implements AutoCloseable {

    private final List<List<Relay>> ways = new ArrayList<>();

    /// @param ports of the servers, in their order
    Mesh(List<Integer> ports) throws IOException {
        for (int from = 0; from < ports.size(); from++) {
            List<Relay> row = new ArrayList<>();
            for (int port : ports) {
                row.add(new Relay(port));
            }
            ways.add(row);
        }
    }

    /// The port by which one server reaches another; servers are numbered from 1.
    int port(int from, int to) {
        return ways.get(from - 1).get(to - 1).port();
    }

    /// Parts the servers of one side from all others.
    void part(IntPredicate side) {
        for (int from = 1; from <= ways.size(); from++) {
            for (int to = 1; to <= ways.size(); to++) {
                ways.get(from - 1).get(to - 1).cut(side.test(from) != side.test(to));
            }
        }
    }

    void heal() {
        part(_ -> true);
    }

    @Override
    public void close() throws IOException {
        for (List<Relay> row : ways) {
            for (Relay way : row) {
                way.close();
            }
        }
    }
}

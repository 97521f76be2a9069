package dev.isochron.truetime.peers;

import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The interval that lies within most of a set of intervals, after Marzullo (1984): if no more than
/// `k` of `n` clocks are wrong, true time lies where at least `n - k` of them overlap.
///
/// @param interval the first of the stretches that most of them share
/// @param clocks how many share it
public record Agreement(Interval interval, int clocks) {

    /// One end of an interval on the line; starts sort before ends at the same point, because
    /// intervals that touch do overlap.
    private record Edge(Timestamp at, int opens) {

        private static final Comparator<Edge> IN_ORDER =
                Comparator.comparing(Edge::at)
                        .thenComparing(Edge::opens, Comparator.reverseOrder());
    }

    /// The agreement of `intervals`; nothing if there are none.
    public static Optional<Agreement> of(List<Interval> intervals) {
        List<Edge> edges = new ArrayList<>();
        for (Interval interval : intervals) {
            edges.add(new Edge(interval.earliest(), 1));
            edges.add(new Edge(interval.latest(), -1));
        }
        edges.sort(Edge.IN_ORDER);
        Optional<Agreement> best = Optional.empty();
        int open = 0;
        for (int i = 0; i < edges.size(); i++) {
            open += edges.get(i).opens();
            if (open > best.map(Agreement::clocks).orElse(0)) {
                best = Optional.of(stretch(edges, i, open));
            }
        }
        return best;
    }

    /// After an edge that opens the fullest stretch so far, the next edge closes it: if that edge
    /// opened another interval, a fuller stretch would follow and replace this one.
    private static Agreement stretch(List<Edge> edges, int from, int clocks) {
        return new Agreement(new Interval(edges.get(from).at(), edges.get(from + 1).at()), clocks);
    }
}

package dev.isochron.simulation.history;

import dev.isochron.simulation.history.Dependencies.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds a shortest cycle in each strongly connected component of a graph.
final class Cycles {

    /// A component may have thousands of nodes; a shortest cycle is looked for from so many.
    private static final int STARTS = 200;

    private final List<List<Edge>> edges;
    private final int[] component;

    private Cycles(List<List<Edge>> edges) {
        this.edges = edges;
        this.component = new Components(edges).find();
    }

    /// One cycle for each component that has one, as its edges in order.
    static List<List<Edge>> in(List<List<Edge>> edges) {
        return new Cycles(edges).find();
    }

    private List<List<Edge>> find() {
        int[] sizes = new int[edges.size()];
        int[] tried = new int[edges.size()];
        Arrays.stream(component).forEach(c -> sizes[c]++);
        List<List<Edge>> shortest = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            shortest.add(List.of());
        }
        for (int node = 0; node < edges.size(); node++) {
            int in = component[node];
            if (sizes[in] > 1 && tried[in] < STARTS) {
                tried[in]++;
                List<Edge> cycle = shortestFrom(node);
                if (shortest.get(in).isEmpty() || cycle.size() < shortest.get(in).size()) {
                    shortest.set(in, cycle);
                }
            }
        }
        return shortest.stream().filter(cycle -> !cycle.isEmpty()).toList();
    }

    private List<Edge> shortestFrom(int start) {
        Edge[] reachedBy = new Edge[edges.size()];
        ArrayDeque<Integer> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            for (Edge edge : edges.get(next.remove())) {
                if (edge.to() == start) {
                    return pathTo(edge, start, reachedBy);
                }
                if (component[edge.to()] == component[start] && reachedBy[edge.to()] == null) {
                    reachedBy[edge.to()] = edge;
                    next.add(edge.to());
                }
            }
        }
        throw new IllegalStateException("a component of several nodes has a cycle through each");
    }

    private static List<Edge> pathTo(Edge last, int start, Edge[] reachedBy) {
        ArrayDeque<Edge> path = new ArrayDeque<>();
        Edge edge = last;
        while (edge.from() != start) {
            path.addFirst(edge);
            edge = reachedBy[edge.from()];
        }
        path.addFirst(edge);
        return List.copyOf(path);
    }

    /// Tarjan's algorithm (*Depth-first search and linear graph algorithms*, 1972), without
    /// recursion: histories are long.
    private static final class Components {
        private static final int UNSEEN = -1;

        private final List<List<Edge>> edges;
        private final int[] index;
        private final int[] low;
        private final int[] component;
        private final int[] nextEdge;
        private final ArrayDeque<Integer> stack = new ArrayDeque<>();
        private final ArrayDeque<Integer> calls = new ArrayDeque<>();
        private int counter;
        private int components;

        Components(List<List<Edge>> edges) {
            this.edges = edges;
            int nodes = edges.size();
            index = new int[nodes];
            Arrays.fill(index, UNSEEN);
            low = new int[nodes];
            component = new int[nodes];
            Arrays.fill(component, UNSEEN);
            nextEdge = new int[nodes];
        }

        int[] find() {
            for (int node = 0; node < index.length; node++) {
                if (index[node] == UNSEEN) {
                    enter(node);
                    while (!calls.isEmpty()) {
                        advance(calls.element());
                    }
                }
            }
            return component;
        }

        private void enter(int node) {
            index[node] = counter;
            low[node] = counter;
            counter++;
            stack.push(node);
            calls.push(node);
        }

        private void advance(int node) {
            List<Edge> out = edges.get(node);
            if (nextEdge[node] == out.size()) {
                leave(node);
                return;
            }
            int to = out.get(nextEdge[node]).to();
            nextEdge[node]++;
            if (index[to] == UNSEEN) {
                enter(to);
            } else if (component[to] == UNSEEN) {
                low[node] = Math.min(low[node], index[to]);
            }
        }

        private void leave(int node) {
            calls.pop();
            if (low[node] == index[node]) {
                int member;
                do {
                    member = stack.pop();
                    component[member] = components;
                } while (member != node);
                components++;
            }
            if (!calls.isEmpty()) {
                int caller = calls.element();
                low[caller] = Math.min(low[caller], low[node]);
            }
        }
    }
}

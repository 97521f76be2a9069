package dev.isochron.shard.lock;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Places by their spans, for finding those that overlap another.
///
/// A search tree by span in which each node knows how far its subtree reaches (*Introduction to
/// Algorithms*, interval trees). It is a treap: its shape is that of a random tree, with numbers
/// that follow from the order of insertions and from nothing else.
final class RangeTree {

    /// Weyl sequence and mixing function of *Fast Splittable Pseudorandom Number Generators*.
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final class Node {
        final Place place;
        final long priority;
        @Nullable Node left;
        @Nullable Node right;
        Optional<Key> reach;

        Node(Place place, long priority) {
            this.place = place;
            this.priority = priority;
            this.reach = place.span.until();
        }

        void update() {
            reach = place.span.until();
            stretch(left);
            stretch(right);
        }

        private void stretch(@Nullable Node child) {
            if (child != null && reach.isPresent()) {
                boolean further = child.reach.isEmpty() || child.reach.get().isAbove(reach.get());
                reach = further ? child.reach : reach;
            }
        }
    }

    private @Nullable Node root;
    private long drawn;

    boolean isEmpty() {
        return root == null;
    }

    void add(Place place) {
        root = insert(root, new Node(place, draw()));
    }

    void remove(Place place) {
        root = delete(root, place.span);
    }

    /// The place with exactly this span.
    @Nullable Place find(Span span) {
        Node node = root;
        while (node != null) {
            int order = span.compareTo(node.place.span);
            if (order == 0) {
                return node.place;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /// In order of their spans.
    void forEachOverlapping(Span span, Consumer<Place> action) {
        visit(root, span, action);
    }

    private static void visit(@Nullable Node node, Span span, Consumer<Place> action) {
        if (node == null || (node.reach.isPresent() && !node.reach.get().isAbove(span.from()))) {
            return;
        }
        visit(node.left, span, action);
        if (span.until().isPresent() && !node.place.span.from().isBelow(span.until().get())) {
            return;
        }
        if (node.place.span.overlaps(span)) {
            action.accept(node.place);
        }
        visit(node.right, span, action);
    }

    private static Node insert(@Nullable Node tree, Node added) {
        if (tree == null) {
            return added;
        }
        if (added.place.span.compareTo(tree.place.span) < 0) {
            tree.left = insert(tree.left, added);
            tree = tree.left.priority > tree.priority ? rotateRight(tree, tree.left) : tree;
        } else {
            tree.right = insert(tree.right, added);
            tree = tree.right.priority > tree.priority ? rotateLeft(tree, tree.right) : tree;
        }
        tree.update();
        return tree;
    }

    private static Node rotateRight(Node tree, Node left) {
        tree.left = left.right;
        left.right = tree;
        tree.update();
        return left;
    }

    private static Node rotateLeft(Node tree, Node right) {
        tree.right = right.left;
        right.left = tree;
        tree.update();
        return right;
    }

    private static @Nullable Node delete(@Nullable Node tree, Span span) {
        if (tree == null) {
            return null;
        }
        int order = span.compareTo(tree.place.span);
        if (order == 0) {
            return merge(tree.left, tree.right);
        }
        if (order < 0) {
            tree.left = delete(tree.left, span);
        } else {
            tree.right = delete(tree.right, span);
        }
        tree.update();
        return tree;
    }

    private static @Nullable Node merge(@Nullable Node left, @Nullable Node right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.priority > right.priority) {
            left.right = merge(left.right, right);
            left.update();
            return left;
        }
        right.left = merge(left, right.left);
        right.update();
        return right;
    }

    private long draw() {
        long z = ++drawn * GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}

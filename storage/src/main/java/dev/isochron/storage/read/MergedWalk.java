package dev.isochron.storage.read;

import dev.isochron.protocol.key.Key;
import dev.isochron.protocol.key.Span;
import dev.isochron.storage.ordered.Cursor;
import dev.isochron.storage.table.Table;
import dev.isochron.truetime.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All layers of a replica as one, walked key by key, as seen at a timestamp.
///
/// [#key] is what it stands on; [#visible] the layer that decides about it.
final class MergedWalk {
    private final List<Layer> layers = new ArrayList<>();
    private final Span span;
    private final Direction direction;
    private final Budget budget;
    private @Nullable Key key;

    /// @param tables the newest first
    /// @param cursor of a view that was opened after the tables were taken
    MergedWalk(List<Table> tables, Cursor cursor, Verifier verifier, Question question) {
        this.span = question.span();
        this.direction = question.direction();
        this.budget = new Budget(question.steps());
        Timestamp at = question.at();
        for (Table table : tables) {
            if (!table.isEmpty()) {
                layers.add(new TableLayer(table, span, direction, at.nanos()));
            }
        }
        layers.add(
                switch (direction) {
                    case FORWARD -> new AscendingLayer(cursor, span, at, verifier, budget);
                    case REVERSE -> new DescendingLayer(cursor, span, at, verifier, budget);
                });
        key = outermost();
    }

    /// What is walked, and how far.
    record Question(Span span, Timestamp at, Direction direction, int steps) {}

    @Nullable Key key() {
        return key;
    }

    /// The layer whose version of this key is seen; null if none is.
    @Nullable Layer visible() {
        for (Layer layer : layers) {
            if (layer.isVisible() && isHere(layer)) {
                return layer;
            }
        }
        return null;
    }

    void advance() {
        budget.spend();
        for (Layer layer : layers) {
            if (isHere(layer)) {
                layer.advance();
            }
        }
        key = outermost();
    }

    boolean isSpent() {
        return budget.isSpent();
    }

    /// What was not walked yet: from this key on.
    Optional<Span> rest() {
        Key next = key;
        if (next == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (direction) {
                    case FORWARD -> new Span(next, span.until());
                    case REVERSE -> new Span(span.from(), next.next());
                });
    }

    private boolean isHere(Layer layer) {
        Key there = layer.key();
        return there != null && key != null && there.equals(key);
    }

    private @Nullable Key outermost() {
        Key first = null;
        for (Layer layer : layers) {
            Key there = layer.key();
            if (there != null && (first == null || comesBefore(there, first))) {
                first = there;
            }
        }
        return first;
    }

    private boolean comesBefore(Key a, Key b) {
        return direction == Direction.FORWARD ? a.isBelow(b) : a.isAbove(b);
    }
}

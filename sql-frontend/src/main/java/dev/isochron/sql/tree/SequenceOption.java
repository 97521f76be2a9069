package dev.isochron.sql.tree;

import org.jspecify.annotations.Nullable;

/// One property of a sequence.
public sealed interface SequenceOption extends Node {

    /// AS type.
    record OfType(TypeName type, int position) implements SequenceOption {}

    /// INCREMENT BY.
    record Increment(long by, int position) implements SequenceOption {}

    /// MINVALUE, or with null NO MINVALUE.
    record Least(@Nullable Long value, int position) implements SequenceOption {}

    /// MAXVALUE, or with null NO MAXVALUE.
    record Greatest(@Nullable Long value, int position) implements SequenceOption {}

    /// START WITH.
    record Start(long value, int position) implements SequenceOption {}

    /// RESTART, with null at its start.
    record Restart(@Nullable Long value, int position) implements SequenceOption {}

    /// CACHE.
    record Cache(long values, int position) implements SequenceOption {}

    /// CYCLE or NO CYCLE.
    record Cycle(boolean on, int position) implements SequenceOption {}

    /// OWNED BY table.column, or with null NONE.
    record OwnedBy(@Nullable QualifiedName column, int position) implements SequenceOption {}

    /// SEQUENCE NAME, which dumps write for identity columns.
    record Named(QualifiedName name, int position) implements SequenceOption {}
}

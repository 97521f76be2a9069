package dev.isochron.node.machine;

/// The way in of a snapshot that takes the place of a state, piece by piece.
public interface Inlet {

    /// Takes the next piece; not while it [is full][#isFull].
    void add(Snapshot.Piece piece);

    /// Whether it has to digest what it has first; whoever began it is told when that is over.
    boolean isFull();

    /// No more pieces come: it ends at once, as failed.
    void cancel();
}

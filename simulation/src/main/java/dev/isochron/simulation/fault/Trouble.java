package dev.isochron.simulation.fault;

/// One kind of thing that goes wrong.
interface Trouble {
    /// Something of this kind goes wrong now; it ends by itself, later.
    void strike();

    /// Everything of this kind is right again, at once.
    void heal();
}

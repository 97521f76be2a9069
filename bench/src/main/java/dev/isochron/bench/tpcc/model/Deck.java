package dev.isochron.bench.tpcc.model;

import java.util.ArrayList;
import java.util.List;

/// The order in which one terminal asks for transactions: a hundred cards, shuffled, and again.
public final class Deck {

    private final TpccChance chance;
    private final List<Kind> cards = new ArrayList<>();
    private int next;

    /// From the first card on.
    ///
    /// @param seed of this terminal alone
    public Deck(long seed) {
        chance = new TpccChance(seed);
        for (Kind kind : Kind.values()) {
            for (int card = 0; card < kind.percent(); card++) {
                cards.add(kind);
            }
        }
        next = cards.size();
    }

    public Kind next() {
        if (next == cards.size()) {
            shuffle();
        }
        return cards.get(next++);
    }

    private void shuffle() {
        for (int i = cards.size() - 1; i > 0; i--) {
            int other = chance.uniform(0, i);
            Kind card = cards.set(i, cards.get(other));
            cards.set(other, card);
        }
        next = 0;
    }
}

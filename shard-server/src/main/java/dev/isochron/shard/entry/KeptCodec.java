package dev.isochron.shard.entry;

import dev.isochron.txn.record.Kept;
import dev.isochron.txn.record.Place;

/// What is kept of a transaction, beside its place.
public final class KeptCodec {
    private KeptCodec() {}

    public static byte[] encode(Kept kept) {
        ByteWriter out = new ByteWriter();
        Terms terms = new Terms(out);
        switch (kept) {
            case Kept.Decision decision -> {
                terms.outcome(decision.outcome());
                terms.spans(decision.untold());
            }
            case Kept.InDoubt(var prepared) -> terms.prepared(prepared);
            case Kept.Settled settled -> {
                terms.span(settled.span());
                terms.outcome(settled.outcome());
            }
        }
        return out.toBytes();
    }

    /// What is kept at a place.
    ///
    /// @throws MalformedEntry if [#encode] writes no such bytes
    public static Kept decode(Place place, byte[] bytes) throws MalformedEntry {
        ByteReader in = new ByteReader(bytes);
        TermReader terms = new TermReader(in);
        Kept kept =
                switch (place.kind()) {
                    case UNTOLD, TOLD ->
                            new Kept.Decision(
                                    place.txn(), place.key(), terms.outcome(), terms.spans());
                    case IN_DOUBT -> new Kept.InDoubt(terms.prepared());
                    case SETTLED -> new Kept.Settled(place.txn(), terms.span(), terms.outcome());
                };
        in.requireEnd();
        return kept;
    }
}

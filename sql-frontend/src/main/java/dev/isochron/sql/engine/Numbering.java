package dev.isochron.sql.engine;

import dev.isochron.sql.catalog.CatalogImage;
import dev.isochron.sql.catalog.CatalogSequence;
import dev.isochron.sql.catalog.CatalogTable;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.SessionView;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The sequences as one session sees them: it remembers what it was given.
final class Numbering implements SequencePort {

    private final Sequences sequences;
    private final Supplier<CatalogImage> image;
    private final Given given;
    private final boolean reading;

    /// What a session was given.
    static final class Given {
        private final TreeMap<Integer, Long> bySequence = new TreeMap<>();
        private @Nullable Long last;

        /// What this session was given until now.
        static Given of(SessionView view) {
            return view.kept(Given.class, Given::new);
        }
    }

    /// @param image the objects as the statement sees them
    /// @param reading whether nothing may be changed
    Numbering(Sequences sequences, Supplier<CatalogImage> image, Given given, boolean reading) {
        this.sequences = sequences;
        this.image = image;
        this.given = given;
        this.reading = reading;
    }

    private CatalogSequence find(long oid) {
        return image.get()
                .sequence((int) oid)
                .orElseThrow(() ->
                        SqlException.of(
                                SqlCode.WRONG_OBJECT_TYPE, "object " + oid + " is not a sequence"));
    }

    @Override
    public long next(long oid) {
        requireWritable("nextval");
        CatalogSequence sequence = find(oid);
        long next = sequences.next(sequence);
        given.bySequence.put(sequence.oid(), next);
        given.last = next;
        return next;
    }

    private void requireWritable(String function) {
        if (reading) {
            throw SqlException.of(
                    SqlCode.READ_ONLY_SQL_TRANSACTION,
                    "cannot execute " + function + "() in a read-only transaction");
        }
    }

    @Override
    public long current(long oid) {
        CatalogSequence sequence = find(oid);
        Long current = given.bySequence.get(sequence.oid());
        if (current == null) {
            throw SqlException.of(
                    SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "currval of sequence \""
                            + sequence.name()
                            + "\" is not yet defined in this session");
        }
        return current;
    }

    @Override
    public long last() {
        Long last = given.last;
        if (last == null) {
            throw SqlException.of(
                    SqlCode.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "lastval is not yet defined in this session");
        }
        return last;
    }

    @Override
    public void set(long oid, long value, boolean isCalled) {
        requireWritable("setval");
        CatalogSequence sequence = find(oid);
        if (value < sequence.range().min() || value > sequence.range().max()) {
            throw SqlException.of(
                    SqlCode.NUMERIC_VALUE_OUT_OF_RANGE,
                    "setval: value %d is out of bounds for sequence \"%s\" (%d..%d)"
                            .formatted(
                                    value,
                                    sequence.name(),
                                    sequence.range().min(),
                                    sequence.range().max()));
        }
        sequences.set(sequence, value, isCalled);
        if (isCalled) {
            given.bySequence.put(sequence.oid(), value);
        }
    }

    @Override
    public Optional<String> of(long table, String column) {
        CatalogImage now = image.get();
        return now.object((int) table)
                .filter(CatalogTable.class::isInstance)
                .map(CatalogTable.class::cast)
                .flatMap(each ->
                        each.column(column).flatMap(found -> owned(now, each, found.id().value())));
    }

    private static Optional<String> owned(CatalogImage now, CatalogTable table, int column) {
        return now.objects().stream()
                .filter(CatalogSequence.class::isInstance)
                .map(CatalogSequence.class::cast)
                .filter(sequence -> isOf(sequence, table, column))
                .map(sequence -> sequence.schema() + "." + sequence.name())
                .findFirst();
    }

    private static boolean isOf(CatalogSequence sequence, CatalogTable table, int column) {
        CatalogSequence.Owner owner = sequence.owner();
        return owner != null && owner.table() == table.oid() && owner.column().value() == column;
    }
}

package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.copy.BinaryReader;
import dev.isochron.sql.copy.CopyOptions;
import dev.isochron.sql.copy.CopyOptions.Format;
import dev.isochron.sql.copy.CopyReader;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.BinaryFormat;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.session.Engine.Rows;
import dev.isochron.sql.session.Engine.Unit;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.syntax.Deparser;
import dev.isochron.sql.tree.Copy;
import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// COPY FROM STDIN: rows become INSERTs of many rows each.
///
/// All of it is one transaction, which has a limit. A load beyond that can be done in parts
/// (`isochron.copy_part_rows`), each a transaction of its own: if it fails, earlier parts stay.
final class CopyIn {
    /// Rows and values of one INSERT: enough that its cost is that of its rows.
    private static final int ROWS = 1024;

    private static final int VALUES = 16_384;

    /// How much of a value an error shows: PostgreSQL's choice.
    private static final int SHOWN = 100;

    private final Engine engine;
    private final View view;
    private final Block block;

    CopyIn(Engine engine, View view, Block block) {
        this.engine = engine;
        this.view = view;
        this.block = block;
    }

    /// Takes all rows; returns their number.
    ///
    /// @param own whether the transaction is its own
    long run(Copy copy, CopyOptions options, String text, boolean own, Output out) {
        if (!(copy.source() instanceof Copy.Source.Table table)) {
            throw SqlException.unsupported(copy.position(), "COPY FROM into a query is");
        }
        block.requireWritable("COPY FROM");
        List<Column> columns =
                CopyStatements.ofTable(
                                table,
                                () ->
                                        compiled(
                                                "columns",
                                                table,
                                                List.of(),
                                                () -> CopyTrees.select(table)))
                        .columns()
                        .orElseThrow();
        options.requireColumns(
                columns.stream().map(Column::name).toList(), CopyStatements.whole(table));
        long part = own ? view.settings().number(KnownSettings.COPY_PART_ROWS) : 0;
        Parts parts = new Parts(part, own, doing(table));
        Batch batch = new Batch(copy, columns, parts, text);
        batch.before = options.header() == CopyOptions.Header.NONE ? 0 : 1;
        if (copy.where() != null) {
            // What is wrong with it is said before rows are asked for.
            var _ = batch.insert();
        }
        CopySource source = out.copyIn(options.format() == Format.BINARY, columns.size());
        try {
            load(fields(options, columns, source), batch, parts);
        } catch (SqlException e) {
            // Rows that came before are wrong before these.
            parts.settle();
            throw new SqlException(told(e.error(), table, batch), e);
        } catch (RuntimeException e) {
            parts.settle();
            throw e;
        }
        parts.settle();
        return batch.count;
    }

    /// An error with the lines that it is about.
    private static SqlError told(SqlError error, Copy.Source.Table table, Batch batch) {
        String doing = doing(table);
        String within = error.context();
        if (within != null) {
            return within.startsWith("line ") ? error.inContext(doing + ", " + within) : error;
        }
        return error.withContext(batch.rows == 0 ? doing : doing + ", " + batch.lines());
    }

    private static String doing(Copy.Source.Table table) {
        return "COPY " + table.name().text();
    }

    private void load(Fields fields, Batch batch, Parts parts) {
        for (List<Value> row = fields.next(); row != null; row = fields.next()) {
            batch.add(row);
            parts.added(batch);
        }
        batch.flush();
        block.current().ifPresent(Unit::finishLoad);
    }

    /// Transactions of so many rows each, of which one is committed while the rows of the next are
    /// taken: if one fails, none after it is committed.
    ///
    /// ```
    /// part 1   rows ─── commit begins ───────────── is done
    /// part 2                       rows ─────────────────── commit begins
    /// ```
    private final class Parts {
        private final long rows;
        private final boolean own;
        private final String doing;
        private long added;
        private Optional<Unit> behind = Optional.empty();

        /// @param rows of each; 0 for all in one
        /// @param own whether they are transactions of the load
        /// @param doing what is being done, for errors
        Parts(long rows, boolean own, String doing) {
            this.rows = rows;
            this.own = own;
            this.doing = doing;
        }

        /// A statement is about to be run. One that looks for rows may meet locks of what is
        /// committed behind, which goes on for sure only if somebody waits for it.
        void begin(Unit unit, Compiled compiled) {
            if (compiled.looksForRows()) {
                settle();
            }
            if (own) {
                unit.loads();
            }
        }

        void added(Batch batch) {
            added++;
            if (rows > 0 && added >= rows) {
                batch.flush();
                settle();
                behind = block.commitBehind();
                added = 0;
            }
        }

        void settle() {
            Optional<Unit> one = behind;
            behind = Optional.empty();
            try {
                one.ifPresent(block::settle);
            } catch (SqlException e) {
                // It is about rows that came before those at hand.
                throw new SqlException(e.error().withContext(doing), e);
            }
        }
    }

    /// A statement that the COPY stands for; compiled once for all COPYs that are like it.
    ///
    /// @param role keeps it apart from others, and from all texts that a client can send
    private Compiled compiled(
            String role,
            Copy.Source.Table table,
            List<SqlType> declared,
            Supplier<Statement> tree) {
        String text = "\0" + role + " " + table.name() + " " + table.columns();
        Unit unit = block.current().orElse(null);
        return engine.recall(text, declared, unit, view)
                .map(Engine.Understood::compiled)
                .orElseGet(() -> {
                    Compiled compiled = engine.compile(tree.get(), declared, unit, view);
                    engine.keep(text, declared, compiled, view);
                    return compiled;
                });
    }

    /// Rows of values.
    private interface Fields {
        @Nullable List<Value> next();
    }

    private Fields fields(CopyOptions options, List<Column> columns, CopySource source) {
        CopyReader.Source pieces =
                () -> {
                    view.checkCancelled();
                    return source.next();
                };
        if (options.format() == Format.BINARY) {
            BinaryReader reader = new BinaryReader(columns.size(), pieces);
            return () -> binary(reader.next(), columns);
        }
        CopyReader reader =
                CopyReader.of(options, columns.stream().map(Column::name).toList(), pieces);
        return () -> text(reader.next(), columns, reader);
    }

    private static @Nullable List<Value> binary(
            byte @Nullable [] @Nullable [] fields, List<Column> columns) {
        if (fields == null) {
            return null;
        }
        List<Value> row = new ArrayList<>(fields.length);
        for (int i = 0; i < fields.length; i++) {
            byte[] field = fields[i];
            row.add(
                    field == null
                            ? Value.Null.NULL
                            : BinaryFormat.read(field, columns.get(i).type()));
        }
        return row;
    }

    private @Nullable List<Value> text(
            @Nullable String @Nullable [] fields, List<Column> columns, CopyReader reader) {
        if (fields == null) {
            return null;
        }
        List<Value> row = new ArrayList<>(fields.length);
        for (int i = 0; i < fields.length; i++) {
            String field = fields[i];
            row.add(field == null ? Value.Null.NULL : value(field, columns.get(i), reader));
        }
        return row;
    }

    private Value value(String field, Column column, CopyReader reader) {
        try {
            return TextFormat.read(field, column.type(), view.format(), view.transactionMicros());
        } catch (SqlException e) {
            String shown = field.length() > SHOWN ? field.substring(0, SHOWN) + "..." : field;
            throw e.error()
                    .inContext(
                            "line %d, column %s: \"%s\""
                                    .formatted(reader.line(), column.name(), shown))
                    .exception();
        }
    }

    /// Rows until they are enough for an INSERT.
    private final class Batch {
        private final Copy.Source.Table table;
        private final @Nullable Expression where;
        private final List<String> columns;
        private final List<SqlType> types;
        private final Parts parts;
        private final String text;
        private final int full;
        private @Nullable Compiled insert;
        private List<Value> values = new ArrayList<>();
        private int rows;
        private long count;

        /// How many lines come before the first row that it has.
        private long before;

        /// The lines of the rows that it has.
        String lines() {
            long first = before + 1;
            return rows == 1
                    ? "line " + first
                    : "lines %d to %d".formatted(first, first + rows - 1);
        }

        Batch(Copy copy, List<Column> columns, Parts parts, String text) {
            this.table = (Copy.Source.Table) copy.source();
            this.where = copy.where();
            this.parts = parts;
            this.columns = columns.stream().map(Column::name).toList();
            this.types = columns.stream().map(c -> c.type().withoutModifier()).toList();
            this.text = text;
            this.full = Math.clamp(VALUES / Math.max(1, columns.size()), 1, ROWS);
        }

        void add(List<Value> row) {
            values.addAll(row);
            rows++;
            if (rows == full) {
                flush();
            }
        }

        void flush() {
            if (rows > 0 && columns.isEmpty()) {
                for (int left = rows; left > 0; left--) {
                    run(insert());
                }
            } else if (rows > 0) {
                run(insert());
            }
            before += rows;
            rows = 0;
            values = new ArrayList<>();
        }

        private Compiled insert() {
            Compiled known = insert;
            if (known == null) {
                String kept = where == null ? "" : " where " + Deparser.text(where);
                known =
                        compiled(
                                "rows" + kept,
                                table,
                                types,
                                () -> CopyTrees.insert(table, columns, where));
                insert = known;
            }
            return known;
        }

        private void run(Compiled compiled) {
            Unit unit = block.unit(false, "COPY FROM");
            parts.begin(unit, compiled);
            try (Rows done = unit.run(compiled, values, view, text)) {
                while (done.next() != null) {
                    view.checkCancelled();
                }
                count += done.count();
            }
        }
    }
}

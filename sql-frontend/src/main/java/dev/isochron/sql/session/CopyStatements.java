package dev.isochron.sql.session;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.copy.CopyOptions;
import dev.isochron.sql.copy.CopyOptions.Format;
import dev.isochron.sql.copy.CopyWriter;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.BinaryFormat;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.session.Block.Phase;
import dev.isochron.sql.session.Engine.Compiled;
import dev.isochron.sql.session.Engine.Rows;
import dev.isochron.sql.session.Engine.Unit;
import dev.isochron.sql.tree.Copy;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// COPY from and to the client.
final class CopyStatements {
    private final Engine engine;
    private final View view;
    private final Block block;
    private final CopyIn in;

    CopyStatements(Engine engine, View view, Block block) {
        this.engine = engine;
        this.view = view;
        this.block = block;
        this.in = new CopyIn(engine, view, block);
    }

    /// Runs it, and returns its tag.
    String run(Copy copy, String text, Output out) {
        block.requireNotFailed();
        requireClient(copy);
        CopyOptions options = CopyOptions.of(copy.options(), copy.from());
        if (copy.source() instanceof Copy.Source.Table table) {
            requireOnce(table.columns());
        }
        boolean own = block.phase() == Phase.NONE;
        if (own) {
            block.beginImplicit(!copy.from() && onlyReads(copy.source()));
        }
        long rows =
                copy.from() ? in.run(copy, options, text, own, out) : out(copy, options, text, out);
        if (own) {
            block.commit();
        }
        return "COPY " + rows;
    }

    private static void requireOnce(List<Name> columns) {
        Set<String> known = new TreeSet<>();
        for (Name column : columns) {
            if (!known.add(column.text())) {
                throw SqlException.at(
                        column.position(),
                        SqlCode.DUPLICATE_COLUMN,
                        "column \"" + column.text() + "\" specified more than once");
            }
        }
    }

    /// What a COPY of a table compiles, which names columns of that table alone.
    static <T> T ofTable(Copy.Source source, Supplier<T> compiling) {
        try {
            return compiling.get();
        } catch (SqlException e) {
            SqlError error = e.error();
            boolean isColumn = error.code() == SqlCode.UNDEFINED_COLUMN;
            if (isColumn && source instanceof Copy.Source.Table table) {
                for (Name column : table.columns()) {
                    if (column.position() == error.position()) {
                        throw SqlException.at(
                                error.position(),
                                SqlCode.UNDEFINED_COLUMN,
                                "column \"%s\" of relation \"%s\" does not exist"
                                        .formatted(column.text(), table.name().text()));
                    }
                }
            }
            throw e;
        }
    }

    /// The table whose columns are all copied.
    static Optional<String> whole(Copy.Source source) {
        return source instanceof Copy.Source.Table table && table.columns().isEmpty()
                ? Optional.of(table.name().text())
                : Optional.empty();
    }

    private static boolean onlyReads(Copy.Source source) {
        return switch (source) {
            case Copy.Source.Table _ -> true;
            case Copy.Source.Rows(Query query) -> {
                Query.With with = query.with();
                yield with == null
                        || with.tables().stream()
                                .allMatch(table -> table.statement() instanceof Query);
            }
            case Copy.Source.Rows _ -> false;
        };
    }

    private static void requireClient(Copy copy) {
        if (!(copy.endpoint() instanceof Copy.Endpoint.Client)) {
            throw SqlError.of(
                            SqlCode.INSUFFICIENT_PRIVILEGE,
                            "COPY to or from files and programs of the server not supported")
                    .withHint("Use COPY … FROM STDIN or TO STDOUT; psql's \\copy does so.")
                    .exception();
        }
    }

    private long out(Copy copy, CopyOptions options, String text, Output out) {
        Statement statement =
                switch (copy.source()) {
                    case Copy.Source.Table table -> CopyTrees.select(table);
                    case Copy.Source.Rows(Statement rows) -> rows;
                };
        Compiled compiled =
                ofTable(
                        copy.source(),
                        () ->
                                engine.compile(
                                        statement, List.of(), block.current().orElse(null), view));
        List<Column> columns =
                compiled.columns()
                        .orElseThrow(() ->
                                SqlException.of(
                                        SqlCode.FEATURE_NOT_SUPPORTED,
                                        "COPY query must have a RETURNING clause"));
        List<String> names = columns.stream().map(Column::name).toList();
        options.requireColumns(names, whole(copy.source()));
        Unit unit = block.unit(compiled);
        CopyWriter writer = new CopyWriter(options, names);
        long count = 0;
        try (Rows rows = unit.run(compiled, List.of(), view, text)) {
            out.copyOut(options.format() == Format.BINARY, columns.size());
            if (writer.begin()) {
                out.copyPiece(writer.bytes(), writer.length());
            }
            for (Value[] row = rows.next(); row != null; row = rows.next()) {
                write(row, columns, rows.format(view), writer);
                out.copyPiece(writer.bytes(), writer.length());
                count++;
            }
        }
        if (writer.end()) {
            out.copyPiece(writer.bytes(), writer.length());
        }
        out.copyDone();
        return count;
    }

    private static void write(
            Value[] row, List<Column> columns, FormatSettings settings, CopyWriter writer) {
        if (writer.isBinary()) {
            byte[] @Nullable [] fields = new byte[row.length][];
            for (int i = 0; i < row.length; i++) {
                fields[i] =
                        row[i].isNull() ? null : BinaryFormat.write(row[i], columns.get(i).type());
            }
            writer.row(fields);
        } else {
            @Nullable String[] fields = new @Nullable String[row.length];
            for (int i = 0; i < row.length; i++) {
                fields[i] =
                        row[i].isNull()
                                ? null
                                : TextFormat.write(row[i], columns.get(i).type(), settings);
            }
            writer.row(fields);
        }
    }
}

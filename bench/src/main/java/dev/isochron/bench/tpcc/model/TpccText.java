package dev.isochron.bench.tpcc.model;

import dev.isochron.protocol.schema.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Declarations as [TpccTable] writes them down: `name type, name type null, …`.
final class TpccText {

    /// Commas between columns, not those inside a type.
    private static final Pattern BETWEEN_COLUMNS = Pattern.compile(", (?=[a-z]+_)");

    private static final String NULL = " null";

    private TpccText() {}

    static List<TpccColumn> columns(String text) {
        List<TpccColumn> columns = new ArrayList<>();
        for (String column : BETWEEN_COLUMNS.split(text, -1)) {
            boolean isNullable = column.endsWith(NULL);
            String rest =
                    isNullable ? column.substring(0, column.length() - NULL.length()) : column;
            int blank = rest.indexOf(' ');
            columns.add(
                    new TpccColumn(
                            rest.substring(0, blank),
                            TypeNames.parse(rest.substring(blank + 1)),
                            isNullable));
        }
        return List.copyOf(columns);
    }

    static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(", ", -1));
    }
}

package dev.isochron.sql.bind;

import dev.isochron.sql.logical.Logical;
import dev.isochron.sql.type.SqlType;
import java.util.List;

/// What a statement means.
///
/// @param root gives its rows
/// @param columns of its rows; none if it gives none
/// @param parameters types of all its parameters
/// @param subplans the queries that expressions and common tables name by number
/// @param changing the numbers of those among them that change something
public record Bound(
        Logical root,
        List<OutColumn> columns,
        List<SqlType> parameters,
        List<Logical> subplans,
        List<Integer> changing) {
    public Bound {
        columns = List.copyOf(columns);
        parameters = List.copyOf(parameters);
        subplans = List.copyOf(subplans);
        changing = List.copyOf(changing);
    }
}

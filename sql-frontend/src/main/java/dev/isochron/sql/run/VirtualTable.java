package dev.isochron.sql.run;

import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.OutputColumn;
import dev.isochron.sql.expression.RowSource;
import java.util.List;

/// A table whose rows are computed, such as those of `pg_catalog`. Nobody writes to it.
public interface VirtualTable {

    /// The schema that it is found in.
    String schema();

    String name();

    /// Its number, as `pg_class` has it.
    int oid();

    List<OutputColumn> columns();

    /// Its rows now.
    RowSource rows(Env env);
}

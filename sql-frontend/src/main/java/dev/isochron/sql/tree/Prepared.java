package dev.isochron.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement about prepared statements.
public sealed interface Prepared extends Statement {

    /// PREPARE.
    ///
    /// @param types of the first parameters
    record Prepare(Name name, List<TypeName> types, Statement statement, int position)
            implements Prepared {}

    /// EXECUTE.
    record Execute(Name name, List<Expression> arguments, int position) implements Prepared {}

    /// DEALLOCATE.
    ///
    /// @param name null for ALL
    record Deallocate(@Nullable Name name, int position) implements Prepared {}
}

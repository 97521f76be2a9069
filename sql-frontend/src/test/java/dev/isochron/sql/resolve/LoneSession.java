package dev.isochron.sql.resolve;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.expression.Env;
import dev.isochron.sql.expression.RowSource;
import dev.isochron.sql.format.FormatSettings;
import java.util.List;
import java.util.Optional;

/// A session of which nothing is known but how it reads and writes values.
///
/// @param format how
record LoneSession(FormatSettings format) implements Env {

    @Override
    public Value parameter(int index) {
        throw new IllegalStateException("no parameter");
    }

    @Override
    public Value outer(int index) {
        throw new IllegalStateException("no outer row");
    }

    @Override
    public RowSource subquery(int id, Value[] arguments) {
        throw new IllegalStateException("no subquery");
    }

    @Override
    public long transactionMicros() {
        return 0;
    }

    @Override
    public long statementMicros() {
        return 0;
    }

    @Override
    public long clockMicros() {
        return 0;
    }

    @Override
    public long chance() {
        return 42;
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.empty();
    }

    @Override
    public String applySetting(String name, String value, boolean local) {
        return value;
    }

    @Override
    public SessionFacts session() {
        return new SessionFacts("postgres", "postgres", "postgres", List.of("public"), 1, "15.0");
    }

    @Override
    public void checkCancelled() {}

    @Override
    public <T> T port(Class<T> kind) {
        throw new IllegalStateException("no " + kind);
    }
}

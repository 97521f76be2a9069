package dev.isochron.simulation.sql;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.engine.SqlEngine;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.FormatSettings;
import dev.isochron.sql.session.Bell;
import dev.isochron.sql.session.Column;
import dev.isochron.sql.session.CopySource;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Formats;
import dev.isochron.sql.session.Identity;
import dev.isochron.sql.session.Output;
import dev.isochron.sql.session.Session;
import dev.isochron.sql.session.Surroundings;
import dev.isochron.sql.type.SqlType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One session of SQL: text in, rows or an error out.
final class Talk {

    /// Where clocks lie far into the future, no attempt succeeds for hours.
    private static final long PATIENCE_MICROS = TimeUnit.SECONDS.toMicros(30);

    private final Surroundings.Time time;
    private final Session session;
    private long began;

    /// What a text came to.
    sealed interface Outcome {

        /// It was done.
        ///
        /// @param names of the columns of the last statement's rows
        record Done(List<String> names, List<List<Value>> rows) implements Outcome {}

        /// It was not, or nobody knows.
        record Failed(SqlError error) implements Outcome {

            String code() {
                return error.code().state();
            }

            boolean isUnknown() {
                return code().equals("40003");
            }
        }
    }

    Talk(SqlEngine engine, Surroundings.Time time, Surroundings.Chance chance) {
        Surroundings around = new Surroundings(new Patience(), time, chance);
        this.time = time;
        this.session =
                new Session(engine, new Identity("simulated", "isochron", 1), Map.of(), around);
    }

    Outcome say(String text) {
        Answers answers = new Answers();
        began = time.micros();
        try {
            session.query(text, answers);
            return new Outcome.Done(answers.names, answers.rows);
        } catch (SqlException e) {
            session.failed();
            return new Outcome.Failed(e.error());
        }
    }

    /// Ends statements that take too long.
    private final class Patience implements Bell {

        @Override
        public void listen(Duration limit) {
            // It is looked at, and rings nobody.
        }

        @Override
        public void quiet() {
            // It is looked at, and rings nobody.
        }

        @Override
        public Optional<Reason> rung() {
            return time.micros() - began > PATIENCE_MICROS
                    ? Optional.of(Reason.STATEMENT_TIMEOUT)
                    : Optional.empty();
        }

        @Override
        public Optional<Farewell> farewell() {
            return Optional.empty();
        }
    }

    /// The rows of the last statement; all of it can be taken back.
    private static final class Answers implements Output {

        private List<String> names = List.of();
        private List<List<Value>> rows = new ArrayList<>();

        @Override
        public long mark() {
            return 0;
        }

        @Override
        public boolean rewind(long mark) {
            names = List.of();
            rows = new ArrayList<>();
            return true;
        }

        @Override
        public void rows(List<Column> columns, Formats formats, FormatSettings settings) {
            names = columns.stream().map(Column::name).toList();
            rows = new ArrayList<>();
        }

        @Override
        public void row(Value[] values) {
            rows.add(List.of(values));
        }

        @Override
        public void complete(String tag) {
            // The next one's rows take their place.
        }

        @Override
        public void describe(List<Column> columns, Formats formats) {
            // Said again by rows.
        }

        @Override
        public void parsed() {
            // Not asked for.
        }

        @Override
        public void bound() {
            // Not asked for.
        }

        @Override
        public void closed() {
            // Not asked for.
        }

        @Override
        public void parameters(List<SqlType> types) {
            // Not asked for.
        }

        @Override
        public void noRows() {
            // Not asked for.
        }

        @Override
        public void nothing() {
            // Not asked for.
        }

        @Override
        public void suspended() {
            // Not asked for.
        }

        @Override
        public void notice(Severity severity, SqlError notice) {
            // Nobody reads it.
        }

        @Override
        public CopySource copyIn(boolean binary, int columns) {
            return () -> null;
        }

        @Override
        public void copyOut(boolean binary, int columns) {
            // Not asked for.
        }

        @Override
        public void copyPiece(byte[] bytes, int length) {
            // Not asked for.
        }

        @Override
        public void copyDone() {
            // Not asked for.
        }
    }
}

package dev.isochron.sql.engine;

import dev.isochron.protocol.value.Value;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.format.TextFormat;
import dev.isochron.sql.session.Engine;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.syntax.Fingerprint;
import dev.isochron.sql.syntax.Parser;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// One plan for texts that differ in the values written into them.
///
/// The first text of a kind has a plan of its own, which knows its values. From the second on they
/// are parameters of one plan, if the statement means the same with parameters: where it does not,
/// the binder refuses it, as do the values where they are none of their types.
final class Sharing {

    private final KeptPlans plans;
    private final BiFunction<Statement, List<SqlType>, Program> compiler;
    private final SessionView view;

    /// @param compiler understands a statement whose parameters have these types
    Sharing(
            KeptPlans plans,
            BiFunction<Statement, List<SqlType>, Program> compiler,
            SessionView view) {
        this.plans = plans;
        this.compiler = compiler;
        this.view = view;
    }

    /// The plan of a text's kind, and its values.
    Optional<Engine.Shared> find(String text) {
        Fingerprint print =
                Fingerprint.of(text).filter(found -> !found.literals().isEmpty()).orElse(null);
        if (print == null) {
            return Optional.empty();
        }
        List<SqlType> declared = print.literals().stream().map(Sharing::type).toList();
        return switch (plans.look(print.key(), declared, view).orElse(null)) {
            case null -> {
                plans.note(print.key(), declared, new KeptPlans.Kept.Once(), view);
                yield Optional.empty();
            }
            case KeptPlans.Kept.Once _ -> understand(print, declared, text);
            case KeptPlans.Kept.Alone _ -> Optional.empty();
            case KeptPlans.Kept.Understood(Program program) -> shared(print, program, text);
        };
    }

    private static SqlType type(Fingerprint.Literal literal) {
        return switch (literal.kind()) {
            case INT4 -> SqlType.INT4;
            case INT8 -> SqlType.INT8;
            case NUMERIC -> SqlType.NUMERIC;
            case STRING -> SqlType.UNKNOWN;
        };
    }

    private Optional<Engine.Shared> understand(
            Fingerprint print, List<SqlType> declared, String text) {
        try {
            Statement statement = Parser.statement(print.key()).orElseThrow();
            Program program = compiler.apply(statement, declared);
            plans.keep(print.key(), declared, program, view);
            return shared(print, program, text);
        } catch (SqlException _) {
            // With its values it may be right; if not, that error has the place in the text.
            plans.note(print.key(), declared, new KeptPlans.Kept.Alone(), view);
            return Optional.empty();
        }
    }

    private Optional<Engine.Shared> shared(Fingerprint print, Program program, String text) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < print.literals().size(); i++) {
            Value value = value(print.literals().get(i).text(), program.parameters().get(i));
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(
                new Engine.Shared(program, values, place -> print.positionIn(text, place)));
    }

    /// A literal as a value; null if it is none of that type, which its own plan will say.
    private @Nullable Value value(String text, SqlType type) {
        try {
            return TextFormat.read(text, type, view.format(), view.transactionMicros());
        } catch (SqlException _) {
            return null;
        }
    }
}

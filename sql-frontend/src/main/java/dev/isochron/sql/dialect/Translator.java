package dev.isochron.sql.dialect;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.conf.ParseNameCase;
import org.jooq.conf.ParseUnsupportedSyntax;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.ParserException;
import org.jooq.impl.QOM;

/// Translates statements of one foreign dialect.
public final class Translator {
    /// Reading takes jOOQ far more time and memory than it takes us.
    static final int MAX_LENGTH = 1 << 20;

    /// What PostgreSQL takes for several statements only within a body.
    private static final Pattern BODY = Pattern.compile("(?s)do \\$\\$ begin (.*);\\s*end \\$\\$");

    /// jOOQ knows no catalog, so it cannot know what the key is.
    private static final String UNKNOWN_KEY = "[unknown primary key]";

    private static final Pattern TARGET =
            Pattern.compile("^insert into (?:\"(?:[^\"]|\"\")*\"\\.)?\"((?:[^\"]|\"\")*)\"");

    /// At the end of jOOQ's messages: where, and the text once more.
    private static final Pattern PLACE = Pattern.compile("(?s): \\[\\d+:\\d+\\].*");

    private static final Pattern INVITATION =
            Pattern.compile("\\.? If you're interested in this feature.*");

    private final ForeignDialect dialect;
    private final DSLContext jooq;

    private Translator(ForeignDialect dialect, DSLContext jooq) {
        this.dialect = dialect;
        this.jooq = jooq;
    }

    /// A translator from this dialect.
    public static Translator of(ForeignDialect dialect) {
        Settings settings =
                new Settings()
                        .withParseDialect(dialect.parsed())
                        .withParseUnsupportedSyntax(ParseUnsupportedSyntax.FAIL)
                        .withRenderQuotedNames(RenderQuotedNames.ALWAYS)
                        .withRenderNameCase(
                                dialect.ignoresCase()
                                        ? RenderNameCase.LOWER
                                        : RenderNameCase.LOWER_IF_UNQUOTED)
                        .withParseNameCase(ParseNameCase.AS_IS)
                        .withParamType(ParamType.NAMED)
                        .withRenderNamedParamPrefix("$");
        return new Translator(dialect, DSL.using(SQLDialect.POSTGRES, settings));
    }

    /// A statement in PostgreSQL's words; several with semicolons if it takes several, empty if it
    /// says nothing.
    ///
    /// @throws SqlException if it cannot be read, with the position where
    public String translate(Cutting.Piece piece) {
        if (piece.text().length() > MAX_LENGTH) {
            throw SqlException.of(
                    SqlCode.PROGRAM_LIMIT_EXCEEDED,
                    "a statement to translate is longer than " + MAX_LENGTH + " characters");
        }
        PlainStrings strings = dialect.isOfMysql() ? PlainStrings.of(piece.text()) : null;
        try {
            List<String> said = new ArrayList<>();
            String plain = strings == null ? piece.text() : strings.text();
            for (Query query : jooq.parser().parse(plain).queries()) {
                said.add(said(query));
            }
            return String.join(";\n", said);
        } catch (ParserException e) {
            int at = Math.max(0, e.position());
            throw refused(e, piece.start() + (strings == null ? at : strings.origin(at)) + 1);
        } catch (DataAccessException | UnsupportedOperationException e) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "no translation from " + dialect + ": " + e.getMessage());
        } catch (StackOverflowError e) {
            throw SqlException.of(
                    SqlCode.STATEMENT_TOO_COMPLEX, "the statement is nested too deep to translate");
        }
    }

    private String said(Query query) {
        Query plain = query instanceof QOM.CreateTable create ? create.$storage(null) : query;
        String sql = plain.getSQL(ParamType.NAMED);
        Matcher body = BODY.matcher(sql);
        if (body.matches()) {
            return body.group(1);
        }
        return sql.contains(UNKNOWN_KEY) ? onItsKey(sql) : sql;
    }

    /// A primary key's constraint is named for its table, unless somebody chose.
    private static String onItsKey(String sql) {
        Matcher target = TARGET.matcher(sql);
        if (!target.find()) {
            throw SqlException.of(
                    SqlCode.FEATURE_NOT_SUPPORTED,
                    "an upsert is translated for tables that are named plainly");
        }
        return sql.replace(UNKNOWN_KEY, "on constraint \"" + target.group(1) + "_pkey\"");
    }

    private SqlException refused(ParserException e, int position) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String why = INVITATION.matcher(PLACE.matcher(message).replaceAll("")).replaceAll("");
        boolean unsupported = why.contains("not yet implemented") || why.contains("not supported");
        return SqlError.of(
                        unsupported ? SqlCode.FEATURE_NOT_SUPPORTED : SqlCode.SYNTAX_ERROR,
                        "jOOQ's parser could not read this as " + dialect + ": " + why)
                .withPosition(position)
                .withHint("SET sql_dialect = postgres turns the translation off.")
                .exception();
    }
}

package dev.isochron.sql.session;

import dev.isochron.sql.dialect.Cutting;
import dev.isochron.sql.dialect.ForeignDialect;
import dev.isochron.sql.dialect.Translator;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.SettingValues;
import dev.isochron.sql.syntax.Parsed;
import dev.isochron.sql.syntax.Parser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts what the client says in another dialect into PostgreSQL's words, if it asked for that.
final class Foreign {
    /// So much of a translation is shown with an error in it.
    private static final int MOST_SHOWN = 500;

    private final SettingValues settings;
    private long seen = -1;
    private String wanted = ForeignDialect.OWN;
    private String dialect = ForeignDialect.OWN;
    private @Nullable Translator translator;
    private @Nullable String translation;

    Foreign(SettingValues settings) {
        this.settings = settings;
    }

    /// The text as our parser is to read it.
    String own(String text) {
        translation = null;
        if (seen != settings.version()) {
            seen = settings.version();
            wanted = settings.value(KnownSettings.SQL_DIALECT);
        }
        if (wanted.equals(ForeignDialect.OWN)) {
            return text;
        }
        ForeignDialect from = ForeignDialect.named(wanted).orElseThrow();
        Translator ready = translator;
        if (ready == null || !wanted.equals(dialect)) {
            ready = Translator.of(from);
            translator = ready;
            dialect = wanted;
        }
        List<String> said = new ArrayList<>();
        for (Cutting.Piece piece : Cutting.of(text, from)) {
            said.add(isSessions(piece.text()) ? piece.text() : ready.translate(piece));
        }
        String all = String.join(";\n", said);
        translation = all;
        return all;
    }

    /// SET, BEGIN and the like are the session's own in any dialect.
    private static boolean isSessions(String text) {
        try {
            List<Parsed> all = Parser.script(text);
            return all.stream().allMatch(each -> Statements.isOwn(each.statement()));
        } catch (SqlException e) {
            return false;
        }
    }

    /// An error in a translation, about the text that the client does not have.
    SqlException told(SqlException error) {
        String shown = translation;
        SqlError told = error.error();
        if (shown == null || told.position() == 0) {
            return error;
        }
        String cut = shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) + "…" : shown;
        SqlError elsewhere = told.withPosition(0);
        return (told.detail() == null
                        ? elsewhere.withDetail("Translated from " + dialect + ": " + cut)
                        : elsewhere)
                .exception();
    }
}

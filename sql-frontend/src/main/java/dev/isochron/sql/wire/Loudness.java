package dev.isochron.sql.wire;

import dev.isochron.sql.session.Output.Severity;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.SettingValues;

/// Which notices a client wants to hear: `client_min_messages`.
final class Loudness {

    private Loudness() {}

    static boolean isHeard(Severity severity, SettingValues settings) {
        int least =
                switch (settings.value(KnownSettings.CLIENT_MIN_MESSAGES)) {
                    case "notice" -> 2;
                    case "warning" -> 3;
                    case "error" -> 4;
                    case "log" -> 1;
                    default -> 0;
                };
        return severity == Severity.INFO || rank(severity) >= least;
    }

    private static int rank(Severity severity) {
        return switch (severity) {
            case DEBUG -> 0;
            case LOG -> 1;
            case NOTICE, INFO -> 2;
            case WARNING -> 3;
        };
    }
}

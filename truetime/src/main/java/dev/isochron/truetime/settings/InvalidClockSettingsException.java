package dev.isochron.truetime.settings;

import java.util.List;

/// The clock cannot work as configured. The message lists all that is wrong, each with what to do.
public final class InvalidClockSettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidClockSettingsException(List<String> wrong) {
        super("The clock's settings are wrong: " + String.join("; ", wrong) + ".");
    }
}

package dev.isochron.house;

import java.util.List;
import java.util.stream.Collectors;

/// One place that breaks one rule of the house.
///
/// @param file the path from the root of the tree, with slashes
/// @param line counted from 1
/// @param rule the short name that an allowance quotes
/// @param message what is wrong and what to do instead
record Finding(String file, int line, String rule, String message) {

    /// In the form that terminals and editors make clickable.
    @Override
    public String toString() {
        return file + ":" + line + ": [" + rule + "] " + message;
    }

    /// All of them, one a line, for the message of a failing test.
    static String report(List<Finding> findings) {
        return findings.stream()
                .map(Finding::toString)
                .collect(Collectors.joining("\n", findings.size() + " finding(s):\n", "\n"));
    }
}

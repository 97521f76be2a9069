package dev.isochron.node.cli;

import dev.isochron.truetime.ClockStatus;
import dev.isochron.truetime.ClockStatus.Measure;
import dev.isochron.truetime.Durations;
import dev.isochron.truetime.Interval;
import dev.isochron.truetime.Reading;
import dev.isochron.truetime.peers.Fitness;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a clock says about itself, for people and for programs.
///
/// @param status what it says
/// @param fitness whether a node with this clock may lead, as far as the clock goes
record ClockReport(ClockStatus status, Fitness fitness) {

    boolean usable() {
        return status.reading() instanceof Reading.Usable;
    }

    /// A paragraph of aligned lines.
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "source", status.source() + ": " + status.basis());
        switch (status.reading()) {
            case Reading.Usable(Interval now) -> {
                line(text, "state", "usable");
                line(text, "earliest", now.earliest().toString());
                line(text, "latest", now.latest().toString());
                line(text, "epsilon", Durations.text(now.epsilonNanos()));
            }
            case Reading.Unusable(String reason, String remedy) -> {
                line(text, "state", "UNUSABLE");
                line(text, "reason", reason);
                line(text, "what to do", remedy);
            }
        }
        line(text, "may lead", mayLead());
        line(text, "domain", status.domain().toString());
        for (Measure measure : status.measures()) {
            line(text, measure.name().replace('_', ' '), value(measure));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-20s  %s%n", name, value));
    }

    private String mayLead() {
        return switch (fitness) {
            case Fitness.Fit() -> "yes, as far as the clock goes";
            case Fitness.Unfit(String reason, String remedy) ->
                    usable() ? "no: " + reason + " " + remedy : "no";
        };
    }

    private static String value(Measure measure) {
        return switch (measure.unit()) {
            case "ns" -> Durations.text(measure.value());
            case "count" -> Long.toString(measure.value());
            default -> measure.value() + " " + measure.unit();
        };
    }

    /// One line, for a terminal that is watched.
    String shortLine() {
        return switch (status.reading()) {
            case Reading.Usable(Interval now) ->
                    "%s  ε %s  %s"
                            .formatted(
                                    now.latest(),
                                    Durations.text(now.epsilonNanos()),
                                    status.measures().stream()
                                            .map(m -> m.name() + " " + value(m))
                                            .collect(Collectors.joining(", ")));
            case Reading.Unusable(String reason, String remedy) ->
                    "UNUSABLE  " + reason + " " + remedy;
        };
    }

    /// One line of JSON; fields are only ever added.
    String json() {
        StringBuilder json = new StringBuilder("{");
        json.append("\"source\":").append(quoted(status.source()));
        json.append(",\"basis\":").append(quoted(status.basis()));
        json.append(",\"domain\":").append(quoted(status.domain().toString()));
        json.append(",\"usable\":").append(usable());
        json.append(",\"mayLead\":").append(fitness instanceof Fitness.Fit);
        switch (status.reading()) {
            case Reading.Usable(Interval(long earliest, long latest)) ->
                    json.append(
                                    ",\"earliestNanos\":%d,\"latestNanos\":%d"
                                            .formatted(earliest, latest))
                            .append(",\"epsilonNanos\":")
                            .append(Interval.of(earliest, latest).epsilonNanos());
            case Reading.Unusable(String reason, String remedy) ->
                    json.append(",\"reason\":")
                            .append(quoted(reason))
                            .append(",\"remedy\":")
                            .append(quoted(remedy));
        }
        return json.append(",\"measures\":[").append(measuresJson()).append("]}").toString();
    }

    private String measuresJson() {
        return status.measures().stream()
                .map(measure ->
                        "{\"name\":%s,\"value\":%d,\"unit\":%s}"
                                .formatted(
                                        quoted(measure.name()),
                                        measure.value(),
                                        quoted(measure.unit())))
                .collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}

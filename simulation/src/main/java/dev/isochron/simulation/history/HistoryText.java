package dev.isochron.simulation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Operations as lines of EDN:
///
/// ```
/// {:index 0, :time 17, :type :invoke, :process 3, :f :txn, :value [[:append 5 1] [:r 5 nil]]}
/// {:index 1, :time 90, :type :ok, :process 3, :f :txn, :value [[:append 5 1] [:r 5 [1]]], :ts 42}
/// ```
public final class HistoryText {

    private HistoryText() {}

    /// One operation, without a line break.
    public static String write(Operation operation) {
        StringBuilder line = new StringBuilder(128);
        line.append("{:index ").append(operation.index());
        line.append(", :time ").append(operation.timeNanos());
        line.append(", :type :").append(operation.type().name().toLowerCase(Locale.ROOT));
        line.append(", :process ").append(operation.process());
        line.append(", :f :txn, :value ");
        line.append(
                operation.steps().stream()
                        .map(HistoryText::write)
                        .collect(Collectors.joining(" ", "[", "]")));
        operation.commitNanos().ifPresent(ts -> line.append(", :ts ").append(ts));
        return line.append('}').toString();
    }

    private static String write(Step step) {
        return switch (step) {
            case Step.Append(long key, long value) -> "[:append " + key + " " + value + "]";
            case Step.Read(long key, Optional<List<Long>> seen) ->
                    "[:r " + key + " " + seen.map(HistoryText::write).orElse("nil") + "]";
        };
    }

    private static String write(List<Long> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"));
    }

    /// The operation in a line.
    ///
    /// @throws MalformedHistory if there is none, naming what is wrong with it
    public static Operation read(String line) {
        Map<String, Object> fields = new EdnMap(line).read();
        Object f = fields.getOrDefault(":f", ":txn");
        if (!f.equals(":txn")) {
            throw new MalformedHistory("only operations with :f :txn are judged, not " + f);
        }
        return new Operation(
                number(fields, ":index"),
                number(fields, ":time"),
                type(String.valueOf(fields.get(":type"))),
                number(fields, ":process"),
                steps(fields.getOrDefault(":value", EdnMap.NIL)),
                fields.get(":ts") instanceof Long ts ? OptionalLong.of(ts) : OptionalLong.empty());
    }

    private static Operation.Type type(String keyword) {
        for (Operation.Type type : Operation.Type.values()) {
            if (keyword.equals(":" + type.name().toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        throw new MalformedHistory(":type is one of :invoke, :ok, :fail, :info, not " + keyword);
    }

    private static long number(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw new MalformedHistory(name + " is missing, or is no number");
    }

    private static List<Step> steps(Object value) {
        if (!(value instanceof List<?> list)) {
            throw new MalformedHistory(":value is missing, or is no vector of steps");
        }
        List<Step> steps = new ArrayList<>();
        for (Object element : list) {
            steps.add(step(element));
        }
        return steps;
    }

    private static Step step(Object element) {
        if (element instanceof List<?> parts && parts.size() == 3) {
            Object what = parts.get(2);
            if (parts.get(0).equals(":append")
                    && parts.get(1) instanceof Long key
                    && what instanceof Long value) {
                return new Step.Append(key, value);
            }
            if (parts.get(0).equals(":r") && parts.get(1) instanceof Long key) {
                return new Step.Read(key, seen(what));
            }
        }
        throw new MalformedHistory(
                "a step is [:append key value] or [:r key list], not " + element);
    }

    private static Optional<List<Long>> seen(Object what) {
        if (what.equals(EdnMap.NIL)) {
            return Optional.empty();
        }
        List<Long> values = new ArrayList<>();
        if (what instanceof List<?> list) {
            for (Object value : list) {
                if (!(value instanceof Long number)) {
                    throw new MalformedHistory("a list holds numbers, not " + value);
                }
                values.add(number);
            }
            return Optional.of(values);
        }
        throw new MalformedHistory("a read saw a list or nil, not " + what);
    }
}

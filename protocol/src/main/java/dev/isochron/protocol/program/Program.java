package dev.isochron.protocol.program;

import dev.isochron.protocol.layout.KeyShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is done with each row of a scan.
///
/// @param shape of the keys that count; rows with others, of tables in between, are passed over
/// @param inputs what tests and groups look at
/// @param condition which rows count; all if there is none
public record Program(
        KeyShape shape, List<Input> inputs, Optional<Condition> condition, Output output) {

    /// The only version there is.
    public static final int VERSION = 1;

    /// As many as a table has columns.
    public static final int MAX_INPUTS = 1600;

    /// Tests and terms together: longer lists are better read from a table.
    public static final int MAX_NODES = 4096;

    /// Tests within tests: what people write has five or so.
    public static final int MAX_DEPTH = 32;

    /// Keys of groups, and aggregates.
    public static final int MAX_OUTPUTS = 64;

    /// Keys, least and greatest values together: each may be as long as a row, of every group.
    public static final int MAX_KEPT = 8;

    /// Groups in one answer: a scan that meets more stops before the row that begins the next.
    public static final int MAX_GROUPS = 4096;

    public Program {
        inputs = List.copyOf(inputs);
        require(inputs.size() <= MAX_INPUTS, "a program with more than " + MAX_INPUTS + " inputs");
        for (Input input : inputs) {
            require(input.inKey() < shape.columns().size(), "an input behind the key's end");
        }
        int nodes = condition.isEmpty() ? 0 : count(condition.get(), inputs.size());
        require(nodes <= MAX_NODES, "a program of more than " + MAX_NODES + " nodes");
        if (output instanceof Output.Groups(List<Integer> keys, var aggregates)) {
            require(
                    keys.size() <= MAX_OUTPUTS && aggregates.size() <= MAX_OUTPUTS,
                    "a program with more than " + MAX_OUTPUTS + " keys or aggregates");
            require(
                    kept(keys, aggregates) <= MAX_KEPT,
                    "a program that keeps more than " + MAX_KEPT + " values of a group");
            for (int key : keys) {
                require(key >= 0 && key < inputs.size(), "a group by an input that is none");
            }
            for (Output.Aggregate aggregate : aggregates) {
                require(aggregate.input() < inputs.size(), "an aggregate of an input that is none");
            }
        }
    }

    private static int kept(List<Integer> keys, List<Output.Aggregate> aggregates) {
        int kept = keys.size();
        for (Output.Aggregate aggregate : aggregates) {
            boolean isOne =
                    switch (aggregate.kind()) {
                        case LEAST, GREATEST -> true;
                        case COUNT, INTEGER_SUM, NUMERIC_SUM -> false;
                    };
            kept += isOne ? 1 : 0;
        }
        return kept;
    }

    /// Whether it answers with groups and not with rows.
    public boolean gathers() {
        return output instanceof Output.Groups;
    }

    /// How many tests and terms there are, breadth first, so that depth costs no stack.
    private static int count(Condition test, int inputs) {
        int nodes = 0;
        List<Object> level = List.of(test);
        for (int depth = 0; !level.isEmpty(); depth++) {
            require(depth < MAX_DEPTH, "a program deeper than " + MAX_DEPTH);
            nodes += level.size();
            require(nodes <= MAX_NODES, "a program of more than " + MAX_NODES + " nodes");
            List<Object> below = new ArrayList<>();
            for (Object node : level) {
                require(
                        !(node instanceof Term.Column(int input)) || input < inputs,
                        "a test of an input that is none");
                below.addAll(below(node));
            }
            level = below;
        }
        return nodes;
    }

    private static List<?> below(Object node) {
        return switch (node) {
            case Condition.Compare(_, Term left, Term right) -> List.of(left, right);
            case Condition.Missing(Term term) -> List.of(term);
            case Condition.Holds(Term term) -> List.of(term);
            case Condition.Among(Term term, List<Term.Constant> items) -> {
                List<Term> all = new ArrayList<>(items);
                all.add(term);
                yield all;
            }
            case Condition.All(List<Condition> parts) -> parts;
            case Condition.Any(List<Condition> parts) -> parts;
            case Condition.Not(Condition one) -> List.of(one);
            case Term.Arithmetic(_, _, Term left, Term right) -> List.of(left, right);
            default -> List.of();
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

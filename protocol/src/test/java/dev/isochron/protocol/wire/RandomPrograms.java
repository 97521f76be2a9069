package dev.isochron.protocol.wire;

import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.program.Condition;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.program.Output;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Term;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.ColumnType.Scalar;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Programs of every kind of part.
final class RandomPrograms {

    private static final int INPUTS = 3;

    private final SplittableRandom random;

    RandomPrograms(SplittableRandom random) {
        this.random = random;
    }

    Program program(boolean gathers) {
        KeyShape shape =
                new KeyShape(
                        List.of(new KeyShape.Level(random.nextInt(9000), 1)),
                        List.of(new KeyShape.Element(Scalar.INT64, any(SortOrder.values()))));
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            Value missing = random.nextBoolean() ? Value.Null.NULL : Value.of(i);
            inputs.add(
                    new Input(new ColumnId(1 + i), Scalar.INT64, random.nextInt(2) - 1, missing));
        }
        Optional<Condition> condition =
                random.nextBoolean() ? Optional.of(condition(4)) : Optional.empty();
        Output output =
                gathers
                        ? new Output.Groups(
                                List.of(random.nextInt(INPUTS)),
                                List.of(
                                        new Output.Aggregate(Output.Kind.COUNT, -1),
                                        new Output.Aggregate(
                                                any(Output.Kind.values()), random.nextInt(INPUTS))))
                        : new Output.Rows(List.of(new ColumnId(1), new ColumnId(700)));
        return new Program(shape, inputs, condition, output);
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> new Condition.Compare(any(Condition.Relation.values()), term(2), term(2));
            case 1 -> new Condition.Missing(term(1));
            case 2 -> new Condition.Holds(new Term.Column(random.nextInt(INPUTS)));
            case 3 -> new Condition.Among(term(1), List.of(constant(), constant()));
            case 4 -> new Condition.All(List.of(condition(depth - 1), condition(depth - 1)));
            case 5 -> new Condition.Any(List.of(condition(depth - 1), condition(depth - 1)));
            default -> new Condition.Not(condition(depth - 1));
        };
    }

    private Term term(int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 3)) {
            case 0 -> new Term.Column(random.nextInt(INPUTS));
            case 1 -> constant();
            default ->
                    new Term.Arithmetic(
                            any(Term.Operator.values()), 32, term(depth - 1), term(depth - 1));
        };
    }

    private Term.Constant constant() {
        return switch (random.nextInt(3)) {
            case 0 -> new Term.Constant(Scalar.INT64, Value.of(random.nextLong()));
            case 1 -> new Term.Constant(Scalar.BOOL, Value.Null.NULL);
            default -> new Term.Constant(ColumnType.Text.UNLIMITED, Value.of("a text"));
        };
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }
}

package dev.isochron.protocol.wire;

import static dev.isochron.protocol.wire.Fields.count;
import static dev.isochron.protocol.wire.Fields.list;
import static dev.isochron.protocol.wire.Fields.require;

import com.google.protobuf.ByteString;
import dev.isochron.protocol.layout.KeyShape;
import dev.isochron.protocol.program.Condition;
import dev.isochron.protocol.program.Input;
import dev.isochron.protocol.program.Output;
import dev.isochron.protocol.program.Program;
import dev.isochron.protocol.program.Term;
import dev.isochron.protocol.row.MalformedRow;
import dev.isochron.protocol.row.StoredValue;
import dev.isochron.protocol.schema.ColumnId;
import dev.isochron.protocol.schema.ColumnType;
import dev.isochron.protocol.schema.InvalidDeclaration;
import dev.isochron.protocol.schema.SortOrder;
import dev.isochron.protocol.schema.TypeNames;
import dev.isochron.protocol.store.Wire;
import dev.isochron.protocol.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is done with the rows of a scan, out and in.
final class Programs {

    // The places in these lists are what is sent: new ones come at the end.

    private static final List<SortOrder> ORDERS =
            List.of(
                    SortOrder.ASC_NULLS_LAST,
                    SortOrder.ASC_NULLS_FIRST,
                    SortOrder.DESC_NULLS_FIRST,
                    SortOrder.DESC_NULLS_LAST);

    private static final List<Condition.Relation> RELATIONS =
            List.of(
                    Condition.Relation.EQUAL,
                    Condition.Relation.NOT_EQUAL,
                    Condition.Relation.LESS,
                    Condition.Relation.LESS_OR_EQUAL,
                    Condition.Relation.GREATER,
                    Condition.Relation.GREATER_OR_EQUAL);

    private static final List<Term.Operator> OPERATORS =
            List.of(
                    Term.Operator.ADD,
                    Term.Operator.SUBTRACT,
                    Term.Operator.MULTIPLY,
                    Term.Operator.DIVIDE,
                    Term.Operator.REMAINDER);

    private static final List<Output.Kind> KINDS =
            List.of(
                    Output.Kind.COUNT,
                    Output.Kind.INTEGER_SUM,
                    Output.Kind.NUMERIC_SUM,
                    Output.Kind.LEAST,
                    Output.Kind.GREATEST);

    private Programs() {}

    static Wire.Program of(Program program) {
        Wire.Program.Builder to = Wire.Program.newBuilder().setVersion(Program.VERSION);
        for (KeyShape.Level level : program.shape().levels()) {
            to.addLevels(
                    Wire.KeyLevel.newBuilder().setNumber(level.number()).setUpTo(level.upTo()));
        }
        for (KeyShape.Element element : program.shape().columns()) {
            to.addElements(
                    Wire.KeyElement.newBuilder()
                            .setType(element.type().toString())
                            .setOrder(ORDERS.indexOf(element.order())));
        }
        for (Input input : program.inputs()) {
            to.addInputs(
                    Wire.Input.newBuilder()
                            .setColumn(input.column().value())
                            .setInKey(input.inKey() + 1)
                            .setWhenMissing(constant(input.type(), input.whenMissing())));
        }
        program.condition().ifPresent(condition -> to.setCondition(of(condition)));
        switch (program.output()) {
            case Output.Rows(List<ColumnId> kept) ->
                    to.setRows(
                            Wire.KeptColumns.newBuilder()
                                    .addAllKept(kept.stream().map(ColumnId::value).toList()));
            case Output.Groups(List<Integer> keys, var aggregates) -> {
                Wire.Groups.Builder groups = Wire.Groups.newBuilder().addAllKeys(keys);
                for (Output.Aggregate aggregate : aggregates) {
                    groups.addAggregates(
                            Wire.Aggregate.newBuilder()
                                    .setKind(KINDS.indexOf(aggregate.kind()))
                                    .setInput(aggregate.input() + 1));
                }
                to.setGroups(groups);
            }
        }
        return to.build();
    }

    private static Wire.Constant constant(ColumnType type, Value value) {
        Wire.Constant.Builder to = Wire.Constant.newBuilder().setType(type.toString());
        if (!value.isNull()) {
            to.setValue(Fields.of(StoredValue.write(value)));
        }
        return to.build();
    }

    private static Wire.Condition of(Condition condition) {
        Wire.Condition.Builder to = Wire.Condition.newBuilder();
        switch (condition) {
            case Condition.Compare(var relation, Term left, Term right) ->
                    to.setKind(Wire.Condition.Kind.COMPARE)
                            .setRelation(RELATIONS.indexOf(relation))
                            .addTerms(of(left))
                            .addTerms(of(right));
            case Condition.Missing(Term term) ->
                    to.setKind(Wire.Condition.Kind.MISSING).addTerms(of(term));
            case Condition.Holds(Term term) ->
                    to.setKind(Wire.Condition.Kind.HOLDS).addTerms(of(term));
            case Condition.Among(Term term, List<Term.Constant> items) -> {
                to.setKind(Wire.Condition.Kind.AMONG).addTerms(of(term));
                items.forEach(item -> to.addTerms(of(item)));
            }
            case Condition.All(List<Condition> parts) -> {
                to.setKind(Wire.Condition.Kind.ALL);
                parts.forEach(part -> to.addParts(of(part)));
            }
            case Condition.Any(List<Condition> parts) -> {
                to.setKind(Wire.Condition.Kind.ANY);
                parts.forEach(part -> to.addParts(of(part)));
            }
            case Condition.Not(Condition part) ->
                    to.setKind(Wire.Condition.Kind.NOT).addParts(of(part));
        }
        return to.build();
    }

    private static Wire.Term of(Term term) {
        return switch (term) {
            case Term.Column(int input) -> Wire.Term.newBuilder().setColumn(input).build();
            case Term.Constant(ColumnType type, Value value) ->
                    Wire.Term.newBuilder().setConstant(constant(type, value)).build();
            case Term.Arithmetic(var operator, int bits, Term left, Term right) ->
                    Wire.Term.newBuilder()
                            .setArithmetic(
                                    Wire.Arithmetic.newBuilder()
                                            .setOperator(OPERATORS.indexOf(operator))
                                            .setBits(bits)
                                            .setLeft(of(left))
                                            .setRight(of(right)))
                            .build();
        };
    }

    static Program program(Wire.Program from) throws MalformedMessage {
        try {
            return read(from);
        } catch (InvalidDeclaration | MalformedRow refused) {
            throw new MalformedMessage(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static Program read(Wire.Program from) throws MalformedMessage {
        require(
                from.getVersion() == Program.VERSION,
                "a program of the unknown version " + from.getVersion());
        KeyShape shape =
                new KeyShape(
                        list(
                                from.getLevelsList(),
                                KeyShape.MAX_LEVELS,
                                "levels of a key",
                                level ->
                                        new KeyShape.Level(
                                                count(level.getNumber(), "a table"),
                                                count(level.getUpTo(), "a place"))),
                        list(
                                from.getElementsList(),
                                KeyShape.MAX_LEVELS,
                                "elements of a key",
                                element ->
                                        new KeyShape.Element(
                                                TypeNames.parse(element.getType()),
                                                at(ORDERS, element.getOrder()))));
        List<Input> inputs =
                list(from.getInputsList(), Program.MAX_INPUTS, "inputs", Programs::input);
        Optional<Condition> condition =
                from.hasCondition()
                        ? Optional.of(condition(from.getCondition(), 0))
                        : Optional.empty();
        return new Program(shape, inputs, condition, output(from));
    }

    private static Input input(Wire.Input from) throws MalformedMessage {
        Term.Constant missing = constant(from.getWhenMissing());
        return new Input(
                new ColumnId(from.getColumn()),
                missing.type(),
                count(from.getInKey(), "a place") - 1,
                missing.value());
    }

    private static Output output(Wire.Program from) throws MalformedMessage {
        return switch (from.getOutputCase()) {
            case ROWS ->
                    new Output.Rows(
                            list(
                                    from.getRows().getKeptList(),
                                    Program.MAX_INPUTS,
                                    "columns",
                                    ColumnId::new));
            case GROUPS ->
                    new Output.Groups(
                            list(
                                    from.getGroups().getKeysList(),
                                    Program.MAX_OUTPUTS,
                                    "keys",
                                    key -> key),
                            list(
                                    from.getGroups().getAggregatesList(),
                                    Program.MAX_OUTPUTS,
                                    "aggregates",
                                    one ->
                                            new Output.Aggregate(
                                                    at(KINDS, one.getKind()),
                                                    count(one.getInput(), "an input") - 1)));
            case OUTPUT_NOT_SET -> throw new MalformedMessage("a program that gives nothing known");
        };
    }

    private static Term.Constant constant(Wire.Constant from) throws MalformedMessage {
        ColumnType type = TypeNames.parse(from.getType());
        Optional<ByteString> bytes =
                from.hasValue() ? Optional.of(from.getValue()) : Optional.empty();
        return new Term.Constant(
                type,
                bytes.isPresent()
                        ? StoredValue.read(type, Fields.row(bytes.get()))
                        : Value.Null.NULL);
    }

    private static Condition condition(Wire.Condition from, int depth) throws MalformedMessage {
        require(depth < Program.MAX_DEPTH, "a program deeper than " + Program.MAX_DEPTH);
        List<Term> terms = new ArrayList<>();
        require(from.getTermsCount() <= Program.MAX_NODES, "a condition of too many terms");
        for (Wire.Term term : from.getTermsList()) {
            terms.add(term(term, depth + 1));
        }
        List<Condition> parts = new ArrayList<>();
        require(from.getPartsCount() <= Program.MAX_NODES, "a condition of too many parts");
        for (Wire.Condition part : from.getPartsList()) {
            parts.add(condition(part, depth + 1));
        }
        return condition(from, terms, parts);
    }

    private static Condition condition(Wire.Condition from, List<Term> terms, List<Condition> parts)
            throws MalformedMessage {
        return switch (from.getKind()) {
            case COMPARE -> {
                require(terms.size() == 2, "two terms are compared, not " + terms.size());
                yield new Condition.Compare(
                        at(RELATIONS, from.getRelation()), terms.getFirst(), terms.getLast());
            }
            case MISSING -> new Condition.Missing(only(terms));
            case HOLDS -> new Condition.Holds(only(terms));
            case AMONG -> among(terms);
            case ALL -> new Condition.All(parts);
            case ANY -> new Condition.Any(parts);
            case NOT -> new Condition.Not(only(parts));
            case KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new MalformedMessage("a condition of no known kind");
        };
    }

    private static Condition among(List<Term> terms) throws MalformedMessage {
        require(terms.size() > 1, "nothing is among nothing");
        List<Term.Constant> items = new ArrayList<>();
        for (Term term : terms.subList(1, terms.size())) {
            if (!(term instanceof Term.Constant item)) {
                throw new MalformedMessage("a term among others that is no constant");
            }
            items.add(item);
        }
        return new Condition.Among(terms.getFirst(), items);
    }

    private static <T> T only(List<T> one) throws MalformedMessage {
        require(one.size() == 1, "one part is asked of, not " + one.size());
        return one.getFirst();
    }

    private static Term term(Wire.Term from, int depth) throws MalformedMessage {
        require(depth < Program.MAX_DEPTH, "a program deeper than " + Program.MAX_DEPTH);
        return switch (from.getWhatCase()) {
            case COLUMN -> new Term.Column(count(from.getColumn(), "an input"));
            case CONSTANT -> constant(from.getConstant());
            case ARITHMETIC ->
                    new Term.Arithmetic(
                            at(OPERATORS, from.getArithmetic().getOperator()),
                            from.getArithmetic().getBits(),
                            term(from.getArithmetic().getLeft(), depth + 1),
                            term(from.getArithmetic().getRight(), depth + 1));
            case WHAT_NOT_SET -> throw new MalformedMessage("a term of nothing known");
        };
    }

    private static <T> T at(List<T> all, int place) throws MalformedMessage {
        require(place >= 0 && place < all.size(), "a number that stands for nothing");
        return all.get(place);
    }
}

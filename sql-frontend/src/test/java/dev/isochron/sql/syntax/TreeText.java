package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Expression;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Operator;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.QueryBody;
import dev.isochron.sql.tree.TypeName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tree as text: what is set, in the order of the records, with positions or without.
final class TreeText {

    private static final int WIDTH = 100;

    /// Words that say what is so if nothing is written.
    private static final List<String> USUAL =
            List.of("DEFAULT", "PLAIN", "NONE", "PERMANENT", "SIMPLE", "NOT_DEFERRABLE", "WAIT");

    private final boolean positions;

    private TreeText(boolean positions) {
        this.positions = positions;
    }

    /// The tree over as many lines as it needs.
    static String of(Object node) {
        return String.join("\n", new TreeText(true).lines(node));
    }

    /// The tree without the places where its nodes stood.
    static String withoutPositions(Object node) {
        return String.join("\n", new TreeText(false).lines(node));
    }

    private List<String> lines(@Nullable Object value) {
        return switch (value) {
            case null -> List.of("-");
            case String text -> List.of(quoted(text));
            case List<?> list -> block("", "[", list.stream().map(this::lines).toList(), "]");
            case Name(var text, int at) -> List.of(text + at(at));
            case QualifiedName name -> List.of(name + at(name.position()));
            case Operator(var schema, var symbol, int at) ->
                    List.of((schema == null ? "" : schema + ".") + symbol + at(at));
            case Expression.NumberLiteral(var text, int at) -> List.of(text + at(at));
            case Expression.StringLiteral(var text, int at) -> List.of(quoted(text) + at(at));
            case Expression.ColumnReference(var names, _) ->
                    List.of("column " + String.join(".", names.stream().map(this::name).toList()));
            case TypeName(var name, var modifiers, var fields, int dimensions, boolean setOf)
                    when modifiers.isEmpty() && fields == null && dimensions == 0 && !setOf ->
                    List.of("type " + name + at(name.position()));
            case Record node -> node(node);
            default -> List.of(value.toString());
        };
    }

    private String name(Name name) {
        return name.text() + at(name.position());
    }

    private String at(int position) {
        return positions ? "@" + position : "";
    }

    private static String quoted(String text) {
        return '\'' + text.replace("\n", "\\n") + '\'';
    }

    private List<String> node(Record node) {
        String head = node.getClass().getSimpleName();
        List<List<String>> parts = new ArrayList<>();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            Object value = read(component, node);
            if (component.getName().equals("position") && value != null) {
                head += at((Integer) value);
            } else if (isSet(value)) {
                parts.add(labelled(component.getName(), lines(value)));
            }
        }
        return parts.isEmpty() ? List.of(head) : block(head, "(", parts, ")");
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null
                && !(value instanceof List<?> list && list.isEmpty())
                && !(value instanceof Enum<?> word && USUAL.contains(word.name()))
                && !value.equals(QueryBody.GroupBy.NONE)
                && !(value instanceof QueryBody.Distinct.All)
                && !Boolean.FALSE.equals(value);
    }

    private static List<String> labelled(String label, List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        all.set(0, label + ": " + all.getFirst());
        return all;
    }

    private static List<String> block(
            String head, String open, List<List<String>> parts, String close) {
        boolean flat = parts.stream().allMatch(part -> part.size() == 1);
        if (flat) {
            String line =
                    head + open + String.join(", ", parts.stream().map(List::getFirst).toList());
            if (line.length() < WIDTH) {
                return List.of(line + close);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(head + open);
        parts.forEach(part -> part.forEach(line -> lines.add("  " + line)));
        lines.set(lines.size() - 1, lines.getLast() + close);
        return lines;
    }

    private static @Nullable Object read(RecordComponent component, Record node) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(node);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}

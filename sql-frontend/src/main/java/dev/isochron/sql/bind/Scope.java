package dev.isochron.sql.bind;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.expression.Expression;
import dev.isochron.sql.tree.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The columns that can be named at a place in a query.
///
/// @param relations that were named in FROM
/// @param open what can be named without a relation, in the order of `*`
record Scope(Frame frame, List<Relation> relations, List<Relation.Field> open) {

    Scope {
        relations = List.copyOf(relations);
        open = List.copyOf(open);
    }

    /// No columns but those around the query.
    static Scope empty(Frame frame) {
        return new Scope(frame, List.of(), List.of());
    }

    /// One relation, all of whose columns can be named alone.
    static Scope of(Frame frame, Relation relation) {
        return new Scope(frame, List.of(relation), relation.fields());
    }

    /// These relations and others; the others' columns stand further right.
    Scope and(Scope other, int by) {
        List<Relation> all = new ArrayList<>(relations);
        List<Relation.Field> fields = new ArrayList<>(open);
        other.relations.forEach(relation -> all.add(relation.shifted(by)));
        other.open.forEach(field -> fields.add(field.shifted(by)));
        return new Scope(frame, all, fields);
    }

    /// The same where an outer join may leave its rows out.
    Scope orNull() {
        return new Scope(frame, relations.stream().map(Relation::orNull).toList(), open);
    }

    /// Whether there is such a column, here or around the query.
    boolean hasColumn(Name name, int position) {
        return find(List.of(name), position) != null;
    }

    /// The nearest relation of a name, here or around the query.
    @Nullable Relation nearest(Name name) {
        for (Scope each = this; each != null; each = each.frame.around()) {
            Relation found = each.relation(List.of(name));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// What a column's name stands for.
    ///
    /// @throws SqlException if it stands for nothing, or for more than one thing
    Expression column(List<Name> names, int position) {
        Expression found = find(names, position);
        if (found != null) {
            return found;
        }
        Suggestions suggestions = new Suggestions(this);
        throw names.size() > 1
                ? suggestions.noTable(names.get(names.size() - 2), position)
                : suggestions.noColumn(names, position);
    }

    private @Nullable Expression find(List<Name> names, int position) {
        Expression own = names.size() == 1 ? alone(names.getFirst()) : qualified(names, position);
        Scope around = frame.around();
        if (own != null || around == null) {
            return own;
        }
        Expression outer = around.find(names, position);
        return outer == null ? null : frame.outer(outer, names.getLast().text());
    }

    private @Nullable Expression alone(Name name) {
        Relation.Field found = null;
        for (Relation.Field field : open) {
            if (field.name().equals(name.text())) {
                if (found != null) {
                    throw SqlException.at(
                            name.position(),
                            SqlCode.AMBIGUOUS_COLUMN,
                            "column reference \"" + name.text() + "\" is ambiguous");
                }
                found = field;
            }
        }
        return found == null ? null : found.value();
    }

    private @Nullable Expression qualified(List<Name> names, int position) {
        Relation relation = relation(names.subList(0, names.size() - 1));
        if (relation == null) {
            return null;
        }
        String wanted = names.getLast().text();
        List<Relation.Field> found =
                relation.fields().stream().filter(field -> field.name().equals(wanted)).toList();
        if (found.isEmpty()) {
            throw new Suggestions(this).noColumn(names, position);
        }
        if (found.size() > 1) {
            throw SqlException.at(
                    position,
                    SqlCode.AMBIGUOUS_COLUMN,
                    "column reference \"" + wanted + "\" is ambiguous");
        }
        return found.getFirst().value();
    }

    /// The relation of this name, perhaps with a schema.
    @Nullable Relation relation(List<Name> names) {
        String wanted = names.getLast().text();
        for (Relation relation : relations) {
            boolean fits =
                    relation.name().equals(wanted)
                            && (names.size() == 1
                                    || names.get(names.size() - 2)
                                            .text()
                                            .equals(relation.schema()));
            if (fits) {
                return relation;
            }
        }
        return null;
    }
}

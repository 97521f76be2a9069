package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.ColumnConstraint;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Definition.Persistence;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.Option;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Query;
import dev.isochron.sql.tree.Statement;
import dev.isochron.sql.tree.TableElement;
import dev.isochron.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE TABLE.
final class Tables {

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Tables(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// CREATE TABLE from after TABLE on.
    Statement create(Persistence persistence, int at) {
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        QualifiedName name = names.relation();
        if (tokens.at("of") || tokens.at("partition")) {
            throw Tokens.unsupported(tokens.position(), "typed tables and partitions");
        }
        if (!tokens.at("(")) {
            return createAs(name, ifNotExists, persistence, List.of(), at);
        }
        if (isListOfNames()) {
            return createAs(name, ifNotExists, persistence, names.columns(), at);
        }
        tokens.expect("(");
        List<TableElement> elements = tokens.at(")") ? List.of() : tokens.list(this::element);
        tokens.expect(")");
        return finished(name, ifNotExists, persistence, elements, at);
    }

    /// Whether only names stand in the parentheses, as in CREATE TABLE t (a, b) AS ….
    private boolean isListOfNames() {
        return tokens.peek(1).isName() && (tokens.peek(2).is(",") || tokens.peek(2).is(")"));
    }

    private Statement finished(
            QualifiedName name,
            boolean ifNotExists,
            Persistence persistence,
            List<TableElement> elements,
            int at) {
        if (tokens.at("inherits") || tokens.at("partition")) {
            throw Tokens.unsupported(tokens.position(), "inheritance and partitions");
        }
        Definition.Interleave interleave = interleave();
        Properties properties = properties();
        if (interleave == null) {
            interleave = interleave();
        }
        return new Definition.CreateTable(
                name, ifNotExists, persistence, elements, interleave, properties.options(), at);
    }

    private Definition.@Nullable Interleave interleave() {
        int at = tokens.position();
        if (!tokens.accept("interleave")) {
            return null;
        }
        tokens.expectAll("in", "parent");
        return new Definition.Interleave(names.relation(), names.acceptColumns(), at);
    }

    private record Properties(List<Option> options) {}

    private Properties properties() {
        if (tokens.accept("using")) {
            names.column();
        }
        List<Option> options = List.of();
        if (tokens.accept("with")) {
            options = grammar.options.definitions();
        } else if (tokens.at("without", "oids")) {
            tokens.take();
            tokens.take();
        }
        if (tokens.at("on", "commit")) {
            throw Tokens.unsupportedOne(tokens.position(), "ON COMMIT");
        }
        if (tokens.accept("tablespace")) {
            names.column();
        }
        return new Properties(options);
    }

    private Statement createAs(
            QualifiedName name,
            boolean ifNotExists,
            Persistence persistence,
            List<Name> columns,
            int at) {
        properties();
        tokens.expect("as");
        if (tokens.at("execute")) {
            throw Tokens.unsupportedOne(tokens.position(), "CREATE TABLE AS EXECUTE");
        }
        Query query = grammar.queries.query();
        boolean withRows = true;
        if (tokens.at("with")) {
            tokens.take();
            withRows = !tokens.accept("no");
            tokens.expect("data");
        }
        return new Definition.CreateTableAs(
                name, ifNotExists, persistence, columns, query, withRows, at);
    }

    private TableElement element() {
        if (tokens.at("like")) {
            return like();
        }
        return grammar.constraints.atTableConstraint() ? grammar.constraints.ofTable() : column();
    }

    private TableElement like() {
        int at = tokens.take().position();
        QualifiedName table = names.relation();
        List<TableElement.LikeOption> options = new ArrayList<>();
        while (tokens.atAny("including", "excluding")) {
            boolean including = tokens.take().is("including");
            String what =
                    tokens.expectAny(
                            "all",
                            "comments",
                            "compression",
                            "constraints",
                            "defaults",
                            "generated",
                            "identity",
                            "indexes",
                            "statistics",
                            "storage");
            options.add(new TableElement.LikeOption(including, what));
        }
        return new TableElement.Like(table, List.copyOf(options), at);
    }

    /// A column with its type and what stands behind it.
    TableElement.Column column() {
        Name name = names.column();
        TypeName type = grammar.types.type();
        if (tokens.accept("storage") || tokens.accept("compression")) {
            names.label();
        }
        QualifiedName collation = null;
        List<ColumnConstraint> constraints = new ArrayList<>();
        while (true) {
            if (tokens.accept("collate")) {
                collation = names.qualified();
            }
            List<ColumnConstraint> more = grammar.constraints.ofColumn();
            constraints.addAll(more);
            if (!tokens.at("collate")) {
                break;
            }
        }
        return new TableElement.Column(name, type, collation, List.copyOf(constraints));
    }
}

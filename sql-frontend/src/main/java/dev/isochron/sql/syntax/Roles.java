package dev.isochron.sql.syntax;

import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Definition.RoleOption;
import dev.isochron.sql.tree.Name;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.QualifiedName;
import dev.isochron.sql.tree.Setting;
import dev.isochron.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Users and roles.
final class Roles {

    private static final List<String> SWITCHES =
            List.of("superuser", "createdb", "createrole", "login", "replication", "bypassrls");

    private final Grammar grammar;
    private final Tokens tokens;
    private final Names names;

    Roles(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.names = grammar.names;
    }

    /// CREATE USER, ROLE or GROUP from after the word on.
    Statement create(boolean login, int at) {
        boolean ifNotExists = tokens.accept("if", "not", "exists");
        Name name = names.role();
        tokens.accept("with");
        return new Definition.CreateRole(name, login, ifNotExists, options(), at);
    }

    /// ALTER USER or ROLE from after the word on.
    Statement alter(int at) {
        if (tokens.accept("all")) {
            return new Definition.AlterDefaults(ObjectKind.ROLE, null, setting(), at);
        }
        Name name = names.role();
        if (tokens.accept("rename", "to")) {
            return new Definition.Rename(
                    ObjectKind.ROLE, QualifiedName.of(name), false, names.role(), at);
        }
        if (tokens.at("in", "database")) {
            throw Tokens.unsupported(tokens.position(), "settings of a role in a database");
        }
        if (tokens.atAny("set", "reset")) {
            return new Definition.AlterDefaults(ObjectKind.ROLE, name, setting(), at);
        }
        tokens.accept("with");
        return new Definition.AlterRole(name, options(), at);
    }

    /// SET or RESET behind ALTER ROLE and ALTER DATABASE.
    Setting setting() {
        if (grammar.statements.one() instanceof Setting setting
                && (setting instanceof Setting.Assign || setting instanceof Setting.Reset)) {
            return setting;
        }
        throw tokens.unexpected();
    }

    private List<RoleOption> options() {
        List<RoleOption> options = new ArrayList<>();
        while (true) {
            RoleOption option = option();
            if (option == null) {
                return List.copyOf(options);
            }
            options.add(option);
        }
    }

    private @Nullable RoleOption option() {
        if (!names.atWord()) {
            return null;
        }
        Token word = tokens.peek();
        int at = word.position();
        return switch (word.text()) {
            case "password" -> {
                tokens.take();
                yield password(at);
            }
            case "encrypted" -> {
                tokens.take();
                tokens.expect("password");
                yield new RoleOption("password", true, List.of(tokens.string()), at);
            }
            case "unencrypted" ->
                    throw dev.isochron.sql.error.SqlError.of(
                                    dev.isochron.sql.error.SqlCode.FEATURE_NOT_SUPPORTED,
                                    "UNENCRYPTED PASSWORD is no longer supported")
                            .withPosition(at)
                            .withHint("Remove UNENCRYPTED to store the password in encrypted form.")
                            .exception();
            case "sysid" -> {
                tokens.take();
                yield new RoleOption("sysid", true, List.of(String.valueOf(tokens.integer())), at);
            }
            case "connection" -> {
                tokens.take();
                tokens.expect("limit");
                String limit = Long.toString(grammar.options.wholeNumber());
                yield new RoleOption("connection limit", true, List.of(limit), at);
            }
            case "valid" -> {
                tokens.take();
                tokens.expect("until");
                yield new RoleOption("valid until", true, List.of(tokens.string()), at);
            }
            case "in" -> {
                tokens.take();
                tokens.expectAny("role", "group");
                yield new RoleOption("in role", true, roles(), at);
            }
            case "role", "user", "admin" -> {
                tokens.take();
                yield new RoleOption(word.text(), true, roles(), at);
            }
            default -> flag(word);
        };
    }

    private RoleOption password(int at) {
        if (tokens.accept("null")) {
            return new RoleOption("password", true, List.of(), at);
        }
        return new RoleOption("password", true, List.of(tokens.string()), at);
    }

    private List<String> roles() {
        return tokens.list(() -> names.role().text());
    }

    private RoleOption flag(Token word) {
        boolean off = word.text().startsWith("no") && word.text().length() > 2;
        String name = off ? word.text().substring(2) : word.text();
        if (!SWITCHES.contains(name) && !name.equals("inherit")) {
            if (word.word() != null) {
                throw tokens.unexpected();
            }
            throw Tokens.syntaxError(
                    word.position(), "unrecognized role option \"" + word.text() + "\"");
        }
        tokens.take();
        return new RoleOption(name, !off, List.of(), word.position());
    }
}

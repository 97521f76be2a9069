package dev.isochron.sql.engine;

import dev.isochron.sql.catalog.CatalogDatabase;
import dev.isochron.sql.catalog.CatalogUser;
import dev.isochron.sql.catalog.ClusterChanges;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.scram.Verifier;
import dev.isochron.sql.session.SessionView;
import dev.isochron.sql.tree.Definition;
import dev.isochron.sql.tree.Definition.RoleOption;
import dev.isochron.sql.tree.ObjectKind;
import dev.isochron.sql.tree.QualifiedName;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Statements about users and databases, which belong to the whole cluster.
///
/// Users have a password and may be superusers; rights are not looked at yet: whoever is in may do
/// everything.
final class ClusterStatements {
    private final ClusterChanges changes;
    private final SessionView view;
    private final Consumer<CatalogDatabase> emptying;

    /// @param emptying takes away what is in a database that is dropped
    ClusterStatements(
            ClusterChanges changes, SessionView view, Consumer<CatalogDatabase> emptying) {
        this.changes = changes;
        this.view = view;
        this.emptying = emptying;
    }

    /// Whether a statement is one of these.
    static boolean isOne(Definition definition) {
        return switch (definition) {
            case Definition.CreateRole _, Definition.AlterRole _, Definition.CreateDatabase _ ->
                    true;
            case Definition.Drop drop ->
                    drop.kind() == ObjectKind.ROLE || drop.kind() == ObjectKind.DATABASE;
            default -> false;
        };
    }

    /// Whether its text may hold a password.
    static boolean isSecret(Definition definition) {
        return definition instanceof Definition.CreateRole
                || definition instanceof Definition.AlterRole;
    }

    void execute(Definition definition) {
        switch (definition) {
            case Definition.CreateRole create -> create(create);
            case Definition.AlterRole alter -> alter(alter);
            case Definition.CreateDatabase create -> create(create);
            case Definition.Drop drop -> drop(drop);
            default -> throw new IllegalArgumentException("not about the cluster: " + definition);
        }
    }

    private void create(Definition.CreateRole create) {
        String name = create.name().text();
        if (changes.user(name).isPresent()) {
            if (create.ifNotExists()) {
                return;
            }
            throw SqlException.of(SqlCode.DUPLICATE_OBJECT, "role \"" + name + "\" already exists");
        }
        CatalogUser bare = new CatalogUser(changes.nextOid(), name, null, false);
        changes.put(with(bare, create.options()));
    }

    private void alter(Definition.AlterRole alter) {
        changes.put(with(user(alter.name().text()), alter.options()));
    }

    private CatalogUser user(String name) {
        return changes.user(name)
                .orElseThrow(() ->
                        SqlException.of(
                                SqlCode.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist"));
    }

    private CatalogUser with(CatalogUser user, List<RoleOption> options) {
        String verifier = user.verifier();
        boolean superuser = user.superuser();
        for (RoleOption option : options) {
            switch (option.name()) {
                case "password" -> verifier = verifier(option);
                case "superuser" -> superuser = option.on();
                case "login", "createdb", "createrole", "inherit", "replication", "bypassrls" -> {}
                default ->
                        throw SqlException.unsupported(
                                option.position(), "the role attribute " + option.name() + " is");
            }
        }
        return new CatalogUser(user.oid(), user.name(), verifier, superuser);
    }

    /// A password as it is kept; one that is given as it would be kept is taken as it is.
    private @Nullable String verifier(RoleOption option) {
        if (option.values().isEmpty() || option.values().getFirst().isEmpty()) {
            return null;
        }
        String password = option.values().getFirst();
        Optional<Verifier> given = Verifier.parse(password);
        if (given.isPresent()) {
            return given.get().toString();
        }
        byte[] salt =
                ByteBuffer.allocate(Verifier.SALT_BYTES)
                        .putLong(view.chance())
                        .putLong(view.chance())
                        .array();
        return Verifier.of(password, salt, Verifier.ITERATIONS).toString();
    }

    private void create(Definition.CreateDatabase create) {
        String name = create.name().text();
        if (changes.database(name).isPresent()) {
            throw SqlException.of(
                    SqlCode.DUPLICATE_DATABASE, "database \"" + name + "\" already exists");
        }
        changes.put(new CatalogDatabase(changes.nextOid(), name));
    }

    private void drop(Definition.Drop drop) {
        for (QualifiedName each : drop.names()) {
            if (drop.kind() == ObjectKind.ROLE) {
                dropUser(each.text(), drop.ifExists());
            } else {
                dropDatabase(each, drop.ifExists());
            }
        }
    }

    private void dropDatabase(QualifiedName each, boolean ifExists) {
        String name = each.text();
        if (view.inBlock()) {
            throw SqlException.of(
                    SqlCode.ACTIVE_SQL_TRANSACTION,
                    "DROP DATABASE cannot run inside a transaction block");
        }
        Optional<CatalogDatabase> database = changes.database(name);
        if (database.isEmpty() && ifExists) {
            view.notice(
                    SqlError.of(
                            SqlCode.SUCCESSFUL_COMPLETION,
                            "database \"" + name + "\" does not exist, skipping"));
            return;
        }
        if (database.isEmpty()) {
            throw SqlException.of(
                    SqlCode.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist");
        }
        if (view.database().equals(name)) {
            throw SqlException.of(SqlCode.OBJECT_IN_USE, "cannot drop the currently open database");
        }
        if (CatalogDatabase.GIVEN.contains(database.get())) {
            throw SqlException.unsupported(
                    each.position(), "dropping a database that is there from the start is");
        }
        emptying.accept(database.get());
        changes.remove(database.get());
    }

    private void dropUser(String name, boolean ifExists) {
        if (changes.user(name).isEmpty() && ifExists) {
            view.notice(
                    SqlError.of(
                            SqlCode.SUCCESSFUL_COMPLETION,
                            "role \"" + name + "\" does not exist, skipping"));
            return;
        }
        changes.remove(user(name));
    }
}

package dev.isochron.sql.session;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Block.Phase;
import dev.isochron.sql.setting.KnownSettings;
import dev.isochron.sql.setting.SettingValues;
import dev.isochron.sql.tree.Control;
import dev.isochron.sql.tree.Control.Mode;

/// BEGIN, COMMIT, SAVEPOINT and their kin, with PostgreSQL's tags and warnings.
final class ControlStatements {
    private final Block block;
    private final SettingValues settings;

    ControlStatements(Block block, SettingValues settings) {
        this.block = block;
        this.settings = settings;
    }

    /// Whether it is heard in a block that has failed.
    static boolean endsFailure(Control control) {
        return switch (control) {
            case Control.Commit _, Control.Rollback _, Control.RollbackTo _ -> true;
            case Control.Begin _,
                    Control.Savepoint _,
                    Control.Release _,
                    Control.SetTransaction _,
                    Control.SetSnapshot _,
                    Control.SetConstraints _ ->
                    false;
        };
    }

    /// Runs it, and returns its tag.
    String run(Control control, Output out) {
        if (!endsFailure(control)) {
            block.requireNotFailed();
        }
        return switch (control) {
            case Control.Begin begin -> begin(begin, out);
            case Control.Commit commit -> commit(commit, out);
            case Control.Rollback rollback -> rollback(rollback, out);
            case Control.Savepoint savepoint -> {
                block.requireBlock("SAVEPOINT");
                block.savepoint(savepoint.name().text());
                yield "SAVEPOINT";
            }
            case Control.Release release -> {
                block.requireBlock("RELEASE SAVEPOINT");
                block.release(release.name().text());
                yield "RELEASE";
            }
            case Control.RollbackTo to -> {
                block.requireBlock("ROLLBACK TO SAVEPOINT");
                block.rollbackTo(to.name().text());
                yield "ROLLBACK";
            }
            case Control.SetTransaction set -> setTransaction(set, out);
            case Control.SetSnapshot snapshot ->
                    throw SqlException.unsupported(
                            snapshot.position(), "SET TRANSACTION SNAPSHOT is");
            case Control.SetConstraints _ -> "SET CONSTRAINTS";
        };
    }

    private String begin(Control.Begin begin, Output out) {
        if (block.phase() == Phase.OPEN) {
            warn(out, SqlCode.ACTIVE_SQL_TRANSACTION, "there is already a transaction in progress");
        }
        block.begin(begin.modes());
        return begin.start() ? "START TRANSACTION" : "BEGIN";
    }

    private String commit(Control.Commit commit, Output out) {
        if (commit.chain()) {
            block.requireBlock("COMMIT AND CHAIN");
        }
        return switch (block.phase()) {
            case OPEN -> {
                end(block::commit, commit.chain());
                yield "COMMIT";
            }
            case FAILED -> {
                end(block::rollback, commit.chain());
                yield "ROLLBACK";
            }
            case IMPLICIT -> {
                out.notice(Output.Severity.WARNING, Block.noTransaction());
                block.commit();
                yield "COMMIT";
            }
            case NONE -> {
                out.notice(Output.Severity.WARNING, Block.noTransaction());
                yield "COMMIT";
            }
        };
    }

    private String rollback(Control.Rollback rollback, Output out) {
        if (rollback.chain()) {
            block.requireBlock("ROLLBACK AND CHAIN");
        }
        switch (block.phase()) {
            case OPEN, FAILED -> end(block::rollback, rollback.chain());
            case IMPLICIT -> {
                out.notice(Output.Severity.WARNING, Block.noTransaction());
                block.rollback();
            }
            case NONE -> out.notice(Output.Severity.WARNING, Block.noTransaction());
        }
        return "ROLLBACK";
    }

    private void end(Runnable end, boolean chain) {
        if (chain) {
            block.chain(end);
        } else {
            end.run();
        }
    }

    private String setTransaction(Control.SetTransaction set, Output out) {
        if (set.session()) {
            Mode.Access access = Control.last(set.modes(), Mode.Access.class);
            if (access != null) {
                settings.set(
                        KnownSettings.DEFAULT_READ_ONLY, access.readOnly() ? "on" : "off", false);
            }
        } else if (block.phase() == Phase.OPEN) {
            block.apply(set.modes());
        } else {
            warn(
                    out,
                    SqlCode.NO_ACTIVE_SQL_TRANSACTION,
                    "SET TRANSACTION can only be used in transaction blocks");
        }
        return "SET";
    }

    private static void warn(Output out, SqlCode code, String message) {
        out.notice(Output.Severity.WARNING, SqlError.of(code, message));
    }
}

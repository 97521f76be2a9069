package dev.isochron.sql.wire;

import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.session.Binding;
import dev.isochron.sql.session.Farewell;
import dev.isochron.sql.session.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client, from its first byte to its last.
///
/// After an error in a chain of messages (Parse, Bind, Execute, …) everything up to the next Sync
/// is skipped. Answers leave with ReadyForQuery, Flush, and when many have gathered.
public final class Conversation {
    private final Channel channel;
    private final House house;
    private final Limits limits;
    private final Consumer<Throwable> faults;
    private final FrontendReader in;
    private final Answers out;
    private @Nullable WireOutput output;
    private boolean saidLast;
    private boolean skipping;
    private char answering;
    private Duration patience = Duration.ZERO;

    private Conversation(Channel channel, House house, Limits limits, Consumer<Throwable> faults) {
        this.channel = channel;
        this.house = house;
        this.limits = limits;
        this.faults = faults;
        this.in = new FrontendReader(new MessageReader(channel), limits);
        this.out = new Answers(new MessageWriter(channel));
    }

    /// Talks to a client until one of both ends it. The channel is closed then.
    ///
    /// @param faults is told of errors in this program, which clients see as XX000
    public static void hold(
            Channel channel, House house, Limits limits, Consumer<Throwable> faults) {
        new Conversation(channel, house, limits, faults).hold();
    }

    private void hold() {
        try {
            new Reception(channel, house, limits, in, out).receive().ifPresent(this::talk);
        } catch (Broken e) {
            sayLast(e.error());
        } catch (SqlException e) {
            sayLast(e.error());
        } catch (MessageReader.Silent | HungUp e) {
            // There is nobody to tell, or nobody who says anything.
        } finally {
            in.messages().giveBack();
            if (saidLast) {
                channel.partWithWords();
            }
            channel.close();
        }
    }

    /// Tells a client why it is over, if it listens.
    private void sayLast(SqlError error) {
        try {
            out.writer().abandon();
            out.error(error, true);
            out.writer().flush();
            saidLast = true;
        } catch (HungUp e) {
            // It does not.
        }
    }

    private void talk(Admission admission) {
        try (Session session = admission.session()) {
            session.reports().forEach(out::setting);
            out.key(admission.process(), admission.secret());
            ready(session);
            boolean more = true;
            while (more) {
                more = exchange(session);
            }
        }
    }

    /// One message and its answer.
    private boolean exchange(Session session) {
        listenFor(session.patience());
        answering = 0;
        try {
            Frontend message = in.next();
            answering = in.lastType();
            if (message instanceof Frontend.Terminate) {
                return false;
            }
            if (!skipping || message instanceof Frontend.Sync) {
                answer(message, session);
            }
        } catch (SqlException e) {
            failed(e.error(), session);
        } catch (StackOverflowError e) {
            failed(
                    SqlError.of(SqlCode.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded")
                            .withHint("Nest the statement less deeply, or cut it in parts."),
                    session);
        } catch (MessageReader.Silent e) {
            sayLast(session.tooIdle());
            return false;
        } catch (HungUp e) {
            // Reading ends as well when the server wants to stop.
            if (isToldToEnd(session)) {
                return false;
            }
            throw e;
        } catch (Broken e) {
            throw e;
        } catch (RuntimeException e) {
            faults.accept(e);
            failed(SqlError.of(SqlCode.INTERNAL_ERROR, "internal error: " + e), session);
        }
        return isAmongMessages() || !isToldToEnd(session);
    }

    /// Whether the client is told when it is ready, and has not been: a commit may be behind what
    /// it asked last. Whoever is told to go then would not know of it.
    private boolean isAmongMessages() {
        return switch (answering) {
            case 'P', 'B', 'D', 'E', 'C', 'H' -> true;
            default -> false;
        };
    }

    private boolean isToldToEnd(Session session) {
        Optional<Farewell> farewell = session.farewell();
        if (farewell.isEmpty()) {
            return false;
        }
        sayLast(farewell.get().error());
        return true;
    }

    private void listenFor(Duration limit) {
        if (!limit.equals(patience)) {
            in.messages().patience(limit);
            patience = limit;
        }
    }

    private void failed(SqlError error, Session session) {
        out.writer().abandon();
        session.failed();
        if (skipping) {
            return;
        }
        switch (answering == 0 ? in.lastType() : answering) {
            // What a client still sends of a copy that has failed.
            case 'd', 'c', 'f' -> {}
            case 'P', 'B', 'D', 'E', 'C', 'H' -> {
                skipping = true;
                out.error(error, false);
                // Whoever asked by Flush waits for it before it sends Sync.
                out.writer().flush();
            }
            default -> {
                out.error(error, false);
                ready(session);
            }
        }
    }

    private void answer(Frontend message, Session session) {
        switch (message) {
            case Frontend.Query(String text) -> {
                session.query(text, output(session));
                ready(session);
            }
            case Frontend.Parse parse ->
                    session.parse(parse.name(), parse.text(), parse.types(), output(session));
            case Frontend.Bind(Binding binding) -> session.bind(binding, output(session));
            case Frontend.Describe(Frontend.Kind kind, String name) -> {
                switch (kind) {
                    case STATEMENT -> session.describeStatement(name, output(session));
                    case PORTAL -> session.describePortal(name, output(session));
                }
            }
            case Frontend.Execute(String portal, int atMost) ->
                    session.execute(portal, atMost, isLast(portal, session), output(session));
            case Frontend.Close(Frontend.Kind kind, String name) -> {
                switch (kind) {
                    case STATEMENT -> session.closeStatement(name, output(session));
                    case PORTAL -> session.closePortal(name, output(session));
                }
            }
            case Frontend.Sync _ -> {
                skipping = false;
                session.sync(output(session));
                ready(session);
            }
            case Frontend.Flush _ -> out.writer().flush();
            case Frontend.FunctionCall _ ->
                    throw SqlException.of(
                            SqlCode.FEATURE_NOT_SUPPORTED, "function calls not supported");
            case Frontend.TooLong tooLong -> throw tooLong(tooLong);
            case Frontend.Secret _ -> throw Broken.protocol("unexpected password message");
            case Frontend.CopyPiece _, Frontend.CopyDone _, Frontend.CopyFail _ -> {}
            case Frontend.Terminate _ -> {}
        }
    }

    /// Whether Sync follows, as far as that is known, or has to be. Who asks for an answer before
    /// it sends Sync sends Flush.
    private boolean isLast(String portal, Session session) {
        return session.tellsOfCommit(portal)
                ? in.messages().awaitedIs('S')
                : in.messages().nextIs('S');
    }

    static SqlException tooLong(Frontend.TooLong message) {
        if (message.full()) {
            return SqlError.of(
                            SqlCode.OUT_OF_MEMORY,
                            "there is no memory for a message of %,d bytes now"
                                    .formatted(message.length()))
                    .withHint("Send it again later, or in parts.")
                    .exception();
        }
        return SqlError.of(
                        SqlCode.PROGRAM_LIMIT_EXCEEDED,
                        "a message of %,d bytes is longer than the %,d that are taken"
                                .formatted(message.length(), message.limit()))
                .withHint("Send the statement in parts, or load the rows with COPY.")
                .exception();
    }

    private WireOutput output(Session session) {
        WireOutput known = output;
        if (known == null) {
            known = new WireOutput(in, out, session.view());
            output = known;
        }
        return known;
    }

    private void ready(Session session) {
        Map<String, String> reports = session.reports();
        if (!reports.isEmpty()) {
            reports.forEach(out::setting);
        }
        out.ready(session.status());
    }
}

package dev.isochron.sql.wire;

import dev.isochron.sql.encoding.Utf8;
import dev.isochron.sql.error.SqlCode;
import dev.isochron.sql.error.SqlError;
import dev.isochron.sql.error.SqlException;
import dev.isochron.sql.scram.Exchange;
import dev.isochron.sql.scram.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What happens before a client is logged in.
final class Reception {
    private static final String PLAIN = "SCRAM-SHA-256";
    private static final String PLUS = "SCRAM-SHA-256-PLUS";

    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final Channel channel;
    private final House house;
    private final Limits limits;
    private final FrontendReader in;
    private final Answers out;
    private boolean sslAsked;
    private boolean gssAsked;

    Reception(Channel channel, House house, Limits limits, FrontendReader in, Answers out) {
        this.channel = channel;
        this.house = house;
        this.limits = limits;
        this.in = in;
        this.out = out;
    }

    /// Receives a client.
    ///
    /// @return nothing if it only came to cancel something
    /// @throws Broken if it is turned away
    Optional<Admission> receive() {
        while (true) {
            hurry();
            Opening opening = Opening.read(in.messages().packet(limits.startupBytes()));
            switch (opening) {
                case Opening.Ssl _ -> onSsl();
                case Opening.Gss _ -> onGss();
                case Opening.Cancel(int process, Frontend.Sealed secret) -> {
                    house.cancel(process, secret.bytes());
                    return Optional.empty();
                }
                case Opening.Startup startup -> {
                    return Optional.of(onStartup(startup));
                }
            }
        }
    }

    /// Every wait is within what is left of the time to log in.
    private void hurry() {
        Duration left = house.loginLeft();
        if (left.compareTo(Duration.ZERO) <= 0) {
            throw new MessageReader.Silent();
        }
        in.messages().patience(left);
    }

    private void onSsl() {
        if (sslAsked || channel.encrypted()) {
            throw Broken.protocol("TLS was asked for twice");
        }
        sslAsked = true;
        if (!house.offersTls()) {
            say('N');
            return;
        }
        // What came before the handshake would be taken for words of the encrypted client.
        requireNothingUnread("received unencrypted data after SSL request");
        say('S');
        try {
            channel.startTls();
        } catch (IOException e) {
            throw new HungUp(String.valueOf(e.getMessage()));
        }
    }

    private void onGss() {
        if (gssAsked) {
            throw Broken.protocol("GSS encryption was asked for twice");
        }
        gssAsked = true;
        requireNothingUnread("received unencrypted data after GSSAPI encryption request");
        say('N');
    }

    private void requireNothingUnread(String otherwise) {
        if (in.messages().hasUnread()) {
            throw Broken.protocol(otherwise);
        }
    }

    private void say(char answer) {
        out.writer().byte1(answer);
        out.writer().flush();
    }

    private Admission onStartup(Opening.Startup startup) {
        if (startup.needsNegotiation()) {
            out.negotiate(Math.min(startup.version(), Opening.NEWEST), startup.unknown());
        }
        Guest guest = guest(startup.settings());
        try {
            prove(guest);
            return house.admit(guest, startup.longSecrets());
        } catch (SqlException e) {
            throw new Broken(e.error());
        }
    }

    private Guest guest(Map<String, String> given) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        String user = settings.remove("user");
        String database = settings.remove("database");
        String replication = settings.remove("replication");
        if (user == null || user.isEmpty()) {
            throw Broken.of(
                    SqlCode.INVALID_AUTHORIZATION_SPECIFICATION,
                    "no PostgreSQL user name specified in startup packet");
        }
        if (replication != null && !isOff(replication)) {
            throw Broken.of(SqlCode.FEATURE_NOT_SUPPORTED, "replication connections not supported");
        }
        return new Guest(
                user,
                database == null || database.isEmpty() ? user : database,
                settings,
                channel.peer(),
                channel.encrypted());
    }

    private static boolean isOff(String value) {
        return switch (value.toLowerCase(java.util.Locale.ROOT)) {
            case "false", "off", "no", "0" -> true;
            default -> false;
        };
    }

    private void prove(Guest guest) {
        switch (house.proof(guest)) {
            case Proof.Trust _ -> {}
            case Proof.None(SqlError why) -> {
                house.turnedAway(guest);
                throw new Broken(why);
            }
            case Proof.Password password -> provePassword(guest, password);
        }
        out.authentication(0, new byte[0]);
    }

    private void provePassword(Guest guest, Proof.Password wanted) {
        try {
            exchange(wanted);
        } catch (Refused e) {
            house.turnedAway(guest);
            throw e.isMalformed()
                    ? Broken.protocol("malformed SCRAM message: " + e.getMessage())
                    : Broken.of(
                            SqlCode.INVALID_PASSWORD,
                            "password authentication failed for user \"" + guest.user() + "\"");
        }
    }

    private void exchange(Proof.Password wanted) throws Refused {
        Optional<byte[]> endPoint = channel.endPoint();
        out.authentication(SASL, mechanisms(endPoint.isPresent()));
        out.writer().flush();
        hurry();
        byte[] answer = in.secret().bytes();
        Body initial = new Body(answer, 0, answer.length);
        String mechanism = initial.text();
        boolean plus = mechanism.equals(PLUS) && endPoint.isPresent();
        if (!plus && !mechanism.equals(PLAIN)) {
            throw Broken.protocol("client selected an invalid SASL authentication mechanism");
        }
        byte[] first = initial.sized();
        initial.done();
        if (first == null) {
            throw Broken.protocol("a login without a first message");
        }
        Exchange exchange = new Exchange(wanted.verifier(), endPoint, plus, wanted.nonce());
        out.authentication(SASL_CONTINUE, utf8(exchange.first(text(first))));
        out.writer().flush();
        hurry();
        out.authentication(SASL_FINAL, utf8(exchange.last(text(in.secret().bytes()))));
    }

    private static byte[] mechanisms(boolean plus) {
        return utf8((plus ? PLUS + "\0" : "") + PLAIN + "\0\0");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return Utf8.decode(bytes);
    }
}

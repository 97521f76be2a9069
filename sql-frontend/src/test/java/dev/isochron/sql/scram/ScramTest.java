package dev.isochron.sql.scram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The example of RFC 7677, and logins that must fail.
final class ScramTest {
    private static final byte[] SALT = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

    /// What the RFC's server adds to the nonce, read as the base64 that it would be of.
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    private static final String CLIENT_FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";

    /// The RFC's nonce is no base64, so its exchange cannot be had from [Exchange]: the proof is
    /// checked against the verifier instead.
    @Test
    void theProofOfTheRfcIsAdmitted() {
        Verifier verifier = Verifier.of("pencil", SALT, 4096);
        String nonce = "rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE;
        String messages =
                "n=user,r=rOprNGfwEbeRWgbNEkqO,r="
                        + nonce
                        + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r="
                        + nonce;
        byte[] bytes = messages.getBytes(StandardCharsets.UTF_8);
        byte[] proof = Base64.getDecoder().decode("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertTrue(verifier.admits(proof, bytes));
        assertEquals(
                "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                Base64.getEncoder().encodeToString(verifier.signature(bytes)));
    }

    @Test
    void verifiersAreReadAsTheyAreWritten() {
        Verifier verifier = Verifier.of("pencil", SALT, 4096);
        assertEquals(Optional.of(verifier), Verifier.parse(verifier.toString()));
        assertEquals(Optional.empty(), Verifier.parse("SCRAM-SHA-256$1:AAAA$x:y"));
        assertEquals(Optional.empty(), Verifier.parse("md5d41d8cd98f00b204e9800998ecf8427e"));
    }

    @Test
    void aStrangerGetsTheSameSaltEachTime() {
        byte[] secret = {1, 2, 3};
        Verifier first = Verifier.pretended("nobody", secret);
        assertEquals(first, Verifier.pretended("nobody", secret));
        assertNotEquals(first, Verifier.pretended("somebody", secret));
    }

    @Test
    void aLoginWithTheRightPasswordGoesThrough() throws Refused {
        Exchange exchange = exchange(Optional.empty(), false);
        ToyClient client = new ToyClient("secret", "n,,", new byte[0]);
        client.verify(exchange.last(client.last(exchange.first(client.first()))));
    }

    @Test
    void aLoginCanBeBoundToItsChannel() throws Refused {
        byte[] endPoint = {9, 8, 7};
        Exchange exchange = exchange(Optional.of(endPoint), true);
        ToyClient client = new ToyClient("secret", "p=tls-server-end-point,,", endPoint);
        client.verify(exchange.last(client.last(exchange.first(client.first()))));
    }

    @Test
    void aLoginThroughAnotherChannelIsRefused() throws Refused {
        Exchange exchange = exchange(Optional.of(new byte[] {1}), true);
        ToyClient client = new ToyClient("secret", "p=tls-server-end-point,,", new byte[] {2});
        String last = client.last(exchange.first(client.first()));
        assertTrue(assertThrows(Refused.class, () -> exchange.last(last)).isMalformed());
    }

    @Test
    void aClientThatWasNotToldOfTheBindingIsRefused() {
        Exchange exchange = exchange(Optional.of(new byte[] {1}), false);
        assertThrows(Refused.class, () -> exchange.first("y,,n=,r=abcdefgh"));
    }

    @Test
    void aWrongPasswordIsRefused() throws Refused {
        Exchange exchange = exchange(Optional.empty(), false);
        ToyClient client = new ToyClient("guess", "n,,", new byte[0]);
        String last = client.last(exchange.first(client.first()));
        assertFalse(assertThrows(Refused.class, () -> exchange.last(last)).isMalformed());
    }

    @Test
    void nonsenseIsRefused() throws Refused {
        for (String first :
                new String[] {"", ",", "n,,", "n,a=other,n=u,r=x", "n,,m=x,n=u,r=y", "n,,n=u,r="}) {
            Exchange exchange = exchange(Optional.empty(), false);
            assertThrows(Refused.class, () -> exchange.first(first), first);
        }
        Exchange exchange = exchange(Optional.empty(), false);
        exchange.first(CLIENT_FIRST);
        for (String last : new String[] {"", "c=biws", "c=biws,r=other,p=AAAA", ",p=", "p=!"}) {
            assertThrows(Refused.class, () -> exchange.last(last), last);
        }
    }

    @Test
    void passwordsArePrepared() {
        assertEquals("IX", Preparation.of("I\u00adX"));
        assertEquals("a b", Preparation.of("a\u00a0b"));
        assertEquals("a", Preparation.of("\u00aa"));
        assertEquals("IX", Preparation.of("\u2168"));
        assertEquals("a\u0007\u00a0", Preparation.of("a\u0007\u00a0"));
    }

    private static Exchange exchange(Optional<byte[]> endPoint, boolean plus) {
        byte[] chance = new byte[18];
        chance[0] = 42;
        return new Exchange(Verifier.of("secret", SALT, 4096), endPoint, plus, chance);
    }
}

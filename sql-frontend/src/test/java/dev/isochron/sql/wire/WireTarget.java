package dev.isochron.sql.wire;

import dev.isochron.sql.session.ToyEngine;
import java.util.Arrays;

/// What Jazzer gives bytes to: whatever a client sends, before its login or after, is answered or
/// ends the connection.
///
/// The first byte says whether a login goes before the rest, and how many bytes come at a time.
public final class WireTarget {

    private static final int PIECES = 64;

    private WireTarget() {}

    /// Called by Jazzer.
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        boolean loggedIn = (bytes[0] & 1) == 1;
        int piece = 1 + ((bytes[0] >> 1) & (PIECES - 1));
        Script script = loggedIn ? Script.loggedIn() : new Script();
        script.raw(Arrays.copyOfRange(bytes, 1, bytes.length));
        new Tape(script, piece, new ToyEngine()).play();
    }

    /// Sensible beginnings, for a run to start from.
    public static byte[][] seeds() {
        Script queries =
                new Script().raw((byte) 1).query("INSERT INTO t VALUES (1)").query("SELECT 1");
        Script extended =
                new Script()
                        .raw((byte) 127)
                        .parse("s", "SELECT $1, 'x'", 23)
                        .bind("p", "s", "1")
                        .describe('P', "p")
                        .execute("p", 1)
                        .close('S', "s")
                        .sync();
        Script copy =
                new Script()
                        .raw((byte) 3)
                        .query("COPY t FROM STDIN")
                        .copyPiece("1\n2\n")
                        .copyDone()
                        .query("BEGIN")
                        .terminate();
        Script login =
                new Script().raw((byte) 126).raw(Script.loggedIn().bytes()).query("SELECT 1");
        return new byte[][] {queries.bytes(), extended.bytes(), copy.bytes(), login.bytes()};
    }
}

package dev.isochron.shard.entry;

import dev.isochron.protocol.commit.Write;
import dev.isochron.truetime.Timestamp;

/// A committed write by itself, with its timestamp.
public final class LateCodec {
    private LateCodec() {}

    public static byte[] encode(Timestamp at, Write write) {
        ByteWriter out = new ByteWriter();
        Terms terms = new Terms(out);
        terms.time(at);
        terms.write(write);
        return out.toBytes();
    }

    public static Committed decode(byte[] bytes) throws MalformedEntry {
        ByteReader in = new ByteReader(bytes);
        TermReader terms = new TermReader(in);
        Committed read = new Committed(terms.time(), terms.write());
        in.requireEnd();
        return read;
    }

    public record Committed(Timestamp at, Write write) {}
}

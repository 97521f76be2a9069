package dev.isochron.bench.clients;

/// What came of one step of a client.
///
/// @param client with its version, `pgbench 15.6`
/// @param what was tried
/// @param failure what it stopped at; empty if it did not
public record Verdict(String client, String what, String failure) {

    /// Longer texts of errors are cut.
    private static final int MOST = 160;

    /// All went well.
    static Verdict passed(String client, String what) {
        return new Verdict(client, what, "");
    }

    /// It did not.
    static Verdict failed(String client, String what, String why) {
        String line = why.strip().replaceAll("\\s+", " ").replaceAll("^psql:\\S+ ", "");
        return new Verdict(client, what, line.length() > MOST ? line.substring(0, MOST) : line);
    }

    public boolean passed() {
        return failure.isEmpty();
    }
}

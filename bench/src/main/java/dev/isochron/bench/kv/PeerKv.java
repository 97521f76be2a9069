package dev.isochron.bench.kv;

/// What every store of rows can do, as its own client does it best.
interface PeerKv extends AutoCloseable {

    /// Writes one row whole, unread.
    void put(long id);

    /// Reads one row as of now.
    void get(long id);

    /// Reads two rows and writes both, in one transaction; tries again if it was in somebody's way.
    void transfer(long from, long to);

    @Override
    void close();
}

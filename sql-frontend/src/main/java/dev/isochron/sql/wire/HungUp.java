package dev.isochron.sql.wire;

/// The connection ended, or broke; there is nobody to tell.
final class HungUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HungUp(String why) {
        super(why, null, false, false);
    }
}

package dev.isochron.bench.stall;

/// Something that was done while writers wrote, and the time in which they may have felt it.
record Strike(Kind kind, long fromNanos, long untilNanos) {

    enum Kind {
        CALM("nothing done"),
        MOVE("planned move of the leader"),
        SPLIT("split"),
        KILL("leader killed");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}

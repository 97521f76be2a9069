package dev.isochron.truetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockDomainTest {

    private static final ClockDomain.Host OURS = new ClockDomain.Host("boot-a", "4026531834", 42);

    @Test
    void textAndDomainAreTheSameThing() {
        assertEquals(OURS, ClockDomain.parse(OURS.toString()));
        assertEquals(new ClockDomain.World(), ClockDomain.parse("world"));
        ClockDomain.Host negative = new ClockDomain.Host("b", "none", -7);
        assertEquals(negative, ClockDomain.parse(negative.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "World", "host", "host/a/b", "host/a/b/c", "host//b/1", "x/a/b/1"})
    void whatIsNoDomainIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ClockDomain.parse(text));
    }

    @Test
    void equalDomainsWorkTogether() {
        assertTrue(OURS.objectionTo(new ClockDomain.Host("boot-a", "4026531834", 42)).isEmpty());
        assertTrue(new ClockDomain.World().objectionTo(new ClockDomain.World()).isEmpty());
    }

    @Test
    void peerOfAnotherBootIsRefusedAndToldWhy() {
        String objection = objection(new ClockDomain.Host("boot-b", "4026531834", 42));
        assertTrue(objection.contains("boot-b") && objection.contains("kernel"), objection);
    }

    @Test
    void peerOfAnotherTimeNamespaceIsRefused() {
        assertTrue(objection(new ClockDomain.Host("boot-a", "77", 42)).contains("namespace"));
    }

    @Test
    void peerWithAnotherOffsetIsRefused() {
        String objection = objection(new ClockDomain.Host("boot-a", "4026531834", 43));
        assertTrue(objection.contains("clock.dir"), objection);
    }

    @Test
    void worldTimeAndOneHostDoNotMix() {
        assertTrue(objection(new ClockDomain.World()).contains("clock.source"));
        assertTrue(new ClockDomain.World().objectionTo(OURS).isPresent());
    }

    private static String objection(ClockDomain peer) {
        return OURS.objectionTo(peer).orElseThrow();
    }
}

package dev.isochron.controller.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// How places are written, and what is inside of what.
class LocalityTest {

    @Test
    void aServerIsInEachOfItsDomains() {
        Locality here = Locality.parse("region=eu,zone=a");

        assertTrue(here.isIn(Locality.Tier.parse("region=eu")));
        assertTrue(here.isIn(Locality.Tier.parse(" zone = a ")));
        assertFalse(here.isIn(Locality.Tier.parse("zone=eu")));
        assertFalse(Locality.UNKNOWN.isIn(Locality.Tier.parse("zone=a")));
    }

    @Test
    void oneDomainIsOne() {
        for (String text : new String[] {"mars", "", "region=eu,zone=a"}) {
            assertEquals(
                    "one failure domain is written name=value, not \"" + text + "\"",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> Locality.Tier.parse(text).name())
                            .getMessage());
        }
    }
}

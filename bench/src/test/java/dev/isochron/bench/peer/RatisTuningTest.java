package dev.isochron.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.Test;

class RatisTuningTest {

    @Test
    void anAnswerStillWaitsForTheSync() {
        RaftProperties tuned = RatisTuning.properties(1);
        assertFalse(RaftServerConfigKeys.Log.unsafeFlushEnabled(tuned));
        assertFalse(RaftServerConfigKeys.Log.asyncFlushEnabled(tuned));
        assertFalse(RaftServerConfigKeys.Log.useMemory(tuned));
    }

    @Test
    void theSettingsAreTakenUp() {
        assertEquals(
                SizeInBytes.valueOf("64MB"),
                RaftServerConfigKeys.Log.segmentSizeMax(RatisTuning.properties(1)));
        assertEquals(
                SizeInBytes.valueOf("8MB"),
                RaftServerConfigKeys.Log.preallocatedSize(RatisTuning.properties(64)));
        assertEquals(
                1500,
                RaftServerConfigKeys.Rpc.timeoutMin(RatisTuning.properties(1))
                        .toLong(java.util.concurrent.TimeUnit.MILLISECONDS));
    }
}

package dev.isochron.bench.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.Log;
import org.apache.ratis.server.RaftServerConfigKeys.Rpc;
import org.apache.ratis.server.RaftServerConfigKeys.Write;

/// What is set away from Ratis's defaults.
///
/// Durability stays at its default, which is to answer after the sync: `unsafe-flush`,
/// `async-flush` and `use.memory` are off. Everything here makes Ratis quicker or keeps a busy
/// machine from causing elections.
final class RatisTuning {

    private RatisTuning() {}

    /// The settings by their names in Ratis's documentation.
    static Map<String, String> settings(int groups) {
        // One group has a large segment preallocated; many groups share the disk.
        String segment = groups == 1 ? "64MB" : "8MB";
        // Room for every entry that a load may have in flight.
        String inFlight = "8192";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Log.SEGMENT_SIZE_MAX_KEY, segment);
        settings.put(Log.PREALLOCATED_SIZE_KEY, segment);
        settings.put(Log.Appender.WAIT_TIME_MIN_KEY, "0ms");
        // Its commit index is otherwise an entry of its own, with a sync of its own, after each.
        settings.put(Log.LOG_METADATA_ENABLED_KEY, "false");
        settings.put(Log.QUEUE_ELEMENT_LIMIT_KEY, inFlight);
        settings.put(Write.ELEMENT_LIMIT_KEY, inFlight);
        settings.put(RaftClientConfigKeys.Async.OUTSTANDING_REQUESTS_MAX_KEY, inFlight);
        settings.put(GrpcConfigKeys.Server.LEADER_OUTSTANDING_APPENDS_MAX_KEY, "128");
        // Elections begin after 1.5 to 3 s of silence instead of 150 to 300 ms: a leader that
        // waits for a processor is not dead. It makes heartbeats rarer, too.
        settings.put(Rpc.TIMEOUT_MIN_KEY, "1500ms");
        settings.put(Rpc.TIMEOUT_MAX_KEY, "3000ms");
        settings.put(Rpc.FIRST_ELECTION_TIMEOUT_MIN_KEY, "200ms");
        settings.put(Rpc.FIRST_ELECTION_TIMEOUT_MAX_KEY, "600ms");
        return settings;
    }

    static RaftProperties properties(int groups) {
        RaftProperties properties = new RaftProperties();
        settings(groups).forEach(properties::set);
        return properties;
    }
}

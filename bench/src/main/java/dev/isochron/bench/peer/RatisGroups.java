package dev.isochron.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/// The servers and groups of one run, the same in every process that is told the same ports.
///
/// Group `g` prefers server `g mod 3` as its leader, so that leaders are spread.
record RatisGroups(List<Integer> ports, int groups) {

    RatisGroups {
        ports = List.copyOf(ports);
    }

    /// From `PORT,PORT,PORT` and a count.
    static RatisGroups parse(String ports, String groups) {
        return new RatisGroups(
                List.of(ports.split(",")).stream().map(Integer::valueOf).toList(),
                Integer.parseInt(groups));
    }

    String portWords() {
        return String.join(",", ports.stream().map(String::valueOf).toList());
    }

    RaftPeerId server(int server) {
        return RaftPeerId.valueOf("server-" + server);
    }

    RaftGroup group(int group) {
        List<RaftPeer> peers = new ArrayList<>();
        for (int server = 0; server < ports.size(); server++) {
            peers.add(
                    RaftPeer.newBuilder()
                            .setId(server(server))
                            .setAddress("127.0.0.1:" + ports.get(server))
                            .setPriority(server == group % ports.size() ? 1 : 0)
                            .build());
        }
        return RaftGroup.valueOf(RaftGroupId.valueOf(new UUID(0, group + 1)), peers);
    }
}

package dev.isochron.bench.isochron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.isochron.bench.harness.ChildCommand;
import dev.isochron.node.client.HostPort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsochronShapeTest {

    @Test
    void everyServerIsToldOfAllAndHasADirectoryOfItsOwn() {
        IsochronShape shape = new IsochronShape(List.of(7001, 7002, 7003), 64);
        List<ChildCommand> servers = shape.servers(Path.of("/data"), true);
        assertEquals(3, servers.size());
        for (int node = 1; node <= 3; node++) {
            List<String> words = servers.get(node - 1).arguments();
            assertEquals("server", words.getFirst());
            assertTrue(words.contains("--node=" + node));
            assertTrue(words.contains("--groups=64"));
            assertTrue(words.contains("--data=/data/server-" + node));
            assertTrue(
                    words.contains("--peers=1=127.0.0.1:7001,2=127.0.0.1:7002,3=127.0.0.1:7003"));
        }
    }

    @Test
    void theClientProcessIsToldTheSameShape() {
        IsochronShape shape = new IsochronShape(List.of(7001, 7002, 7003), 64);
        assertEquals(shape, IsochronShape.parse(shape.portWords(), "64"));
        assertEquals(new HostPort("127.0.0.1", 7002), shape.addresses().get(1));
    }
}

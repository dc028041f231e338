package ee.socketio.internal.namespace;

import ee.socketio.adapter.LoopbackCluster;
import ee.socketio.internal.namespace.codec.JsonbMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Servers that are one cluster, each with one client in the main namespace and in a room named {@code room}. */
final class ClusterRig {
    final LoopbackCluster cluster = new LoopbackCluster(Runnable::run);
    final List<Member> members = new ArrayList<>();

    ClusterRig(int servers) {
        for (int i = 0; i < servers; i++) {
            LoopbackCluster.Node node = cluster.node();
            ServerRig rig = new ServerRig(options ->
                    options.adapter(node).jsonMapper(new JsonbMapper()).maxAttachments(3));
            ClientRig client = rig.open();
            String id = client.join("/");
            rig.socket(id).join("room");
            members.add(new Member(node, rig, client, id, rig.liveTimers()));
        }
    }

    /**
     * One server, and its client.
     *
     * @param timers how many timers it had when its client had come, perhaps before others came
     */
    record Member(LoopbackCluster.Node node, ServerRig rig, ClientRig client, String id, int timers) {

        LocalServer io() {
            return rig.io;
        }
    }

    Member get(int index) {
        return members.get(index);
    }

    /** What each client received since the last call. */
    List<List<String>> received() {
        return members.stream().map(member -> member.client().received()).toList();
    }

    /** How many timers each server has. */
    List<Integer> timers() {
        return members.stream().map(member -> member.rig().liveTimers()).toList();
    }

    void advance(Duration time) {
        members.forEach(member -> member.rig().advance(time));
    }
}

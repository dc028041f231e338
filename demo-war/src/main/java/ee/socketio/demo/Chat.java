package ee.socketio.demo;

import ee.socketio.Socket;
import ee.socketio.SocketIoServer;
import ee.socketio.cdi.SocketConnected;
import ee.socketio.cdi.SocketDisconnected;
import ee.socketio.cdi.SocketEvent;
import ee.socketio.demo.Members.Member;
import ee.socketio.demo.Payloads.Image;
import ee.socketio.demo.Payloads.ImageMessage;
import ee.socketio.demo.Payloads.Join;
import ee.socketio.demo.Payloads.Joined;
import ee.socketio.demo.Payloads.Problem;
import ee.socketio.demo.Payloads.Receipt;
import ee.socketio.demo.Payloads.RoomMembers;
import ee.socketio.demo.Payloads.Text;
import ee.socketio.demo.Payloads.TextMessage;
import ee.socketio.demo.Payloads.Typing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of the chat; its other half is {@code chat.js}. The three observers are called for every socket: one by one
 * and in order for the same socket, side by side for different ones.
 */
@ApplicationScoped
class Chat {

    private static final int MAX_NAME = 30;
    private static final int MAX_VERSION = 12;
    private static final int MAX_TEXT = 4000;
    private static final int MAX_NOTICE = 200;
    private static final Set<String> IMAGE_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    @Inject
    SocketIoServer io;

    @Inject
    Members members;

    @Inject
    NoticeBoard noticeBoard;

    /** Of the sockets of this server: what the others do with theirs, they are told by {@link #announce}. */
    private CompletionStage<?> told = CompletableFuture.completedStage(null);

    private final AtomicBoolean listens = new AtomicBoolean();

    void connected(@Observes SocketConnected event) {
        if (listens.compareAndSet(false, true)) { // before the first one there is nobody to be told
            io.onServerEvent("changed", change -> tell(Objects.requireNonNull(change.get(0, String.class))));
        }
        CompletionStage<?> unused =
                members.all().thenAccept(all -> event.socket().emit("rooms", Members.rooms(all)));
    }

    void happened(@Observes SocketEvent event) {
        switch (event.name()) {
            case "join" -> join(event, read(event, Join.class));
            case "message" -> sender(event).ifPresent(who -> say(event, who, read(event, Text.class)));
            case "image" -> sender(event).ifPresent(who -> show(event, who, read(event, Image.class)));
            case "typing" -> sender(event).ifPresent(who -> typing(event, who, read(event, Boolean.class)));
            case "pin" -> sender(event).ifPresent(who -> pin(event, read(event, String[].class)));
            default -> {} // not ours: a page of another version, or somebody curious
        }
    }

    void disconnected(@Observes SocketDisconnected event) {
        members.find(event.socket()).ifPresent(member -> announce(member.room()));
    }

    private void join(SocketEvent event, Join wish) {
        String name = shorten(wish.name(), MAX_NAME).strip();
        String room = shorten(wish.room(), MAX_NAME).strip();
        if (name.isEmpty() || room.isEmpty()) {
            event.ack(new Problem("Please give a name and a room."));
            return;
        }
        Socket socket = event.socket();
        String client = shorten(wish.client(), MAX_VERSION);
        var known = members.find(socket);
        String id = known.map(Member::id).orElseGet(Chat::newId);
        long since = known.map(Member::since).orElseGet(System::currentTimeMillis);
        var before = members.put(socket, new Member(id, name, room, client, since));
        before.ifPresent(old -> socket.leave(roomNamed(old.room())));
        socket.join(roomNamed(room));
        CompletionStage<?> unused = members.all().thenAccept(all -> {
            event.ack(new Joined(id, room, Members.in(room, all)));
            before.ifPresent(old -> announce(old.room()));
            announce(room);
        });
    }

    /** Who sent the event; tells those off who have joined no room yet. */
    private Optional<Member> sender(SocketEvent event) {
        Optional<Member> sender = members.find(event.socket());
        if (sender.isEmpty()) {
            event.ack(new Problem("Please join a room first."));
        }
        return sender;
    }

    private void say(SocketEvent event, Member who, Text message) {
        Receipt receipt = receipt();
        String text = shorten(message.text(), MAX_TEXT);
        event.socket()
                .to(roomNamed(who.room()))
                .emit("message", new TextMessage(receipt.id(), who.id(), who.name(), text, receipt.at()));
        event.ack(receipt);
    }

    private void show(SocketEvent event, Member who, Image image) {
        String fileName = shorten(image.name(), MAX_NAME);
        String type = shorten(image.type(), MAX_NAME);
        byte[] bytes = image.bytes();
        if (bytes == null || !IMAGE_TYPES.contains(type)) {
            event.ack(new Problem("That is no image."));
            return;
        }
        Receipt receipt = receipt();
        event.socket()
                .to(roomNamed(who.room()))
                .emit(
                        "image",
                        new ImageMessage(receipt.id(), who.id(), who.name(), fileName, type, bytes, receipt.at()));
        event.ack(receipt);
    }

    private void typing(SocketEvent event, Member who, boolean typing) {
        event.socket().to(roomNamed(who.room())).emit("typing", new Typing(who.id(), who.name(), typing));
    }

    private void pin(SocketEvent event, String[] notices) {
        try {
            noticeBoard.pin(
                    Stream.of(notices).map(text -> shorten(text, MAX_NOTICE)).toList());
            event.ack(receipt());
        } catch (IllegalArgumentException e) {
            event.ack(new Problem(String.valueOf(e.getMessage())));
        }
    }

    /** The first argument. What it throws when there is none that fits concerns this event only. */
    private static <T> T read(SocketEvent event, Class<T> type) {
        return Objects.requireNonNull(event.get(0, type));
    }

    private static Receipt receipt() {
        return new Receipt(newId(), System.currentTimeMillis());
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    /** Somebody came or went: every server tells those who are connected to it. */
    private void announce(String room) {
        io.serverSideEmit("changed", room);
        tell(room);
    }

    /** One after the other, so that the list that is sent last is also the newest. */
    private synchronized void tell(String room) {
        told = told.thenCompose(before -> members.all()).thenAccept(all -> {
            io.local().to(roomNamed(room)).emit("members", new RoomMembers(room, Members.in(room, all)));
            io.local().emit("rooms", Members.rooms(all));
        });
    }

    /** Every socket is also alone in a room named like its id: with a prefix, nobody can ask to join that one. */
    private static String roomNamed(String name) {
        return "chat:" + name;
    }

    private static String shorten(@Nullable String text, int length) {
        return text == null ? "" : text.substring(0, Math.min(length, text.length()));
    }
}

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

    void connected(@Observes SocketConnected event) {
        event.socket().emit("rooms", members.rooms());
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
        members.remove(event.socket().id()).ifPresent(member -> announce(member.room()));
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
        String id = members.find(socket.id()).map(Member::id).orElseGet(Chat::newId);
        var before = members.put(new Member(socket.id(), id, name, room, client));
        before.ifPresent(old -> socket.leave(roomNamed(old.room())));
        socket.join(roomNamed(room));
        event.ack(new Joined(id, room, members.in(room)));
        before.ifPresent(old -> announce(old.room()));
        announce(room);
    }

    /** Who sent the event; tells those off who have joined no room yet. */
    private Optional<Member> sender(SocketEvent event) {
        Optional<Member> sender = members.find(event.socket().id());
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

    /** One at a time, so that the list that is sent last is also the newest. */
    private synchronized void announce(String room) {
        io.to(roomNamed(room)).emit("members", new RoomMembers(room, members.in(room)));
        io.emit("rooms", members.rooms());
    }

    /** Every socket is also alone in a room named like its id: with a prefix, nobody can ask to join that one. */
    private static String roomNamed(String name) {
        return "chat:" + name;
    }

    private static String shorten(@Nullable String text, int length) {
        return text == null ? "" : text.substring(0, Math.min(length, text.length()));
    }
}

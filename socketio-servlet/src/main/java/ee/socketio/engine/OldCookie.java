package ee.socketio.engine;

import org.jspecify.annotations.Nullable;

/** What is set of the cookie in the form of 2.x. */
final class OldCookie {

    private boolean pathSet;
    private @Nullable String path;
    private @Nullable Boolean httpOnly;

    void path(@Nullable String path) {
        this.path = path;
        this.pathSet = true;
    }

    void httpOnly(boolean httpOnly) {
        this.httpOnly = httpOnly;
    }

    /** The cookie with it; one without path is not HttpOnly either. */
    @Nullable CookieOptions over(@Nullable CookieOptions cookie) {
        if (cookie == null) {
            return null;
        }
        boolean hidden = httpOnly == null ? cookie.httpOnly() : httpOnly;
        return pathSet ? cookie.with(path, hidden && path != null) : cookie.with(cookie.path(), hidden);
    }
}

package ee.socketio.engine;

import org.jspecify.annotations.Nullable;

/**
 * What is set of the cookie in the form of 2.x.
 *
 * @param pathSet whether {@code path} was set, be it to null
 * @param path the path, or null for none
 * @param httpOnly whether scripts may not see it, or null if nothing was said
 */
record OldCookie(
        boolean pathSet, @Nullable String path, @Nullable Boolean httpOnly) {

    static final OldCookie UNSET = new OldCookie(false, null, null);

    OldCookie withPath(@Nullable String given) {
        return new OldCookie(true, given, httpOnly);
    }

    OldCookie withHttpOnly(boolean given) {
        return new OldCookie(pathSet, path, given);
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

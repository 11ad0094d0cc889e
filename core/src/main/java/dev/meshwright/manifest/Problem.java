package dev.meshwright.manifest;

/// Something in the input that could not be read as it was meant.
///
/// @param message what is wrong, in one sentence
/// @param fix what to do about it
public record Problem(Level level, Source where, String message, String fix) {
    public enum Level {
        /// What stands here is lost or would be refused by the API server.
        ERROR,
        /// It is read, but probably not as meant.
        WARNING,
        /// Worth knowing: left out on purpose.
        INFO
    }

    public static Problem error(Source where, String message, String fix) {
        return new Problem(Level.ERROR, where, message, fix);
    }
}

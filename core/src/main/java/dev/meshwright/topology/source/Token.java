package dev.meshwright.topology.source;

/// A word, string or symbol of source code.
///
/// @param text of a string the content, with `{}` for what is computed
/// @param line from 1, where it begins
record Token(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        STRING,
        SYMBOL
    }

    boolean is(String symbolOrWord) {
        return kind != Kind.STRING && text.equals(symbolOrWord);
    }

    boolean isString() {
        return kind == Kind.STRING;
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }
}

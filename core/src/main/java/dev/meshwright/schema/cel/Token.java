package dev.meshwright.schema.cel;

/// A word of a CEL expression.
///
/// @param text the name, number or symbol; of a string its content
record Token(Kind kind, String text) {
    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}

package dev.meshwright.schema.cel;

/// A CEL expression over `self`, read once and evaluated as often as needed.
public final class Cel {
    private final Expr expression;

    private Cel(Expr expression) {
        this.expression = expression;
    }

    /// Reads an expression.
    ///
    /// @throws IllegalStateException if it uses what this interpreter does not know
    public static Cel of(String text) {
        return new Cel(Parser.parse(text));
    }

    /// Whether the expression is true of a value. As in the API server, one that has no value is not.
    ///
    /// @param self Map, List, String, Long, Double or Boolean
    public boolean holds(Object self) {
        return new Evaluator(null, "self", self).eval(expression).equals(true);
    }
}

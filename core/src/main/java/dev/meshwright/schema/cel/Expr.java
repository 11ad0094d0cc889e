package dev.meshwright.schema.cel;

import java.util.List;

/// The syntax tree of a CEL expression.
sealed interface Expr {
    record Literal(Object value) implements Expr {}

    record Name(String name) implements Expr {}

    record Select(Expr operand, String field) implements Expr {}

    /// `has(operand.field)`.
    record Has(Expr operand, String field) implements Expr {}

    record Index(Expr operand, Expr index) implements Expr {}

    record ListOf(List<Expr> items) implements Expr {}

    record MapOf(List<Expr> keys, List<Expr> values) implements Expr {}

    record Conditional(Expr condition, Expr then, Expr otherwise) implements Expr {}

    record And(Expr left, Expr right) implements Expr {}

    record Or(Expr left, Expr right) implements Expr {}

    /// `range.all(variable, body)` and its sisters.
    record Comprehension(Macro macro, Expr range, String variable, Expr body) implements Expr {}

    /// A function or operator; of a method the receiver is the first argument.
    record Call(Function function, List<Expr> arguments) implements Expr {}

    /// The macros over lists and over the keys of maps.
    enum Macro {
        ALL,
        EXISTS,
        EXISTS_ONE,
        FILTER,
        MAP
    }
}

package dev.meshwright.schema.cel;

import dev.meshwright.schema.cel.Expr.Macro;
import dev.meshwright.schema.cel.Token.Kind;
import dev.meshwright.schema.syntax.Re2;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a CEL expression, by recursive descent in the order of the language's precedence.
final class Parser {
    private static final List<List<String>> BINARY =
            List.of(List.of("==", "!=", "<", "<=", ">", ">=", "in"), List.of("+", "-"));

    private final String text;
    private final List<Token> tokens;
    private int at;

    private Parser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    static Expr parse(String text) {
        var parser = new Parser(text);
        var expression = parser.conditional();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected();
        }
        return expression;
    }

    private Expr conditional() {
        var condition = or();
        if (!accept("?")) {
            return condition;
        }
        var then = or();
        expect(":");
        return new Expr.Conditional(condition, then, conditional());
    }

    private Expr or() {
        var left = and();
        while (accept("||")) {
            left = new Expr.Or(left, and());
        }
        return left;
    }

    private Expr and() {
        var left = binary(0);
        while (accept("&&")) {
            left = new Expr.And(left, binary(0));
        }
        return left;
    }

    private Expr binary(int level) {
        if (level == BINARY.size()) {
            return unary();
        }
        var left = binary(level + 1);
        while (BINARY.get(level).contains(peek().text()) && peek().kind() != Kind.STRING) {
            var function = Function.operator(take().text());
            left = new Expr.Call(function, List.of(left, binary(level + 1)));
        }
        return left;
    }

    private Expr unary() {
        if (accept("!")) {
            return new Expr.Call(Function.NOT, List.of(unary()));
        }
        if (accept("-")) {
            return new Expr.Call(Function.NEGATE, List.of(unary()));
        }
        var operand = primary();
        while (true) {
            if (accept(".")) {
                operand = member(operand, name());
            } else if (accept("[")) {
                operand = new Expr.Index(operand, conditional());
                expect("]");
            } else {
                return operand;
            }
        }
    }

    private Expr member(Expr operand, String name) {
        if (!accept("(")) {
            return new Expr.Select(operand, fieldName(name));
        }
        var macro = macro(name);
        if (macro.isPresent()) {
            var variable = name();
            expect(",");
            var body = conditional();
            expect(")");
            return new Expr.Comprehension(macro.get(), operand, variable, body);
        }
        var arguments = new ArrayList<Expr>();
        arguments.add(operand);
        arguments.addAll(until(")"));
        var function = function(name, arguments.size());
        return new Expr.Call(function, function == Function.MATCHES ? compiled(arguments) : arguments);
    }

    /// Patterns are constants, compiled here once.
    private List<Expr> compiled(List<Expr> arguments) {
        if (arguments.getLast() instanceof Expr.Literal(String pattern)) {
            return List.of(arguments.getFirst(), new Expr.Literal(Re2.compile(pattern)));
        }
        throw new CelSyntaxException("a pattern must be a constant in: " + text);
    }

    private Expr primary() {
        var token = take();
        return switch (token.kind()) {
            case STRING -> new Expr.Literal(token.text());
            case NUMBER -> new Expr.Literal(number(token.text()));
            case NAME -> name(token.text());
            case SYMBOL, END ->
                switch (token.text()) {
                    case "(" -> {
                        var inner = conditional();
                        expect(")");
                        yield inner;
                    }
                    case "[" -> new Expr.ListOf(until("]"));
                    case "{" -> map();
                    default -> throw unexpected();
                };
        };
    }

    private Expr name(String name) {
        if (name.equals("true") || name.equals("false")) {
            return new Expr.Literal(name.equals("true"));
        }
        if (!accept("(")) {
            return new Expr.Name(name);
        }
        var arguments = until(")");
        if (name.equals("has")) {
            if (arguments.size() == 1 && arguments.getFirst() instanceof Expr.Select(var operand, var field)) {
                return new Expr.Has(operand, field);
            }
            throw unexpected();
        }
        return new Expr.Call(function(name, arguments.size()), arguments);
    }

    private Expr map() {
        var keys = new ArrayList<Expr>();
        var values = new ArrayList<Expr>();
        while (!accept("}")) {
            keys.add(conditional());
            expect(":");
            values.add(conditional());
            accept(",");
        }
        return new Expr.MapOf(List.copyOf(keys), List.copyOf(values));
    }

    private List<Expr> until(String end) {
        var list = new ArrayList<Expr>();
        while (!accept(end)) {
            list.add(conditional());
            if (!peek().isSymbol(end)) {
                expect(",");
            }
        }
        return List.copyOf(list);
    }

    /// Kubernetes writes fields that are CEL words as `__word__`.
    private static String fieldName(String name) {
        return name.length() > 4 && name.startsWith("__") && name.endsWith("__")
                ? name.substring(2, name.length() - 2)
                : name;
    }

    private static Optional<Macro> macro(String name) {
        for (var macro : Macro.values()) {
            if (macro.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(macro);
            }
        }
        return Optional.empty();
    }

    private Function function(String name, int arguments) {
        return Function.named(name, arguments)
                .orElseThrow(() -> new CelSyntaxException("unknown function " + name + " in: " + text));
    }

    private Object number(String digits) {
        if (digits.indexOf('.') >= 0) {
            return Double.valueOf(digits);
        }
        return Long.valueOf(digits);
    }

    private String name() {
        if (peek().kind() != Kind.NAME) {
            throw unexpected();
        }
        return take().text();
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        var token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private boolean accept(String symbol) {
        if (!peek().isSymbol(symbol)) {
            return false;
        }
        take();
        return true;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw unexpected();
        }
    }

    private CelSyntaxException unexpected() {
        return new CelSyntaxException("unexpected " + peek().text() + " in: " + text);
    }
}

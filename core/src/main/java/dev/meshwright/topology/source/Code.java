package dev.meshwright.topology.source;

import dev.meshwright.topology.source.Literal.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The literals of a source file with what stands around them.
final class Code {
    private static final int LONGEST = 4_096;
    private static final Pattern MAY_BE_ADDRESS =
            Pattern.compile(".*(?:[A-Za-z0-9]:[0-9{/]|://|\\.svc|(?i:host|server|source)\\s*=).*");
    private static final Pattern MAY_BE_HOST =
            Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?(?::(?:[0-9]{1,5}|\\{\\}))?");

    private final Language language;
    private final List<Token> tokens;
    private final Places places;
    /// The environment variable that a variable of the program holds.
    private final Map<String, String> variables = new HashMap<>();

    private final List<Literal> literals = new ArrayList<>();

    private Code(Language language, List<Token> tokens) {
        this.language = language;
        this.tokens = tokens;
        this.places = new Places(tokens);
    }

    static List<Literal> literals(Language language, List<Token> tokens) {
        var code = new Code(language, tokens);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isString()) {
                code.read(i);
            }
        }
        return code.literals;
    }

    private void read(int i) {
        String text = tokens.get(i).text();
        if (Places.isVariable(text)) {
            places.assigned(i).ifPresent(name -> variables.put(name, text));
        }
        boolean mayBeHost = text.length() <= 260 && MAY_BE_HOST.matcher(text).matches();
        if (!mayBeHost && !mayBeAddress(text)) {
            return;
        }
        if (isStatement(i) || places.isOperandOfComparison(i) || places.isKey(i)) {
            return;
        }
        var call = places.call(i);
        if (call.stream().anyMatch(Places.Call::isTalk)
                || (!call.isEmpty() && call.getFirst().isSending())) {
            return;
        }
        add(literal(i, call), mayBeHost);
    }

    private void add(Literal literal, boolean mayBeHost) {
        if (mayBeHost
                && literal.role() == Role.PLAIN
                && literal.text().indexOf(':') < 0
                && literal.text().indexOf(".svc") < 0) {
            return;
        }
        if (literal.text().indexOf('\n') < 0) {
            literals.add(literal);
            return;
        }
        int line = literal.line();
        for (var content : literal.text().lines().toList()) {
            if (mayBeAddress(content)) {
                literals.add(new Literal(content.strip(), "", Role.PLAIN, line));
            }
            line++;
        }
    }

    private static boolean mayBeAddress(String text) {
        if (text.indexOf('\n') >= 0) {
            return text.length() < 1_000_000;
        }
        return text.length() <= LONGEST
                && (text.indexOf(':') >= 0 || text.indexOf('=') >= 0 || text.contains(".svc"))
                && MAY_BE_ADDRESS.matcher(text).matches();
    }

    private Literal literal(int i, List<Places.Call> calls) {
        String text = tokens.get(i).text();
        int line = tokens.get(i).line();
        var fallback = fallback(i, calls);
        if (fallback.isPresent()) {
            return new Literal(text, fallback.get(), Role.DEFAULT, line);
        }
        String name = places.assigned(i).orElse("");
        if (variables.containsKey(name)) {
            return new Literal(text, variables.get(name), Role.DEFAULT, line);
        }
        if (!calls.isEmpty() && calls.getFirst().takesHost(places.isWhole(i) ? name : "")) {
            return new Literal(text, calls.getFirst().name(), Role.HOST, line);
        }
        return new Literal(text, name, name.isEmpty() || !places.isWhole(i) ? Role.PLAIN : Role.NAMED, line);
    }

    /// The variable for which this text stands in where it is not set.
    private Optional<String> fallback(int i, List<Places.Call> calls) {
        if (!calls.isEmpty() && calls.getFirst().position() > 0) {
            var first = calls.getFirst().firstArgument();
            if (first.isString()
                    && (Places.isVariable(first.text()) || calls.getFirst().isLookup())) {
                return Optional.of(first.text());
            }
        }
        return places.isFallback(i) ? places.variableBefore(i) : Optional.empty();
    }

    /// In Python a string that stands alone is documentation.
    private boolean isStatement(int i) {
        if (language != Language.PYTHON) {
            return false;
        }
        var token = tokens.get(i);
        boolean first = i == 0
                || tokens.get(i - 1).line() < token.line() && tokens.get(i - 1).is(":");
        boolean last = i + 1 == tokens.size() || tokens.get(i + 1).line() > token.line();
        return first && last && places.call(i).isEmpty();
    }
}

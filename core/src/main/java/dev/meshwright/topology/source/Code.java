package dev.meshwright.topology.source;

import dev.meshwright.topology.source.Literal.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The literals of a source file that may name hosts, with what stands around them.
final class Code {
    private static final int LONGEST = 4_096;
    private static final int LONGEST_HOST = 260;
    private static final Pattern MAY_BE_ADDRESS =
            Pattern.compile(".*(?:[A-Za-z0-9]:[0-9{/]|://|\\.svc|(?i:host|server|source)\\s*=).*");
    private static final Pattern MAY_BE_HOST =
            Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?(?::(?:[0-9]{1,5}|\\{\\}))?");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "===", "!==", "=~", "!~", "case", "when", "in");
    private static final Set<String> COMPARING = Set.of("equals", "equalsIgnoreCase", "contentEquals");

    private final Language language;
    private final Tokens tokens;
    /// The environment variable that a variable of the program holds.
    private final Map<String, String> variables = new HashMap<>();

    private final List<Literal> literals = new ArrayList<>();

    private Code(Language language, Tokens tokens) {
        this.language = language;
        this.tokens = tokens;
    }

    static List<Literal> literals(Language language, Tokens tokens) {
        var code = new Code(language, tokens);
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.at(i).isString()) {
                code.read(i);
            }
        }
        return code.literals;
    }

    private void read(int i) {
        String text = tokens.at(i).text();
        if (Tokens.isVariable(text)) {
            Assignment.of(tokens, i).ifPresent(takes -> variables.put(takes.name(), text));
        }
        if ((mayBeHost(text) || mayBeAddress(text)) && isValue(i)) {
            var literal = literal(i);
            if (text.indexOf('\n') >= 0) {
                addLines(literal);
            } else if (literal.role() != Role.PLAIN || mayBeAddress(text)) {
                literals.add(literal);
            }
        }
    }

    private void addLines(Literal literal) {
        int line = literal.line();
        for (var content : literal.text().lines().toList()) {
            if (mayBeAddress(content)) {
                literals.add(new Literal(content.strip(), "", Role.PLAIN, line));
            }
            line++;
        }
    }

    private static boolean mayBeHost(String text) {
        return text.length() <= LONGEST_HOST && MAY_BE_HOST.matcher(text).matches();
    }

    /// Of a text of several lines each is looked at by itself.
    private static boolean mayBeAddress(String text) {
        if (text.indexOf('\n') >= 0) {
            return true;
        }
        return text.length() <= LONGEST
                && (text.indexOf(':') >= 0 || text.indexOf('=') >= 0 || text.contains(".svc"))
                && MAY_BE_ADDRESS.matcher(text).matches();
    }

    /// Whether the program uses the text: it is not compared, not the name of another value, not told or sent to
    /// anybody.
    private boolean isValue(int i) {
        if (isCompared(i) || isKey(i) || isDocumentation(i)) {
            return false;
        }
        var callees = Callees.around(tokens, i);
        return callees.stream().noneMatch(Callee::isTalk)
                && callees.stream().limit(1).noneMatch(Callee::isSending);
    }

    private boolean isCompared(int i) {
        return COMPARISONS.contains(tokens.code(i - 1))
                || COMPARISONS.contains(tokens.code(i + 1))
                || (tokens.is(i + 1, ".") && COMPARING.contains(tokens.code(i + 2)));
    }

    private boolean isKey(int i) {
        return switch (tokens.code(i + 1)) {
            case "=>", "->" -> true;
            case ":" -> !tokens.is(i - 1, "?") && !tokens.isInChoice(i);
            default -> false;
        };
    }

    /// In Python a string that stands alone.
    private boolean isDocumentation(int i) {
        int line = tokens.at(i).line();
        boolean isFirst = i == 0 || (tokens.is(i - 1, ":") && tokens.at(i - 1).line() < line);
        boolean isLast = i + 1 == tokens.count() || tokens.at(i + 1).line() > line;
        return language == Language.PYTHON
                && isFirst
                && isLast
                && Callees.around(tokens, i).isEmpty();
    }

    private Literal literal(int i) {
        String text = tokens.at(i).text();
        int line = tokens.at(i).line();
        var takes = Assignment.of(tokens, i).orElse(new Assignment("", false));
        var variable = Fallback.variable(tokens, i).orElse(variables.getOrDefault(takes.name(), ""));
        if (!variable.isEmpty()) {
            return new Literal(text, variable, Role.DEFAULT, line);
        }
        String parameter = takes.isWhole() ? takes.name() : "";
        for (var callee : Callees.around(tokens, i).stream().limit(1).toList()) {
            if (callee.takesHost(parameter)) {
                return new Literal(text, callee.name(), Role.HOST, line);
            }
        }
        return new Literal(text, takes.name(), takes.isWhole() ? Role.NAMED : Role.PLAIN, line);
    }
}

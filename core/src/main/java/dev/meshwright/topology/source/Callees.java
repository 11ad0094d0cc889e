package dev.meshwright.topology.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the calls around a token, from the inside out, no further than the braces around it.
final class Callees {
    private static final int REACH = 60;
    private static final int LEVELS = 3;

    private final Tokens tokens;
    private final List<Callee> found = new ArrayList<>();
    private int depth;
    private int position;

    private Callees(Tokens tokens) {
        this.tokens = tokens;
    }

    /// The nearest first.
    static List<Callee> around(Tokens tokens, int i) {
        var callees = new Callees(tokens);
        for (int k = i - 1; k >= Math.max(0, i - REACH) && callees.found.size() < LEVELS; k--) {
            if (!callees.passes(k)) {
                break;
            }
        }
        return callees.found;
    }

    /// False where the statement begins.
    private boolean passes(int k) {
        if (depth == 0 && tokens.isLast(k)) {
            return false;
        }
        switch (tokens.code(k)) {
            case ")", "]", "}" -> depth++;
            case "," -> position += depth == 0 ? 1 : 0;
            case "[" -> leave();
            case "(" -> {
                if (depth == 0) {
                    callee(k).ifPresent(found::add);
                }
                leave();
            }
            case "{" -> {
                if (depth == 0) {
                    return false;
                }
                leave();
            }
            case ";" -> {
                return depth > 0;
            }
            default -> {}
        }
        return true;
    }

    private void leave() {
        if (depth > 0) {
            depth--;
        } else {
            position = 0;
        }
    }

    private Optional<Callee> callee(int open) {
        int name = open - 1;
        if (tokens.is(name, ">")) {
            while (name > 0 && open - name < Tokens.STATEMENT && !tokens.is(name, "<")) {
                name--;
            }
            name--;
        }
        if (tokens.is(name, "!")) {
            name--;
        }
        if (!tokens.at(name).isWord()) {
            return Optional.empty();
        }
        String owner = switch (tokens.code(name - 1)) {
            case ".", "::", "->", "?." -> tokens.at(name - 2).isWord() ? tokens.code(name - 2) : "";
            default -> "";
        };
        return Optional.of(new Callee(tokens.code(name), owner, position, tokens.at(open + 1)));
    }
}

package dev.meshwright.topology.config;

import dev.meshwright.manifest.Problem;
import dev.meshwright.manifest.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// nginx's configuration: directives that end in `;` or open a block. See
/// https://nginx.org/en/docs/beginners_guide.html
final class NginxText {
    private static final Pattern TYPICAL = Pattern.compile(
            "(?m)^\\s*(?:(?:proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass|listen|server_name|worker_connections)"
                    + "\\s+[^=\\s].*;|^\\s*upstream\\s+[\\w.-]+\\s*\\{");

    private static final int MAX_DEPTH = 100;

    private final String text;
    private final ConfigPlace place;
    private final List<Problem> problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private int lineStart;

    /// One directive.
    ///
    /// @param arguments without their quotes
    record Directive(String name, List<String> arguments, List<Directive> block, Source where) {
        Directive {
            arguments = List.copyOf(arguments);
            block = List.copyOf(block);
        }

        String argument(int number) {
            return number < arguments.size() ? arguments.get(number) : "";
        }
    }

    private record Open(List<String> words, int line, List<Directive> block) {}

    private NginxText(String text, ConfigPlace place, List<Problem> problems) {
        this.text = text;
        this.place = place;
        this.problems = problems;
    }

    static boolean isNginx(String file, String text) {
        return TYPICAL.matcher(text).find() || (file.equals("nginx.conf") && text.indexOf(';') > 0);
    }

    static List<Directive> read(String text, ConfigPlace place, List<Problem> problems) {
        return new NginxText(text, place, problems).read();
    }

    private List<Directive> read() {
        open.push(new Open(List.of(), 1, new ArrayList<>()));
        var words = new ArrayList<String>();
        int start = 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                step();
            } else if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    step();
                }
            } else if (c == ';') {
                if (!words.isEmpty()) {
                    add(words, List.of(), start);
                }
                words.clear();
                step();
            } else if (c == '{') {
                if (open.size() > MAX_DEPTH) {
                    problem(line, "blocks are nested more than " + MAX_DEPTH + " levels deep");
                    return open.getLast().block();
                }
                open(words, start);
                words.clear();
            } else if (c == '}') {
                if (!close(words)) {
                    return open.getLast().block();
                }
            } else {
                start = words.isEmpty() ? line : start;
                words.add(word());
            }
        }
        if (open.size() > 1) {
            problem(open.element().line(), "the block that opens here is never closed");
        } else if (!words.isEmpty()) {
            problem(start, "the directive " + words.getFirst() + " does not end in a semicolon");
        }
        return open.getLast().block();
    }

    private void open(List<String> words, int start) {
        step();
        if (!words.isEmpty() && words.getFirst().endsWith("_by_lua_block")) {
            skipCode();
        } else {
            open.push(new Open(List.copyOf(words), words.isEmpty() ? line : start, new ArrayList<>()));
        }
    }

    /// Whether there was a block to close, and nothing half said in it.
    private boolean close(List<String> words) {
        if (open.size() == 1 || !words.isEmpty()) {
            problem(
                    line,
                    words.isEmpty()
                            ? "this brace closes nothing"
                            : "the directive " + words.getFirst() + " does not end in a semicolon");
            return false;
        }
        step();
        var block = open.pop();
        add(block.words(), block.block(), block.line());
        return true;
    }

    private void add(List<String> words, List<Directive> block, int start) {
        String name = words.isEmpty() ? "" : words.getFirst();
        var arguments = words.isEmpty() ? words : words.subList(1, words.size());
        open.element().block().add(new Directive(name, arguments, block, place.at(start)));
    }

    private String word() {
        char quote = text.charAt(at);
        var word = new StringBuilder();
        if (quote == '"' || quote == '\'') {
            step();
            while (at < text.length() && text.charAt(at) != quote) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    step();
                }
                word.append(text.charAt(at));
                step();
            }
            step();
            return word.toString();
        }
        while (at < text.length() && !isEnd(text.charAt(at))) {
            boolean isVariable = text.startsWith("${", at);
            word.append(text.charAt(at));
            step();
            if (isVariable) {
                while (at < text.length() && text.charAt(at) != '}' && text.charAt(at) != '\n') {
                    word.append(text.charAt(at));
                    step();
                }
                if (at < text.length() && text.charAt(at) == '}') {
                    word.append('}');
                    step();
                }
            }
        }
        return word.toString();
    }

    private static boolean isEnd(char c) {
        return Character.isWhitespace(c) || c == ';' || c == '{' || c == '}';
    }

    private void skipCode() {
        int depth = 1;
        while (at < text.length() && depth > 0) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            step();
        }
    }

    private void step() {
        if (at < text.length() && text.charAt(at) == '\n') {
            line++;
            lineStart = at + 1;
        }
        at++;
    }

    private void problem(int wrong, String message) {
        String column = wrong == line ? ", column " + (at - lineStart + 1) : "";
        problems.add(new Problem(
                Problem.Level.WARNING,
                place.at(wrong),
                "not nginx's configuration: " + message + " (line " + wrong + column + " of the file)",
                "Correct it; `nginx -t` checks a whole file."));
    }
}

package dev.meshwright.topology.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands around a token: the call whose argument it is, the name that takes it, the variable that it stands in
/// for. Looks a bounded number of tokens back.
final class Places {
    private static final int REACH = 60;
    private static final int STATEMENT = 18;
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "===", "!==", "=~", "!~", "case", "when", "in");
    private static final Set<String> FALLBACKS = Set.of("||", "??", "?:", "or", "else");
    private static final Set<String> FALLBACK_CALLS = Set.of(
            "orelse",
            "orelseget",
            "getorelse",
            "unwrap_or",
            "unwrap_or_else",
            "map_or",
            "default",
            "ifempty",
            "coalesce",
            "defaultvalue",
            "withdefault");
    /// Calls that compare, or that speak to people; what they are given is no address.
    private static final Set<String> TALK = Set.of(
            "log",
            "logf",
            "trace",
            "tracef",
            "debug",
            "debugf",
            "info",
            "infof",
            "infow",
            "warn",
            "warnf",
            "warning",
            "error",
            "errorf",
            "errorw",
            "fatal",
            "fatalf",
            "critical",
            "panic",
            "panicf",
            "println",
            "print",
            "printf",
            "eprintln",
            "eprint",
            "puts",
            "echo",
            "loginformation",
            "logwarning",
            "logerror",
            "logdebug",
            "logcritical",
            "writeline",
            "error_log",
            "raise",
            "bail",
            "anyhow",
            "expect",
            "assert",
            "assertequals",
            "equals",
            "equalsignorecase",
            "startswith",
            "starts_with",
            "hasprefix",
            "endswith",
            "contains",
            "includes",
            "matches",
            "redirect",
            "sendredirect",
            "redirect_to",
            "schema",
            "apimodelproperty",
            "apioperation",
            "operation",
            "parameter",
            "tag",
            "example",
            "deprecated",
            "suppresswarnings",
            "withorigins",
            "allowedorigins",
            "allow_origins",
            "crossorigin",
            "cors",
            "getlogger",
            "createlogger",
            "addfilter",
            "setissuer",
            "describe");
    /// Calls that carry a message; what they are given is its content. What is built for them within may call.
    private static final Set<String> SENDING =
            Set.of("send", "publish", "emit", "basic_publish", "convertandsend", "publishasync", "sendasync");
    /// Calls that look a setting up and take what holds without it.
    private static final Pattern LOOKUP = Pattern.compile(
            "(?i).*(?:env|default|property|config|flag|option|setting|lookup|getvalue).*|fetch|string|stringvar");
    /// Clients that take a host by its bare name.
    private static final Set<String> CLIENTS = Set.of(
            "feignclient",
            "grpcclient",
            "hostname",
            "host",
            "sethost",
            "withhost",
            "foraddress",
            "fortarget",
            "dial",
            "dialcontext",
            "newclient",
            "insecure_channel",
            "secure_channel",
            "createchannel",
            "httphost",
            "hostandport",
            "inetsocketaddress",
            "socket",
            "tcpclient",
            "tcpsocket",
            "httpconnection",
            "httpsconnection",
            "redis",
            "strictredis",
            "mongoclient",
            "memcacheclient",
            "connectionparameters",
            "amqpstreamconnection",
            "amqpconnection",
            "getinstances",
            "invokemethod",
            "invokemethodasync",
            "create_connection",
            "createconnection",
            "connectasync",
            "dnsaddress");
    /// Of these only the ones of `Net::HTTP` and of sockets take a host.
    private static final Set<String> METHODS = Set.of("start", "new", "open", "get", "connect");
    private static final Set<String> CLIENT_TYPES = Set.of("http", "https", "tcpsocket", "redis", "mongo");
    private static final Set<String> HOST_PARAMETERS =
            Set.of("", "name", "value", "url", "host", "hostname", "address", "target");

    private final List<Token> tokens;

    Places(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// A call around a token.
    ///
    /// @param name the function, method, type or annotation called
    /// @param owner what stands before its last dot; "" if nothing
    /// @param position of the argument, from 0
    record Call(String name, String owner, int position, Token firstArgument) {
        boolean isTalk() {
            String lower = name.toLowerCase(Locale.ROOT);
            return TALK.contains(lower)
                    || lower.endsWith("exception")
                    || (lower.endsWith("error") && !lower.equals("iferror"))
                    || owner.equalsIgnoreCase("console")
                    || owner.equalsIgnoreCase("logger")
                    || owner.equalsIgnoreCase("log")
                    || (owner.equals("errors") && lower.equals("new"));
        }

        boolean isSending() {
            return SENDING.contains(name.toLowerCase(Locale.ROOT));
        }

        boolean isLookup() {
            return LOOKUP.matcher(name).matches();
        }

        /// @param parameter the name that the argument is given by; "" if by its position
        boolean takesHost(String parameter) {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean isClient = CLIENTS.contains(lower)
                    || (METHODS.contains(lower)
                            && CLIENT_TYPES.contains(owner.toLowerCase(Locale.ROOT))
                            && !lower.equals("get"))
                    || (lower.equals("get") && owner.equals("HTTP"));
            // `new` takes it by position only: `Redis.new(host: …)` says by itself what it is.
            return isClient && (parameter.isEmpty() || !METHODS.contains(lower)) && position <= 1 && HOST_PARAMETERS.contains(parameter.toLowerCase(Locale.ROOT));
        }
    }

    static boolean isVariable(String text) {
        return text.length() > 2
                && text.length() < 100
                && VARIABLE.matcher(text).matches();
    }

    private Token token(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : new Token(Token.Kind.SYMBOL, "", 0);
    }

    boolean isOperandOfComparison(int i) {
        return COMPARISONS.contains(token(i - 1).text()) && !token(i - 1).isString()
                || token(i + 1).is("==")
                || token(i + 1).is("!=")
                || token(i + 1).is("===")
                || (token(i + 1).is(".") && COMPARING.contains(token(i + 2).text()));
    }

    private static final Set<String> COMPARING = Set.of("equals", "equalsIgnoreCase", "contentEquals");

    /// Whether a value follows that the text is the name of.
    boolean isKey(int i) {
        var next = token(i + 1);
        return next.is("=>") || next.is("->") || (next.is(":") && !token(i - 1).is("?") && !isPartOfChoice(i));
    }

    /// `a ? "b" : "c"` with more than the text between the signs.
    private boolean isPartOfChoice(int i) {
        for (int k = i - 1; k >= Math.max(0, i - STATEMENT); k--) {
            var token = token(k);
            if (token.is("?")) {
                return true;
            }
            if (token.is(";") || token.is("{") || token.is(",")) {
                return false;
            }
        }
        return false;
    }

    /// The calls around a token, the nearest first; no further out than the braces around it.
    List<Call> call(int i) {
        var calls = new ArrayList<Call>();
        int position = 0;
        int depth = 0;
        for (int k = i - 1; k >= Math.max(0, i - REACH) && calls.size() < 3; k--) {
            var token = token(k);
            if (token.isString() || token.isWord()) {
                continue;
            }
            switch (token.text()) {
                case ")", "]", "}" -> depth++;
                case "[" -> {
                    if (depth == 0) {
                        position = 0;
                    } else {
                        depth--;
                    }
                }
                case "{" -> {
                    if (depth == 0) {
                        return calls;
                    }
                    depth--;
                }
                case ";" -> {
                    if (depth == 0) {
                        return calls;
                    }
                }
                case "," -> position += depth == 0 ? 1 : 0;
                case "(" -> {
                    if (depth > 0) {
                        depth--;
                    } else {
                        callAt(k, position).ifPresent(calls::add);
                        position = 0;
                    }
                }
                default -> {}
            }
        }
        return calls;
    }

    private Optional<Call> callAt(int open, int position) {
        int name = open - 1;
        if (token(name).is(">")) {
            while (name > 0 && open - name < STATEMENT && !token(name).is("<")) {
                name--;
            }
            name--;
        }
        if (token(name).is("!")) {
            name--;
        }
        if (!token(name).isWord()) {
            return Optional.empty();
        }
        boolean isMember = token(name - 1).is(".")
                || token(name - 1).is("::")
                || token(name - 1).is("->")
                || token(name - 1).is("?.");
        String owner = isMember && token(name - 2).isWord() ? token(name - 2).text() : "";
        return Optional.of(new Call(token(name).text(), owner, position, token(open + 1)));
    }

    /// Whether the text itself is the value, and not what a call makes of it.
    boolean isWhole(int i) {
        for (int k = i - 1, depth = 0; k > Math.max(0, i - STATEMENT); k--) {
            var token = token(k);
            if (token.is(")") || token.is("]")) {
                depth++;
            } else if (token.is("(") || token.is("[")) {
                if (--depth < 0) {
                    return false;
                }
            } else if (depth == 0 && (token.is("=") || token.is(":=") || token.is(":") || token.is("=>"))) {
                return true;
            }
        }
        return true;
    }

    /// The name of what takes the text: a variable, a property, a parameter. Looks past what else decides the value.
    Optional<String> assigned(int i) {
        int k = i - 1;
        if (token(k).is(":") && (token(k - 1).isWord() || token(k - 1).isString()) && !isPartOfChoice(k)) {
            return Optional.of(token(k - 1).text());
        }
        if (token(k).is("=>")) {
            return token(k - 1).isWord() || token(k - 1).isString()
                    ? Optional.of(token(k - 1).text())
                    : Optional.empty();
        }
        int depth = 0;
        for (; k > Math.max(0, i - STATEMENT); k--) {
            var token = token(k);
            if (token.is(")") || token.is("]")) {
                depth++;
            } else if (token.is("(") || token.is("[")) {
                depth--;
            } else if (token.is(";") || token.is("{") || token.is("}")) {
                return Optional.empty();
            } else if (depth == 0 && token.is(",")) {
                return Optional.empty();
            } else if (depth <= 0 && (token.is("=") || token.is(":="))) {
                return nameBefore(k);
            } else if (depth == 0
                    && token.is(":")
                    && isFallback(i)
                    && (token(k - 1).isWord() || token(k - 1).isString())) {
                return Optional.of(token(k - 1).text());
            }
        }
        return Optional.empty();
    }

    /// `name =`, `name: Type =`.
    private Optional<String> nameBefore(int assignment) {
        for (int k = assignment - 1; k > Math.max(0, assignment - 10); k--) {
            if (token(k).is(":") && token(k - 1).isWord()) {
                return Optional.of(token(k - 1).text());
            }
            if (token(k).is(";")
                    || token(k).is(",")
                    || token(k).is("(")
                    || token(k).is("{")
                    || token(k).line() < token(assignment).line()) {
                break;
            }
        }
        var name = token(assignment - 1);
        if (name.is("]") && token(assignment - 2).isString()) {
            name = token(assignment - 2);
        }
        return name.isWord() || name.isString() ? Optional.of(name.text()) : Optional.empty();
    }

    /// Whether the text stands behind something that holds if it is there.
    boolean isFallback(int i) {
        var before = token(i - 1);
        if (!before.isString() && FALLBACKS.contains(before.text())) {
            return true;
        }
        if (before.is(":") && token(i - 2).is("?") || before.is("?") || before.is(":") && isPartOfChoice(i - 1)) {
            return true;
        }
        if (before.is("{") && token(i - 2).is(")")) {
            return true;
        }
        return call(i).stream()
                .anyMatch(call -> FALLBACK_CALLS.contains(call.name().toLowerCase(Locale.ROOT)));
    }

    /// The environment variable that the statement asks for before the token.
    Optional<String> variableBefore(int i) {
        for (int k = i - 1; k > Math.max(0, i - STATEMENT); k--) {
            var token = token(k);
            if (token.is(";")) {
                return Optional.empty();
            }
            boolean isArgument = token(k - 1).is("(") || token(k - 1).is("[");
            if (token.isString() && isArgument && isVariable(token.text())) {
                return Optional.of(token.text());
            }
            if (token.isWord() && token(k - 1).is(".") && token(k - 2).is("env") && isVariable(token.text())) {
                return Optional.of(token.text());
            }
        }
        return Optional.empty();
    }
}

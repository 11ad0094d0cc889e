package dev.meshwright.topology.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// gRPC services that code implements, and those that it has clients of: what the generated classes are called after
/// the service in each language.
final class GrpcNames {
    private static final List<Pattern> SERVERS = List.of(
            Pattern.compile("Register(\\w+)Server"),
            Pattern.compile("add_(\\w+)Servicer_to_server"),
            Pattern.compile("(\\w+?)(?:Coroutine)?ImplBase"));
    private static final Pattern GATEWAY = Pattern.compile("Register(\\w+)Handler(?:FromEndpoint|Client)");
    private static final Pattern CLIENT =
            Pattern.compile("(?:New)?(\\w+?)(?:Grpc)?(?:Blocking|Future|Coroutine|Async)?(?:Client|Stub)");
    private static final Pattern JAVA_CLASS = Pattern.compile("(\\w+)Grpc");
    private static final Pattern JAVA_STUB = Pattern.compile("new(?:Blocking|Future)?Stub");
    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    /// What every server offers, and what is no service.
    private static final Set<String> COMMON =
            Set.of("health", "serverreflection", "channelz", "http", "https", "grpc", "tcp", "web", "rpc");
    private static final Set<String> DEFINING =
            Set.of("func", "fun", "def", "fn", "function", "class", "interface", "struct");

    private final Tokens tokens;
    private final List<SourceFile.Grpc> servers = new ArrayList<>();
    private final List<SourceFile.Grpc> clients = new ArrayList<>();

    private GrpcNames(Tokens tokens) {
        this.tokens = tokens;
    }

    static GrpcNames of(Tokens tokens) {
        var names = new GrpcNames(tokens);
        if (tokens.any(GrpcNames::isSign)) {
            for (int i = 0; i < tokens.count(); i++) {
                if (tokens.at(i).isWord()) {
                    names.read(i);
                }
            }
        }
        return names;
    }

    List<SourceFile.Grpc> servers() {
        return servers;
    }

    List<SourceFile.Grpc> clients() {
        return clients;
    }

    /// Whether the file has to do with gRPC at all.
    private static boolean isSign(Token token) {
        String text = token.text();
        return text.length() < 200
                && (text.contains("grpc")
                        || text.contains("Grpc")
                        || text.contains("GRPC")
                        || (token.isWord() && (text.equals("tonic") || text.equals("pb") || text.endsWith("pb"))));
    }

    private void read(int i) {
        String word = tokens.at(i).text();
        if (DEFINING.contains(tokens.code(i - 1))) {
            return;
        }
        for (var pattern : SERVERS) {
            var match = pattern.matcher(word);
            if (match.matches()) {
                add(servers, match.group(1), i);
                return;
            }
        }
        var next = tokens.code(i + 1);
        boolean isMade = next.equals("(") || next.equals("::") || next.equals("<");
        Matcher gateway = GATEWAY.matcher(word);
        Matcher client = CLIENT.matcher(word);
        if (gateway.matches()) {
            add(clients, gateway.group(1), i);
        } else if (JAVA_STUB.matcher(word).matches() && tokens.code(i - 1).equals(".")) {
            var type = JAVA_CLASS.matcher(tokens.code(i - 2));
            if (type.matches()) {
                add(clients, type.group(1), i);
            }
        } else if (isMade && client.matches() && isGenerated(i, client.group(1))) {
            add(clients, client.group(1), i);
        } else if (isServerOfPath(i, word)) {
            add(servers, word.replaceFirst("(Server|Base)$", ""), i);
        } else if (word.equals("addService") && next.equals("(")) {
            jsService(i);
        } else if (word.equals("Service") && isRubyParent(i)) {
            add(servers, tokens.code(i - 2), i);
        } else if (word.equals("Stub")
                && tokens.code(i - 1).equals("::")
                && tokens.code(i + 1).equals(".")) {
            add(clients, tokens.code(i - 2), i);
        }
    }

    /// A client of a service is called through a package or type (`pb.NewX`, `x_pb2_grpc.X`), or made with `new`.
    private boolean isGenerated(int i, String name) {
        String before = tokens.code(i - 1);
        return !name.isEmpty()
                && (before.equals(".")
                        || before.equals("::")
                        || before.equals("new")
                        || tokens.code(i + 1).equals("::")
                        || tokens.at(i).text().endsWith("Stub"));
    }

    /// Rust `orders_server::OrdersServer`, C# `Orders.OrdersBase`.
    private boolean isServerOfPath(int i, String word) {
        if (word.endsWith("Server") && tokens.code(i + 1).equals("::")) {
            String module = WORD_END.matcher(word).replaceAll("_").toLowerCase(Locale.ROOT);
            return tokens.any(token -> token.is(module));
        }
        return word.endsWith("Base")
                && tokens.code(i - 1).equals(".")
                && tokens.code(i - 2).equals(word.substring(0, word.length() - "Base".length()));
    }

    /// `class A < Shop::Orders::Service`.
    private boolean isRubyParent(int i) {
        int k = i;
        while (tokens.is(k - 1, "::") && tokens.at(k - 2).isWord()) {
            k -= 2;
        }
        return k < i && tokens.is(k - 1, "<");
    }

    /// `server.addService(proto.Orders.service, …)`, `addService(OrdersService, …)`.
    private void jsService(int i) {
        for (int k = i + 2;
                k < Math.min(tokens.count(), i + 12) && !tokens.at(k).is(",");
                k++) {
            if (tokens.at(k).is("service") && k > 1) {
                add(servers, tokens.code(k - 2), i);
                return;
            }
        }
        if (tokens.code(i + 2).endsWith("Service") && tokens.code(i + 3).equals(",")) {
            add(servers, tokens.code(i + 2).substring(0, tokens.code(i + 2).length() - "Service".length()), i);
        }
    }

    private void add(List<SourceFile.Grpc> names, String service, int i) {
        String lower = service.toLowerCase(Locale.ROOT);
        if (!lower.isEmpty() && !COMMON.contains(lower)) {
            names.add(
                    new SourceFile.Grpc(lower, tokens.at(i).text(), tokens.at(i).line()));
        }
    }
}

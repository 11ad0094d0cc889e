package dev.meshwright.agent;

import dev.meshwright.trust.RefusedException;
import dev.meshwright.trust.bundle.WorkloadClass;
import dev.meshwright.trust.json.CanonicalJson;
import dev.meshwright.trust.json.Json;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line of the agent. Prints one line of JSON. Exit codes: 0 let through, 1 refused, 2 wrong use.
public final class Agent {
    public static final String USAGE = """
            Lets a workload start only with the configuration that both authorities name for it.

            meshwright agent gate --class NS/WORKLOAD --repository URL|DIR --state DIR --out DIR [--instance NAME]
                                  [--root FILE --floor N [--pin SHA256]...]
              Verifies, writes to --out, prints one line of JSON. --instance is a name the pod keeps (default:
              HOSTNAME). Where there is no state yet, --root is what to trust, --floor the counter below which no
              release may run, --pin the SHA-256 of a key (SubjectPublicKeyInfo) that the server of URL may have.

            meshwright agent verify-active DIR --state DIR
              Says whether DIR, an --out, still holds what the gate verified.

            Exit codes: 0 yes, 1 refused, 2 wrong use. Refused means that nothing was written to --out.
            """;

    private static final Set<String> GATE_OPTIONS =
            Set.of("--class", "--repository", "--state", "--out", "--instance", "--root", "--floor", "--pin");

    private final InstantSource clock;
    private final Map<String, String> environment;

    Agent(InstantSource clock, Map<String, String> environment) {
        this.clock = clock;
        this.environment = environment;
    }

    public static void main(String[] words) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var answer = answer(List.of(words));
        out.print(answer.line());
        out.flush();
        System.exit(answer.exitCode());
    }

    /// What a command line comes to.
    /// @param line to print, with its line feed
    public record Answer(int exitCode, String line) {}

    /// Runs a command with the clock and the environment of this process.
    public static Answer answer(List<String> words) {
        return new Agent(InstantSource.system(), System.getenv()).run(words);
    }

    Answer run(List<String> words) {
        try {
            var rest = words.isEmpty() ? words : words.subList(1, words.size());
            return switch (words.isEmpty() ? "" : words.getFirst()) {
                case "gate" -> rest.contains("--help") ? new Answer(0, USAGE) : gate(Words.read(rest, GATE_OPTIONS));
                case "verify-active" ->
                    rest.contains("--help") ? new Answer(0, USAGE) : verifyActive(Words.read(rest, Set.of("--state")));
                case "", "--help", "-h" -> new Answer(0, USAGE);
                default -> throw new Words.WrongUse("there is no command \"" + words.getFirst() + "\"");
            };
        } catch (Words.WrongUse e) {
            return new Answer(2, line(Map.of("result", "wrong use", "reason", e.getMessage() + ", see --help")));
        } catch (RefusedException e) {
            return new Answer(1, line(Map.of("result", "refused", "reason", String.valueOf(e.getMessage()))));
        } catch (UncheckedIOException e) {
            return new Answer(1, line(Map.of("result", "refused", "reason", String.valueOf(e.getMessage()))));
        } catch (RuntimeException e) { // whatever it is, nothing was verified
            return new Answer(1, line(Map.of("result", "refused", "reason", "this should not have happened: " + e)));
        }
    }

    private Answer gate(Words words) {
        words.noPlain();
        var root = words.optional("--root");
        if (root.isEmpty()
                && !(words.all("--floor").isEmpty() && words.all("--pin").isEmpty())) {
            throw new Words.WrongUse("--floor and --pin go with --root");
        }
        var gate = new Gate(
                WorkloadClass.parse(words.required("--class")),
                words.optional("--instance").orElseGet(this::hostName),
                Path.of(words.required("--state")),
                Path.of(words.required("--out")),
                words.required("--repository"),
                root.map(file -> new Gate.FirstStart(Path.of(file), words.number("--floor"), words.all("--pin")))
                        .orElse(null));
        var passed = gate.pass(clock.instant());
        var members = new LinkedHashMap<String, Json>();
        members.put("result", new Json.Text("passed"));
        members.put("class", new Json.Text(gate.workloadClass().toString()));
        members.put("counter", new Json.Int(passed.counter()));
        members.put("bundle", new Json.Text(passed.bundle()));
        if (!passed.unreachable().isEmpty()) {
            members.put("unreachable", new Json.Text(passed.unreachable()));
        }
        return new Answer(0, line(new Json.Obj(members)));
    }

    private String hostName() {
        var name = environment.getOrDefault("HOSTNAME", "");
        if (name.isEmpty()) {
            throw new Words.WrongUse("--instance is missing, and HOSTNAME is not set");
        }
        return name;
    }

    private static Answer verifyActive(Words words) {
        if (words.plain().size() != 1) {
            throw new Words.WrongUse("name the folder to verify, one");
        }
        try (var folder = StateFolder.open(Path.of(words.required("--state")), false)) {
            var state = folder.read().orElseThrow(folder::lost);
            var active = new ActiveFolder(Path.of(words.plain().getFirst()));
            var differences = active.differences(state.bundle());
            var members = new LinkedHashMap<String, Json>();
            members.put("result", new Json.Text(differences.isEmpty() ? "as verified" : "differs"));
            members.put("class", new Json.Text(state.workloadClass().toString()));
            members.put("counter", new Json.Int(state.counter()));
            members.put("bundle", new Json.Text(state.bundle()));
            if (!differences.isEmpty()) {
                members.put(
                        "differences",
                        new Json.Arr(
                                differences.stream().<Json>map(Json.Text::new).toList()));
            }
            return new Answer(differences.isEmpty() ? 0 : 1, line(new Json.Obj(members)));
        }
    }

    private static String line(Map<String, String> texts) {
        var members = new LinkedHashMap<String, Json>();
        texts.forEach((name, text) -> members.put(name, new Json.Text(text)));
        return line(new Json.Obj(members));
    }

    private static String line(Json.Obj object) {
        return new String(CanonicalJson.jcs(object), StandardCharsets.UTF_8) + "\n";
    }
}

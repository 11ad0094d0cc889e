#!/usr/bin/env python3
"""Writes manifests of services and source code for them, to measure how fast `map --source` reads.

    sourcegen.py DIR [--services 64] [--lines 1000000]

Each service calls its next three neighbours; the addresses stand in one file of hundreds. The rest is code without
addresses, in six languages. DIR/truth.txt has one line per call: caller, called service.
"""
import argparse
import pathlib

MANIFEST = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, namespace: bench}}
spec:
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      containers: [{{name: app, image: "registry.example.com/bench/{name}:1", ports: [{{containerPort: 8080}}]}}]
---
apiVersion: v1
kind: Service
metadata: {{name: {name}, namespace: bench}}
spec:
  selector: {{app: {name}}}
  ports: [{{port: 8080, name: http}}]
"""

# Per language: the file's name, its head, a block of code without addresses, a call, its end.
LANGUAGES = [
    ("{n}.go", "package main\n\n", '''// Step {i} keeps http://{other}:8080 out of it.
func step{i}(input map[string]string) (string, error) {{
	value, ok := input["key-{i}"]
	if !ok {{
		return "", fmt.Errorf("step %d has no value: see https://example.com/docs", {i})
	}}
	/* a block comment
	   over two lines */
	return strings.ToUpper(value) + `raw "text" {i}`, nil
}}

''', 'var url{k} = "http://{to}:8080/items"\n', ""),
    ("Step{n}.java", "package bench;\n\nclass Step{n} {{\n", '''    /** Step {i}, not for http://{other}:8080. */
    String step{i}(Map<String, String> input) {{
        // looks the value up
        var value = input.get("key-{i}");
        if (value == null) {{
            throw new IllegalStateException("step {i} has no value");
        }}
        return value.toUpperCase(Locale.ROOT) + '"' + "text {i}";
    }}

''', '    private static final String URL{k} = "http://{to}:8080/items";\n', "}}\n"),
    ("step_{n}.py", '"""Steps."""\n\n', '''def step_{i}(values):
    """Step {i}, not for http://{other}:8080."""
    # looks the value up
    value = values.get("key-{i}", 'none')
    if value is None:
        raise ValueError(f"step {{value}} has no value")
    return value.upper() + r"text\\\\{i}"


''', 'URL{k} = os.getenv("URL{k}", "http://{to}:8080/items")\n', ""),
    ("step{n}.ts", "", '''/** Step {i}, not for http://{other}:8080. */
export function step{i}(values: Record<string, string>): string {{
  // looks the value up
  const value = values["key-{i}"] ?? 'none';
  if (!/^[a-z"']+$/.test(value)) {{
    throw new Error(`step ${{value}} has no value`);
  }}
  return value.toUpperCase() + `text ${{value.length}} {i}`;
}}

''', "const url{k} = 'http://{to}:8080/items';\n", ""),
    ("Step{n}.cs", "namespace Bench;\n\nclass Step{n}\n{{\n", '''    /// <summary>Step {i}, not for http://{other}:8080.</summary>
    string Step{i}(IDictionary<string, string> input)
    {{
        // looks the value up
        if (!input.TryGetValue("key-{i}", out var value))
        {{
            throw new InvalidOperationException($"step {{value}} has no value");
        }}
        return value.ToUpper() + @"C:\\text\\{i}";
    }}

''', '    const string Url{k} = "http://{to}:8080/items";\n', "}}\n"),
    ("step_{n}.rb", "", '''# Step {i}, not for http://{other}:8080.
def step_{i}(values)
  value = values.fetch('key-{i}', 'none')
  raise ArgumentError, "step #{{value}} has no value" if value.nil?

  value.upcase + %q(text {i})
end

''', "URL{k} = 'http://{to}:8080/items'\n", ""),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--services", type=int, default=64)
    parser.add_argument("--lines", type=int, default=1_000_000)
    options = parser.parse_args()
    names = [f"service-{i}" for i in range(options.services)]
    truth, written = [], 0
    for number, name in enumerate(names):
        file = options.dir / "manifests" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(MANIFEST.format(name=name))
        called = [names[(number + k) % len(names)] for k in (1, 2, 3)]
        truth += [f"{name} {to}" for to in called]
        folder = options.dir / "source" / name
        (folder / "src").mkdir(parents=True, exist_ok=True)
        (folder / "Dockerfile").write_text("FROM scratch\nCOPY . .\n")
        language = LANGUAGES[number % len(LANGUAGES)]
        wanted, part = options.lines // options.services, 0
        while wanted > 0:
            text = language[1].format(n=part)
            if part == 0:
                text += "".join(language[3].format(k=k, to=to) for k, to in enumerate(called))
            for i in range(30):
                text += language[2].format(i=i, other=names[(number + 7) % len(names)])
            text += language[4].format()
            (folder / "src" / language[0].format(n=part)).write_text(text)
            lines = text.count("\n")
            wanted, written, part = wanted - lines, written + lines, part + 1
    (options.dir / "truth.txt").write_text("\n".join(truth) + "\n")
    print(f"{options.services} services, {written} lines")


if __name__ == "__main__":
    main()

"use strict";

// What the topology says about each service, indexed for the page.
function indexTopology(topology) {
  const services = new Map(topology.services.map((service) => [`${service.namespace}/${service.name}`, service]));
  const sameName = new Map();
  for (const service of topology.services) sameName.set(service.name, (sameName.get(service.name) || 0) + 1);
  const group = (items, key) => items.reduce((map, item) => map.set(key(item), [...(map.get(key(item)) || []), item]), new Map());
  const callers = group(topology.edges, (edge) => edge.to);
  const callees = group(topology.edges, (edge) => edge.from);
  const external = group(topology.external, (call) => call.from);
  const budgets = topology.graph ? topology.graph.budgets : [];
  const budgetOf = new Map(budgets.map((budget) => [`${budget.from} ${budget.to}`, budget]));
  const shortName = (id) => {
    const service = services.get(id);
    return service && sameName.get(service.name) === 1 ? service.name : id;
  };
  // Everybody who is affected when the service fails: its callers, their callers, and so on.
  function affectedBy(id) {
    const found = new Set();
    const waiting = [id];
    while (waiting.length) {
      for (const edge of callers.get(waiting.shift()) || []) {
        if (edge.from !== id && !found.has(edge.from)) {
          found.add(edge.from);
          waiting.push(edge.from);
        }
      }
    }
    return [...found];
  }
  const of = (map) => (id) => map.get(id) || [];
  const namespaces = new Set(topology.services.map((service) => service.namespace));
  return { services, namespaces, shortName, affectedBy, callers: of(callers), callees: of(callees), external: of(external),
    budget: (edge) => budgetOf.get(`${edge.from} ${edge.to}`), budgets: (id) => budgets.filter((budget) => budget.from === id || budget.to === id) };
}

const protocolWords = { http: "HTTP", grpc: "gRPC", tcp: "TCP", udp: "UDP", tls: "TLS", mongo: "MongoDB", redis: "Redis", mysql: "MySQL",
  postgresql: "PostgreSQL", amqp: "AMQP", memcached: "Memcached", kafka: "Kafka" };
const portWords = (port) => `${protocolWords[port.protocol] || port.protocol}${port.port ? ` ${port.port}` : ""}`;
const portsOf = (service) => service.ports.map(portWords).join(", ") || "no Service";
function requestTimeout(service) {
  const seconds = service.timeouts.filter((timeout) => timeout.meaning === "request").map((timeout) => timeout.seconds);
  return seconds.length ? Math.max(...seconds) : null;
}

// How long and how often a call is tried, with all that holds on the way to it.
const budgetWords = (budget) => [budget.seconds === undefined ? "" : `within ${budget.seconds} s`, budget.tries > 1 ? `up to ${budget.tries} calls` : ""]
  .filter(Boolean).join(", ");
const ofLibrary = (limit) => (limit.library ? `default of ${limit.library}` : "");

// A heading with a list below it; nothing where there is nothing to list.
function listed(title, items) {
  return items.length ? [el("h4", {}, title), el("ul", {}, items.map((item) => el("li", {}, item)))] : [];
}

const evidenceOf = (item) => item.evidence.map((line) => el("span", {}, place(line.file, line.line),
  el("span", { class: "soft" }, `${line.how}  ${line.text}`)));

// The panel beside the graph. `more(id)` adds what only the page knows.
function serviceDetails(index, id, { link, more = () => [] }) {
  const service = index.services.get(id);
  if (!service) return null;
  const call = (other, edge) => [link(other), el("span", { class: "soft" }, `  ${portWords(edge)}, ${edge.confidence || "external"}`), ...evidenceOf(edge)];
  const affected = index.affectedBy(id);
  return el("div", {},
    el("h3", { tabindex: "-1" }, index.shortName(id)),
    el("p", { class: "soft" }, `namespace ${service.namespace}, ${portsOf(service)}`, el("br"), place(service.where.file, service.where.line)),
    more(id),
    listed("Callers", index.callers(id).map((edge) => call(edge.from, edge))),
    listed("Calls", [...index.callees(id).map((edge) => call(edge.to, edge)), ...index.external(id).map((edge) => call(edge.host, edge))]),
    listed("Timeouts today", service.timeouts.length
      ? service.timeouts.map((timeout) => [`${timeout.value} `, el("span", { class: "soft" }, `${timeout.meaning}  ${ofLibrary(timeout)}`), place(timeout.file, timeout.line)])
      : ["none"]),
    listed("Retries today", (service.retries || []).map((retry) => [`${retry.tries} tries `, el("span", { class: "soft" }, ofLibrary(retry)), place(retry.file, retry.line)])),
    listed("Budgets", index.budgets(id).map((budget) => [budget.from === id ? "to " : "from ", link(budget.from === id ? budget.to : budget.from),
      `  ${budgetWords(budget)}`, budget.tries > 1 && budget.path.length > 2 ? el("span", { class: "soft" }, `  ${budget.path.map(index.shortName).join(" → ")}`) : ""])),
    listed("Affected when it fails", affected.length ? [affected.map((other, at) => [at ? ", " : "", link(other)]).flat()] : ["nobody who is known"]),
    listed("Why this protocol", service.ports.map((port) => [`${portWords(port)}  `, el("span", { class: "soft" }, port.evidence.how),
      place(port.evidence.file, port.evidence.line)])));
}

// The same about the box of a namespace; nothing where it has no services.
function namespaceDetails(index, namespace, { link }) {
  const of = (id) => (id.includes("/") ? id.slice(0, id.indexOf("/")) : id);
  const members = [...index.services.keys()].filter((id) => of(id) === namespace);
  if (!members.length) return null;
  const others = (calls, end) => {
    const counts = new Map();
    for (const edge of calls) if (of(end(edge)) !== namespace) counts.set(of(end(edge)), (counts.get(of(end(edge))) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en"))
      .map(([other, calls]) => [link(other), el("span", { class: "soft" }, `  ${count(calls, "call", "calls")}`)]);
  };
  return el("div", {},
    el("h3", { tabindex: "-1" }, namespace),
    el("p", { class: "soft" }, `namespace, ${count(members.length, "service", "services")}`),
    listed("Called from", others(members.flatMap(index.callers), (edge) => edge.from)),
    listed("Calls", others(members.flatMap(index.callees), (edge) => edge.to)),
    listed("Services", members.map((id) => link(id))));
}

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
  return { services, shortName, affectedBy, callers: of(callers), callees: of(callees), external: of(external) };
}

const protocolWords = { http: "HTTP", grpc: "gRPC", tcp: "TCP", udp: "UDP", tls: "TLS", mongo: "MongoDB", redis: "Redis", mysql: "MySQL",
  postgresql: "PostgreSQL", amqp: "AMQP", memcached: "Memcached", kafka: "Kafka" };
const portWords = (port) => `${protocolWords[port.protocol] || port.protocol}${port.port ? ` ${port.port}` : ""}`;
const portsOf = (service) => service.ports.map(portWords).join(", ") || "no Service";
function requestTimeout(service) {
  const seconds = service.timeouts.filter((timeout) => timeout.meaning === "request").map((timeout) => timeout.seconds);
  return seconds.length ? Math.max(...seconds) : null;
}

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
      ? service.timeouts.map((timeout) => [`${timeout.value} `, el("span", { class: "soft" }, timeout.meaning), place(timeout.file, timeout.line)])
      : ["none"]),
    listed("Affected when it fails", affected.length ? [affected.map((other, at) => [at ? ", " : "", link(other)]).flat()] : ["nobody who is known"]),
    listed("Why this protocol", service.ports.map((port) => [`${portWords(port)}  `, el("span", { class: "soft" }, port.evidence.how),
      place(port.evidence.file, port.evidence.line)])));
}

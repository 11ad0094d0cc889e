"use strict";

const topology = readData("topology");
const index = indexTopology(topology);
const panel = document.getElementById("details");
const link = (id) => (index.services.has(id) || index.namespaces.has(id)
  ? el("button", { type: "button", class: "name", onclick: () => choose(id) }, index.shortName(id))
  : el("span", {}, id));
const graphSection = document.getElementById("graph");

const graph = liveGraph(document.querySelector(".mesh-map"), { services: index.services.keys(), onChoose: (id) => {
  const details = id && (serviceDetails(index, id, { link }) || namespaceDetails(index, id, { link }));
  graphSection.classList.toggle("open", Boolean(details));
  panel.replaceChildren(...(details ? [details] : []));
  if (id && !details) servicesTable.searchFor?.(id.includes("/") ? id : `${id}/`);
} });
function choose(id) {
  graph.choose(id, { focus: true });
  graphSection.scrollIntoView({ block: "nearest" });
}

const servicesTable = dataTable({
  caption: "Services",
  rows: [...index.services.keys()],
  empty: "No services were found.",
  columns: [
    { title: "Service", value: (id) => id, cell: link },
    { title: "Namespace", value: (id) => `${index.services.get(id).namespace}/`, cell: (id) => index.services.get(id).namespace },
    { title: "Ports", value: (id) => portsOf(index.services.get(id)) },
    { title: "Callers", number: true, value: (id) => index.callers(id).length },
    { title: "Calls", number: true, value: (id) => index.callees(id).length + index.external(id).length },
    { title: "Affected when it fails", number: true, value: (id) => index.affectedBy(id).filter((other) => index.services.has(other)).length },
    { title: "Timeout", value: (id) => requestTimeout(index.services.get(id)) ?? -1,
      cell: (id) => { const seconds = requestTimeout(index.services.get(id)); return seconds === null ? "none" : `${seconds} s`; } },
    { title: "Declared at", cell: (id) => place(index.services.get(id).where.file, index.services.get(id).where.line) },
  ],
});
document.getElementById("services-table").append(servicesTable);

document.getElementById("calls-table").append(dataTable({
  caption: "Calls with their evidence",
  rows: [...topology.edges, ...topology.external.map((call) => ({ ...call, to: call.host, confidence: "external" }))],
  empty: "No calls were found.",
  columns: [
    { title: "Caller", value: (edge) => edge.from, cell: (edge) => link(edge.from) },
    { title: "Callee", value: (edge) => edge.to, cell: (edge) => link(edge.to) },
    { title: "Port", value: portWords },
    { title: "Certainty", value: (edge) => edge.confidence },
    { title: "Budget", value: (edge) => (index.budget(edge) ? budgetWords(index.budget(edge)) : "") },
    { title: "Evidence", cell: (edge) => el("div", {}, edge.evidence.map((line) => el("div", {}, place(line.file, line.line), el("span", { class: "soft" }, `  ${line.how} ${line.text}`)))) },
  ],
}));

document.getElementById("warnings-table").append(dataTable({
  caption: "Warnings and what is unknown",
  rows: [...topology.warnings, ...topology.unknown.map((unknown) => ({ kind: "unknown", message: `${unknown.service}: ${unknown.why}`, file: "", line: 0 }))],
  empty: "Nothing: every container's settings were read.",
  columns: [
    { title: "Kind", value: (warning) => warning.kind },
    { title: "Warning", value: (warning) => warning.message },
    { title: "Where", cell: (warning) => (warning.file ? place(warning.file, warning.line) : "") },
  ],
}));

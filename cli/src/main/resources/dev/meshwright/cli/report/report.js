"use strict";

const report = readData("report");
const index = indexTopology(report.topology);
const decisions = new Map(report.decisions.map((decision) => [decision.service, decision]));
const panel = document.getElementById("details");
const graphSection = document.getElementById("graph");
const section = (id) => document.querySelector(`#${id} > div`);
const link = (id) => (index.services.has(id) || index.namespaces.has(id)
  ? el("button", { type: "button", class: "name", onclick: () => choose(id) }, index.shortName(id))
  : el("span", {}, id));
const links = (ids) => ids.flatMap((id, at) => [at ? ", " : "", link(id)]);
const ofService = (service, item) => item.service === `${service.namespace}/${service.name}`;
const filesOf = (service) => report.files.filter((file) => {
  const folder = file.path.split("/")[0];
  return folder === `${service.namespace}.${service.name}` || (folder === service.name && index.shortName(`${service.namespace}/${service.name}`) === service.name);
});
const findingsOf = (service) => report.findings.filter((finding) => finding.file === service.where.file
  || (finding.resource === service.name && (finding.namespace || "default") === service.namespace));

// What only the report knows about a service: its settings with their reasons, its files, what was found.
function decided(id) {
  const service = index.services.get(id);
  const decision = decisions.get(id);
  const phase = report.plan.phases.find((candidate) => candidate.joins.includes(id));
  const files = filesOf(service);
  return [
    decision ? el("p", {}, el("b", {}, decision.serviceClass), `: ${decision.why}`) : null,
    phase ? el("p", {}, "Joins in ", el("a", { href: `#phase-${phase.number}` }, `phase ${phase.number}`), `, day ${phase.firstDay}`) : null,
    decision && decision.settings.length ? [el("h4", {}, "Settings and why"), el("dl", { class: "settings" }, decision.settings.flatMap((setting) => [
      el("dt", {}, `${setting.name} `, el("b", {}, setting.value)), el("dd", {}, setting.why)]))] : null,
    listed("Worth a look", report.choices.filter((choice) => ofService(service, choice)).map((choice) =>
      [`${choice.setting} ${choice.value}: ${choice.why}`, choice.better ? ` Better: ${choice.better}.` : ""])),
    listed("Findings", findingsOf(service).map((finding) => [severity(finding.severity), ` ${finding.code} ${finding.message}`, place(finding.file, finding.line)])),
    listed("Left out", report.omissions.filter((omission) => ofService(service, omission)).map((omission) => `${omission.what}: ${omission.why}`)),
    listed("Cannot be seen", report.proof.blindSpots.filter((spot) => ofService(service, spot)).map((spot) => `${spot.what}: ${spot.why}`)),
    listed("Policies and routes", files.map((file) => (file.text
      ? el("details", {}, el("summary", {}, file.path), el("pre", { tabindex: "0" }, file.text))
      : el("code", {}, file.path)))),
  ].flat(3);
}

const graph = liveGraph(document.querySelector(".mesh-map"), { services: index.services.keys(), onChoose: (id) => {
  const details = id && (serviceDetails(index, id, { link, more: decided }) || namespaceDetails(index, id, { link }));
  graphSection.classList.toggle("open", Boolean(details));
  panel.replaceChildren(...(details ? [details] : []));
  if (id && !details && index.services.size) servicesTable.searchFor(id.includes("/") ? id : `${id}/`);
} });
function choose(id) {
  graph.choose(id, { focus: true });
  graphSection.scrollIntoView({ block: "start" });
}

const setting = (id, name) => decisions.get(id)?.settings.find((candidate) => candidate.name === name)?.value || "";
const today = (id) => requestTimeout(index.services.get(id));
const servicesTable = dataTable({
  caption: "Services with today's and the chosen timeout",
  rows: [...index.services.keys()],
  empty: "No services were found.",
  columns: [
    { title: "Service", value: (id) => id, cell: link },
    { title: "Ports", value: (id) => portsOf(index.services.get(id)) },
    { title: "Class", value: (id) => decisions.get(id)?.serviceClass || "" },
    { title: "Timeout today", value: (id) => today(id) ?? -1, cell: (id) => (today(id) === null ? "none" : `${today(id)} s`) },
    { title: "Chosen", value: (id) => setting(id, "timeout") },
    { title: "Callers", number: true, value: (id) => index.callers(id).length },
    { title: "Calls", number: true, value: (id) => index.callees(id).length + index.external(id).length },
    { title: "Affected when it fails", number: true, value: (id) => index.affectedBy(id).filter((other) => index.services.has(other)).length },
    { title: "Findings", number: true, value: (id) => findingsOf(index.services.get(id)).length },
    { title: "Declared at", cell: (id) => place(index.services.get(id).where.file, index.services.get(id).where.line) },
  ],
});
section("services").append(servicesTable);

"use strict";

section("choices").append(dataTable({
  caption: "Choices",
  rows: report.choices,
  empty: "None: every value follows from the evidence.",
  search: report.choices.length > 10,
  columns: [
    { title: "Service", value: (choice) => choice.service, cell: (choice) => link(choice.service) },
    { title: "Setting", value: (choice) => choice.setting },
    { title: "Value", value: (choice) => choice.value },
    { title: "Why", value: (choice) => choice.why },
    { title: "Better", value: (choice) => choice.better || "yours to tell" },
  ],
}));
if (report.omissions.length) {
  section("choices").append(el("h3", {}, "Not generated"), dataTable({
    caption: "What is not generated",
    rows: report.omissions,
    empty: "",
    search: report.omissions.length > 10,
    columns: [
      { title: "Service", value: (omission) => omission.service, cell: (omission) => link(omission.service) },
      { title: "What", value: (omission) => omission.what },
      { title: "Why", value: (omission) => omission.why },
    ],
  }));
}

section("findings").append(...findingsList(report.findings));

const { proof } = report;
const holds = !proof.surplus.length && !proof.refused.length;
const pairs = (caption, rows) => (rows.length ? [el("h3", {}, caption), dataTable({ caption, rows, empty: "", search: rows.length > 10, columns: [
  { title: "Caller", value: (pair) => pair.from, cell: (pair) => link(pair.from) },
  { title: "Callee", value: (pair) => pair.to, cell: (pair) => link(pair.to) },
  { title: "Port", number: true, value: (pair) => pair.port },
  { title: "Why", value: (pair) => pair.why },
] })] : []);
section("proof").append(
  el("p", { class: `verdict ${holds ? "good" : "bad"}` }, holds
    ? `✓ The policies admit the ${count(proof.admitted, "known call", "known calls")} and nothing else.`
    : `✗ The policies differ from the known calls: ${number(proof.surplus.length)} too many, ${number(proof.refused.length)} refused.`),
  el("p", { class: "soft" }, `${number(proof.checked)} combinations of caller, callee and port were evaluated, ${number(proof.admitted)} are admitted.`),
  ...pairs("Admitted, but nobody is known to call", proof.surplus),
  ...pairs("Known, but refused", proof.refused),
  el("h3", {}, "What this cannot see"),
  dataTable({ caption: "Blind spots", rows: proof.blindSpots, empty: "Nothing that the manifests hint at.", search: proof.blindSpots.length > 10, columns: [
    { title: "Service", value: (spot) => spot.service, cell: (spot) => link(spot.service) },
    { title: "What", value: (spot) => spot.what },
    { title: "Why", value: (spot) => spot.why },
  ] }));

const { plan } = report;
const days = Math.max(1, Math.min(plan.days, 60));
const term = (title, content) => (content.length ? [el("dt", {}, title), el("dd", {}, content)] : []);
const bullets = (lines) => (lines.length ? [el("ul", {}, lines.map((line) => el("li", {}, line)))] : []);
const timeline = el("ol", { class: "timeline", "aria-label": "Phases by working day" },
  Array.from({ length: days }, (_, day) => el("li", { class: "day", "aria-hidden": "true" }, `Day ${day + 1}`)),
  plan.phases.map((phase) => {
    const item = el("li", {}, el("a", { href: `#phase-${phase.number}` }, el("b", {}, `${phase.number}  ${phase.title}`), el("br"),
      el("span", { class: "soft" }, phase.firstDay === phase.lastDay ? `day ${phase.firstDay}` : `days ${phase.firstDay} to ${phase.lastDay}`,
        `, ${count(phase.joins.length, "service joins", "services join")}`)));
    // The object model may set styles where the policy forbids style attributes.
    item.style.gridColumn = `${Math.min(phase.firstDay, days)} / ${Math.min(phase.lastDay, days) + 1}`;
    return item;
  }));
timeline.style.setProperty("--days", days);
section("rollout").append(timeline, ...plan.phases.map((phase) => el("article", { class: "phase", id: `phase-${phase.number}` },
  el("h3", {}, `Phase ${phase.number}: ${phase.title}`),
  el("dl", {},
    term("Joins", links(phase.joins)),
    term("Goes STRICT", links(phase.closes)),
    term("Watch", bullets(phase.watch)),
    term("Done when", bullets(phase.exitCriteria))),
  phase.smokeTests.length ? el("details", {}, el("summary", {}, count(phase.smokeTests.length, "smoke test", "smoke tests")), dataTable({
    caption: `Smoke tests of phase ${phase.number}`, rows: phase.smokeTests, empty: "", search: false, columns: [
      { title: "Caller", value: (test) => test.from, cell: (test) => link(test.from) },
      { title: "Callee", value: (test) => test.to, cell: (test) => link(test.to) },
      { title: "Port", number: true, value: (test) => test.port },
      { title: "Must", value: (test) => (test.allowed ? "work" : "be refused") },
      { title: "Why", value: (test) => test.why },
    ] })) : null)));
if (plan.open.length) {
  section("rollout").append(el("h3", {}, "Stays open"), dataTable({ caption: "Services that stay PERMISSIVE", rows: plan.open, empty: "", search: false, columns: [
    { title: "Service", value: (open) => open.service, cell: (open) => link(open.service) },
    { title: "Why", value: (open) => open.why },
  ] }));
}
addEventListener("beforeprint", () => document.querySelectorAll(".phase details").forEach((details) => { details.open = true; }));

"use strict";

const severity = (word) => el("span", { class: `severity ${["critical", "error", "warning", "info"].includes(word) ? word : "info"}` }, word);
const FINDINGS_AT_FIRST = 500;

// Findings, the worst first, to filter by severity and to search.
function findingsList(findings) {
  const words = ["critical", "error", "warning", "info"].filter((word) => findings.some((finding) => finding.severity === word));
  if (!words.length) return [el("p", { class: "empty" }, "No findings.")];
  const ordered = words.flatMap((word) => findings.filter((finding) => finding.severity === word));
  const texts = new Map(ordered.map((finding) => [finding,
    [finding.code, finding.name, finding.message, finding.kind, finding.resource, finding.namespace, finding.file, finding.category, finding.certainty].join(" ").toLowerCase()]));
  const on = new Set(words);
  let wanted = "";
  let all = false;
  const list = el("div");
  const shown = el("span", { class: "soft", role: "status" });
  const more = el("p", { hidden: true }, el("button", { type: "button", onclick: () => { all = true; draw(); } }, "Show all"));
  const advice = (finding) => (finding.acknowledged ? [el("b", {}, "Acknowledged "), finding.acknowledged]
    : [el("b", {}, "Fix "), finding.fix, finding.fixable ? el("span", { class: "soft" }, "  check --fix does it") : null]);
  const article = (finding) => el("article", {},
    severity(finding.severity), el("span", { class: "soft" }, `  ${finding.code} ${finding.name}, ${finding.category}, ${finding.certainty}`),
    el("h3", {}, finding.message),
    el("p", {}, place(finding.file, finding.line), el("span", { class: "soft" }, `  ${finding.kind} ${finding.namespace ? `${finding.namespace}/` : ""}${finding.resource}`)),
    el("p", {}, advice(finding)));
  function draw() {
    const found = ordered.filter((finding) => on.has(finding.severity) && texts.get(finding).includes(wanted));
    const visible = all ? found : found.slice(0, FINDINGS_AT_FIRST);
    more.hidden = visible.length === found.length;
    shown.textContent = `${number(visible.length)} of ${number(findings.length)}`;
    list.replaceChildren(...visible.map(article));
  }
  const buttons = words.map((word) => {
    const total = ordered.filter((finding) => finding.severity === word).length;
    const button = el("button", { type: "button", "aria-pressed": "true", onclick: () => {
      if (!on.delete(word)) on.add(word);
      button.setAttribute("aria-pressed", String(on.has(word)));
      draw();
    } }, `${number(total)} ${word}`);
    return button;
  });
  window.addEventListener("beforeprint", () => { all = true; draw(); });
  draw();
  return [el("div", { class: "tools", role: "group", "aria-label": "Filter findings" }, buttons, el("input", { type: "search", placeholder: "Search", "aria-label": "Search: Findings",
    oninput: (event) => { wanted = event.target.value.trim().toLowerCase(); draw(); } }), shown), list, more];
}

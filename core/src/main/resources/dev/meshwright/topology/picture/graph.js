"use strict";

// Makes the picture live: zoom, pan, search, and choosing a box lights up its callers and callees. `services` can be
// searched for too where the boxes are their namespaces.
function liveGraph(svg, { onChoose, services = [] }) {
  const nodes = new Map([...svg.querySelectorAll(".nodes .node")].map((node) => [node.dataset.id, node]));
  const links = [...svg.querySelectorAll(".links .link")];
  const [, , fullWidth, fullHeight] = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = { x: 0, y: 0, width: fullWidth, height: fullHeight };
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  svg.setAttribute("role", "group");

  const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  function zoom(factor, centreX = view.x + view.width / 2, centreY = view.y + view.height / 2) {
    const width = Math.min(fullWidth * 2, Math.max(fullWidth / 12, view.width * factor));
    const applied = width / view.width;
    view = { x: centreX - (centreX - view.x) * applied, y: centreY - (centreY - view.y) * applied, width, height: view.height * applied };
    show();
  }
  function fit() {
    view = { x: 0, y: 0, width: fullWidth, height: fullHeight };
    show();
  }
  function point(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return { x: at.x, y: at.y };
  }

  // The box of a service, or of the namespace it is in.
  const boxOf = (id) => nodes.get(id) || (id && nodes.get(id.slice(0, Math.max(0, id.indexOf("/")))));

  function choose(id, { focus = false } = {}) {
    const chosen = boxOf(id);
    svg.classList.toggle("choosing", Boolean(chosen));
    for (const node of nodes.values()) {
      node.classList.remove("lit", "chosen");
      node.setAttribute("aria-pressed", String(node === chosen));
    }
    for (const link of links) {
      const lit = Boolean(chosen) && (link.dataset.from === chosen.dataset.id || link.dataset.to === chosen.dataset.id);
      link.classList.toggle("lit", lit);
      if (lit) {
        nodes.get(link.dataset.from)?.classList.add("lit");
        nodes.get(link.dataset.to)?.classList.add("lit");
      }
    }
    if (chosen) {
      chosen.classList.add("lit", "chosen");
      if (focus) chosen.focus({ preventScroll: true });
    }
    onChoose(chosen || id ? id : null);
  }

  // The nearest box in the direction of an arrow key.
  function neighbour(node, key) {
    const centre = (other) => { const box = other.getBBox(); return [box.x + box.width / 2, box.y + box.height / 2]; };
    const [x, y] = centre(node);
    let best = null;
    let least = Infinity;
    for (const other of nodes.values()) {
      if (other === node) continue;
      const [dx, dy] = centre(other).map((value, index) => value - (index ? y : x));
      const along = { ArrowRight: dx, ArrowLeft: -dx, ArrowDown: dy, ArrowUp: -dy }[key];
      const across = key === "ArrowRight" || key === "ArrowLeft" ? Math.abs(dy) : Math.abs(dx);
      if (along > 4 && along + 2 * across < least) [best, least] = [other, along + 2 * across];
    }
    return best;
  }

  for (const [id, node] of nodes) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", [...node.querySelectorAll("text")].map((text) => text.textContent).join(", "));
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(id);
      } else if (event.key.startsWith("Arrow")) {
        event.preventDefault();
        neighbour(node, event.key)?.focus();
      }
    });
  }
  svg.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const at = point(event);
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, at.x, at.y);
  }, { passive: false });

  let drag = null;
  svg.addEventListener("pointerdown", (event) => { drag = { at: point(event), x: event.clientX, y: event.clientY, moved: false, target: event.target }; });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 4) return;
    if (!drag.moved) svg.setPointerCapture(event.pointerId);
    drag.moved = true;
    svg.classList.add("dragging");
    const at = point(event);
    view.x += drag.at.x - at.x;
    view.y += drag.at.y - at.y;
    show();
  });
  svg.addEventListener("pointerup", () => {
    if (drag && !drag.moved) {
      const node = drag.target.closest(".nodes .node");
      choose(node ? node.dataset.id : null);
    }
    drag = null;
    svg.classList.remove("dragging");
  });
  svg.addEventListener("pointercancel", () => { drag = null; });

  const button = (label, text, action) => el("button", { type: "button", "aria-label": label, title: label, onclick: action }, text);
  const ids = [...new Set([...nodes.keys(), ...services])];
  const missing = el("span", { role: "status" });
  const search = el("input", { type: "search", placeholder: "Find a service", "aria-label": "Find a service in the graph", list: "graph-names",
    onchange: (event) => {
      const wanted = event.target.value.trim().toLowerCase();
      const found = wanted && (ids.find((id) => id.toLowerCase() === wanted || id.toLowerCase().endsWith(`/${wanted}`))
        || ids.find((id) => id.toLowerCase().includes(wanted)));
      missing.textContent = wanted && !found ? "Nothing has this name." : "";
      choose(found || null);
    } });
  const names = el("datalist", { id: "graph-names" }, ids.map((id) => el("option", { value: id.slice(id.indexOf("/") + 1) })));
  svg.before(el("div", { class: "controls" }, search, names, missing,
    button("Zoom in", "+", () => zoom(1 / 1.3)), button("Zoom out", "−", () => zoom(1.3)), button("Show all", "⤢", fit),
    el("span", { class: "soft" }, "Choose a box for its reasons and evidence. Drag moves, Ctrl and wheel zoom, arrow keys go from box to box.")));
  return { choose };
}

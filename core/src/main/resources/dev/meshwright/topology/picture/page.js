"use strict";

// Elements are made from text, never from markup: names come from manifests that anybody may have written.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const readData = (id) => JSON.parse(document.getElementById(id).textContent);
const number = (value) => value.toLocaleString("en-US");
const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;
const place = (file, line) => el("code", { class: "place" }, line ? `${file}:${line}` : file);
const textOf = (value) => (value instanceof Node ? value.textContent : String(value));

const ROWS_AT_FIRST = 250;

// A table with a search field and sortable columns. A column is {title, value(row), cell(row), number}.
function dataTable({ caption, columns, rows, empty, search = true }) {
  let sorted = { column: -1, down: false };
  let wanted = "";
  let all = false;
  const body = el("tbody");
  const shown = el("span", { class: "soft", role: "status" });
  const partly = el("span", { class: "soft" });
  const more = el("p", { hidden: true }, partly, " ",
    el("button", { type: "button", onclick: () => { all = true; draw(); } }, "Show all"));
  const heads = columns.map((column, index) =>
    el("th", { scope: "col", class: column.number ? "number" : null },
      el("button", { type: "button", onclick: () => {
        sorted = { column: index, down: sorted.column === index && !sorted.down };
        draw();
      } }, column.title)));
  const value = (column, row) => (column.value ? column.value(row) : textOf(column.cell(row)));
  function draw() {
    let visible = rows.filter((row) => columns.some((column) => String(value(column, row)).toLowerCase().includes(wanted)));
    const total = visible.length;
    if (sorted.column >= 0) {
      const column = columns[sorted.column];
      visible = [...visible].sort((a, b) => {
        const [x, y] = [value(column, a), value(column, b)];
        const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en", { numeric: true });
        return sorted.down ? -order : order;
      });
    }
    heads.forEach((head, index) => {
      if (index === sorted.column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    if (!all) visible = visible.slice(0, ROWS_AT_FIRST);
    more.hidden = visible.length === total;
    partly.textContent = `The first ${number(visible.length)} of ${number(total)}.`;
    shown.textContent = total === rows.length ? number(total) : `${number(total)} of ${number(rows.length)}`;
    body.replaceChildren(...visible.map((row) => el("tr", {}, columns.map((column) =>
      el("td", { class: column.number ? "number" : null }, column.cell ? column.cell(row) : String(column.value(row)))))));
  }
  if (!rows.length) return el("p", { class: "empty" }, empty);
  draw();
  const input = el("input", { type: "search", placeholder: "Search", "aria-label": `Search: ${caption}`, oninput: (event) => {
    wanted = event.target.value.trim().toLowerCase();
    draw();
  } });
  const element = el("div", {},
    search ? el("div", { class: "tools" }, input, shown) : null,
    el("div", { class: "scroll" }, el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, heads)), body)),
    more);
  element.searchFor = (text) => { input.value = text; wanted = text.toLowerCase(); draw(); };
  return element;
}

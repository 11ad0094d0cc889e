"use strict";
{
  const WIDEST_GRID = 80;
  const matrix = readData("matrix");
  const words = matrix.groups.map((group) => group.word);
  const named = matrix.rows.map((row) => new Map(row.named.map((cell) => [cell.from, cell.share])));
  const shareOf = (row, index, caller) => named[index].get(caller.from) || row.others[caller.group];
  const badge = (share) => el("span", { class: `share ${share}` }, share);
  const listed = (names) => (names.length > 12 ? `${names.slice(0, 12).join(", ")} and ${number(names.length - 12)} more` : names.join(", "));

  function line(share, names) {
    return names.length ? el("div", {}, badge(share), " ", listed(names)) : null;
  }

  function others(row) {
    const told = row.others.map((share, group) => [share, words[group]]).concat([[row.plaintext, "plaintext"]]);
    return ["all", "some", "none"].flatMap((share) => {
      const who = told.filter(([own]) => own === share).map(([, word]) => word);
      return who.length ? [el("div", {}, badge(share), " ", who.join(", "))] : [];
    });
  }

  const withShare = (row, share) => row.named.filter((cell) => cell.share === share).map((cell) => cell.from);

  document.getElementById("callees-table").append(dataTable({
    caption: "Who reaches each workload",
    empty: "No workloads.",
    rows: matrix.rows,
    columns: [
      { title: "Callee", cell: (row) => row.to },
      { title: "Callers named there", cell: (row) => el("div", {}, line("all", withShare(row, "all")), line("some", withShare(row, "some")), line("none", withShare(row, "none"))) },
      { title: "Everyone else", cell: (row) => el("div", {}, ...others(row)) },
    ],
  }));

  // What is open to a whole group is said once, not name by name.
  const reached = new Map(matrix.callers.map((caller) => [caller.from, { all: [], some: [], none: [] }]));
  for (const row of matrix.rows) {
    for (const cell of row.named) reached.get(cell.from)[cell.share].push(row.to);
  }
  const openTo = matrix.groups.map((_, group) => matrix.rows.filter((row) => row.others[group] !== "none").length);
  document.getElementById("callers-table").append(dataTable({
    caption: "What each workload reaches",
    empty: "No workloads.",
    rows: matrix.callers,
    columns: [
      { title: "Caller", cell: (caller) => caller.from },
      { title: "Named at", cell: (caller) => el("div", {}, ...["all", "some", "none"].map((share) => line(share, reached.get(caller.from)[share]))) },
      { title: "Open to its group", number: true, value: (caller) => openTo[caller.group], cell: (caller) => number(openTo[caller.group]) },
    ],
  }));

  if (matrix.callers.length <= WIDEST_GRID) {
    const head = el("tr", {}, el("th", {}), matrix.callers.map((caller) => el("th", { scope: "col" }, el("span", {}, caller.from))),
      el("th", { scope: "col" }, el("span", {}, "plaintext")));
    const cell = (share, title) => el("td", { class: share, title }, share === "all" ? "●" : share === "some" ? "◐" : "");
    const rows = matrix.rows.map((row, index) => el("tr", {}, el("th", { scope: "row" }, row.to),
      matrix.callers.map((caller) => {
        if (caller.from === row.to) return el("td", { class: "self" });
        const share = shareOf(row, index, caller);
        return cell(share, `${caller.from} to ${row.to}: ${share}`);
      }),
      cell(row.plaintext, `plaintext to ${row.to}: ${row.plaintext}`)));
    document.getElementById("grid-table").append(el("table", { class: "grid" }, el("thead", {}, head), el("tbody", {}, rows)));
    document.getElementById("grid").hidden = false;
  }
}

"use strict";
(() => {
  const body = document.querySelector("tbody");
  if (!body) return;
  document.documentElement.classList.add("scripted");
  const field = document.getElementById("filter");
  const chips = [...document.querySelectorAll(".chips button")];
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const number = new Intl.NumberFormat("en");
  // What is asked of every row at every key is read from the page once, when it is first needed.
  let rows = [...body.rows].map((row, index) => ({ row, index, text: null, keys: [] }));
  let word = "";
  const text = (entry) => (entry.text ??= entry.row.textContent.toLowerCase());
  const key = (entry, column) => {
    const cell = entry.row.cells[column];
    return (entry.keys[column] ??= cell.dataset.key ?? cell.textContent.trim().toLowerCase());
  };
  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of rows) {
      const fits = (!word || entry.row.dataset.word === word) && words.every((part) => text(entry).includes(part));
      if (entry.row.hidden === fits) entry.row.hidden = !fits;
      if (fits) count += 1;
    }
    none.hidden = count > 0;
    shown.textContent = `Showing ${number.format(count)} of ${number.format(rows.length)}`;
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      word = chip.dataset.word;
      for (const other of chips) other.setAttribute("aria-pressed", String(other === chip));
      filter();
    });
  }
  const compare = new Intl.Collator("en", { numeric: true }).compare;
  for (const button of document.querySelectorAll("thead button")) {
    const head = button.closest("th");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      const column = head.cellIndex;
      rows.sort((a, b) => sign * compare(key(a, column), key(b, column)) || a.index - b.index);
      const sorted = document.createDocumentFragment();
      for (const entry of rows) sorted.append(entry.row);
      body.append(sorted);
    });
  }
  filter();
})();

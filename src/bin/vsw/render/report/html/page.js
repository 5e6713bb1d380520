"use strict";
(() => {
  const body = document.querySelector("tbody");
  if (!body) return;
  document.documentElement.classList.add("scripted");
  const field = document.getElementById("filter");
  const chips = [...document.querySelectorAll(".chips button")];
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const more = document.getElementById("more");
  const number = new Intl.NumberFormat("en").format;
  // At every key press, a browser would need seconds to lay out ten thousand rows. The page contains only the first
  // rows that match, this many, until the button adds the others.
  const FIRST = 250;
  let limit = FIRST;
  let word = "";
  // Text and sort keys of a row are read once, on first use.
  const rows = [...body.rows].map((row, index) => ({ row, index, text: null, keys: [] }));
  const text = (entry) => (entry.text ??= entry.row.textContent.toLowerCase());
  const key = (entry, column) => {
    const cell = entry.row.cells[column];
    return (entry.keys[column] ??= cell.dataset.key ?? cell.textContent.trim().toLowerCase());
  };
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (entry) =>
      (!word || entry.row.dataset.word === word) && words.every((part) => text(entry).includes(part));
    const found = rows.filter(fits);
    const first = found.slice(0, limit);
    body.replaceChildren(...first.map((entry) => entry.row));
    none.hidden = found.length > 0;
    more.hidden = first.length === found.length;
    more.firstElementChild.textContent = `Show all ${number(found.length)}`;
    const rest = first.length < found.length ? `, the first ${number(first.length)} of them here` : "";
    shown.textContent = `${number(found.length)} of ${number(rows.length)} applications${rest}`;
  };
  const all = () => {
    limit = Infinity;
    show();
  };
  const few = () => {
    limit = FIRST;
    show();
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(few);
  });
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      word = chip.dataset.word;
      for (const other of chips) other.setAttribute("aria-pressed", String(other === chip));
      few();
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
      show();
    });
  }
  more.firstElementChild.addEventListener("click", () => {
    all();
    document.getElementById("table").focus();
  });
  // Print all rows that match the filter.
  addEventListener("beforeprint", all);
  addEventListener("afterprint", few);
  few();
})();

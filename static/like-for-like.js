// Everything here is an improvement: each page works without it.

// The address comes from the page, not from an import beside this file,
// because static files are served under names with a hash in them.
const library = document.getElementById("govuk-frontend");
if (library) {
  const { initAll } = await import(library.href);
  initAll();
}

// A progress panel is replaced every two seconds. Reading it out each time
// would drown a screen reader, so only a change of state is announced.
const announced = new Map();
document.addEventListener("htmx:load", (event) => {
  const panel = event.detail.elt.closest?.("[data-lfl-state]");
  const region = panel?.closest("[data-lfl-progress]");
  const status = region?.querySelector("[role=status]");
  if (!status) return;
  const before = announced.get(region);
  announced.set(region, panel.dataset.lflState);
  if (before !== undefined && before !== panel.dataset.lflState) {
    status.textContent = panel.dataset.lflState;
  }
});

document.querySelectorAll("[data-lfl-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// Where all of a scorecard's columns are in view, the page does the scrolling;
// where not, the table scrolls in a box of its own.
const fits = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const table = target.querySelector("table");
    const room = target.getBoundingClientRect().width;
    target.classList.toggle("lfl-scorecard-region--fits", table !== null && table.offsetWidth <= room);
  }
});
document.querySelectorAll(".lfl-scorecard-region").forEach((region) => fits.observe(region));

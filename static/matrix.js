// Everything here is an improvement: the page works without it.

// Where all of the table is in view sideways, the page does the scrolling; where not, the table scrolls in a
// box of its own, both ways, so that its headings stay in sight.
const fits = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const table = target.querySelector("table");
    const room = target.getBoundingClientRect().width;
    target.classList.toggle("lfl-matrix-region--fits", table !== null && table.offsetWidth <= room);
  }
});

function watch() {
  document.querySelectorAll(".lfl-matrix-region").forEach((region) => fits.observe(region));
}

// A table that was sorted stays where it was read, so that the focus is still in sight. An answer from another
// address is the way to sign in again, and no table.
let down = 0;
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (target.id !== "matrix") return;
  down = document.querySelector(".lfl-matrix-region")?.scrollTop ?? 0;
  if (!xhr.responseURL.includes("/matrix/table/")) {
    event.detail.shouldSwap = false;
    location.reload();
  }
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, () => {
    const status = document.getElementById("matrix-status");
    if (!status) return;
    status.textContent = "The table could not be fetched. Choose Show to try again.";
    status.classList.remove("govuk-visually-hidden");
  });
}

document.addEventListener("htmx:afterSettle", () => {
  const part = document.getElementById("matrix");
  const region = part?.querySelector(".lfl-matrix-region");
  const status = document.getElementById("matrix-status");
  if (!part || !status) return;
  watch();
  if (region) region.scrollTop = down;
  status.textContent = part.dataset.lflSaid;
  status.classList.add("govuk-visually-hidden");
});

watch();

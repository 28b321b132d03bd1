// Choices that are kept at once and tried on in the frame; and pieces that are moved with the hand.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const state = document.querySelector(".choose-state");
  const frame = document.querySelector(".trying .frame");

  // One after the other: with the arrow keys one choice follows the next at once, and the last one has to hold.
  let before = Promise.resolve();
  function keep(address, said) {
    before = before.then(() => send(address, said));
    return before;
  }

  async function send(address, said) {
    try {
      const answer = await fetch(address, { method: "POST", body: said, headers: { Accept: "application/json" }, keepalive: true });
      state.textContent = answer.ok ? state.dataset.saved : state.dataset.lost;
      return answer.ok;
    } catch {
      state.textContent = state.dataset.lost;
      return false;
    }
  }

  const isDark = window.matchMedia("(prefers-color-scheme: dark)");
  function tryOn(colours) {
    const inside = frame?.contentDocument?.documentElement;
    for (const root of [document.documentElement, inside]) {
      if (!root) { continue; }
      for (const [name, colour] of Object.entries(colours[isDark.matches ? "dark" : "light"])) {
        root.style.setProperty(`--${name}`, colour);
      }
    }
  }

  for (const form of document.querySelectorAll("form[data-at-once]")) {
    form.addEventListener("change", async event => {
      const chosen = event.target;
      if (chosen.dataset.colours) { tryOn(JSON.parse(chosen.dataset.colours)); }
      const isKept = await keep(form.action, new URLSearchParams(new FormData(form)));
      if (!isKept) { return; }
      for (const back of document.querySelectorAll(".step-back")) { back.disabled = false; }
      if (chosen.name === "name") {
        window.location.hash = "look";
        window.location.reload(); // another theme has other colours and letters to choose from
      } else if ("anew" in chosen.dataset || form.id === "audience") {
        frame?.contentWindow.location.reload();
        frame.src = frame.src;
      }
    });
  }

  // The shelves. The buttons do the same, with a key or a press.
  const shelves = document.querySelector(".shelves");
  let dragged = null;

  async function move(spine, shelf) {
    const word = shelf.dataset.shelf;
    if (spine.closest(".shelf") === shelf) { return; }
    const said = new URLSearchParams({ record: spine.dataset.record, featured: word });
    if (!await keep(shelves.dataset.front, said)) { return; }
    shelf.querySelector("ul").append(spine);
    const button = spine.querySelector("button");
    button.value = word === "yes" ? "no" : "yes";
    const span = button.querySelector("[data-word-yes]");
    span.textContent = word === "yes" ? span.dataset.wordYes : span.dataset.wordNo;
    for (const one of shelves.querySelectorAll(".shelf")) {
      one.querySelector(".shelf-empty").hidden = one.querySelector(".spine") !== null;
    }
  }

  for (const spine of shelves?.querySelectorAll(".spine") ?? []) {
    spine.draggable = true;
    spine.addEventListener("dragstart", event => {
      dragged = spine;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", spine.dataset.record);
    });
    spine.addEventListener("dragend", () => { dragged = null; });
    spine.querySelector("form").addEventListener("submit", async event => {
      event.preventDefault();
      const button = spine.querySelector("button");
      await move(spine, shelves.querySelector(`[data-shelf="${button.value}"]`));
      button.focus();
    });
  }
  for (const shelf of shelves?.querySelectorAll(".shelf") ?? []) {
    shelf.addEventListener("dragover", event => {
      if (dragged) { event.preventDefault(); shelf.classList.add("is-over"); }
    });
    shelf.addEventListener("dragleave", () => shelf.classList.remove("is-over"));
    shelf.addEventListener("drop", event => {
      event.preventDefault();
      shelf.classList.remove("is-over");
      if (dragged) { move(dragged, shelf); }
    });
  }
})();

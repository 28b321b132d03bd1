// Cutting a picture: a frame that is drawn with a finger or a mouse, or moved by its edges with the keyboard.
"use strict";
(() => {
  const LEAST = 4; // of a hundred

  function cutterOf(field) {
    const panel = field.querySelector("[data-cutter]");
    const view = panel.querySelector("[data-cut-view]");
    const picture = view.querySelector("img");
    const frame = panel.querySelector("[data-frame]");
    const edges = Object.fromEntries([...panel.querySelectorAll("[data-edge]")].map(one => [one.dataset.edge, one]));
    let entry = null;
    let from = null;

    const now = () => Object.fromEntries(Object.entries(edges).map(([name, edge]) => [name, Number(edge.value)]));

    function draw() {
      const { left, top, right, bottom } = now();
      Object.assign(frame.style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` });
    }

    function set(places) {
      for (const [name, place] of Object.entries(places)) { edges[name].value = String(Math.min(100, Math.max(0, place))); }
      draw();
    }

    function keepApart(moved) {
      for (const [low, high] of [["left", "right"], ["top", "bottom"]]) {
        const { [low]: least, [high]: most } = now();
        if (most - least >= LEAST) { continue; }
        if (moved === low) { edges[low].value = String(most - LEAST); } else { edges[high].value = String(least + LEAST); }
      }
      draw();
    }

    function placeOf(event) {
      const box = picture.getBoundingClientRect();
      return [(event.clientX - box.left) / box.width * 100, (event.clientY - box.top) / box.height * 100];
    }

    view.addEventListener("pointerdown", event => {
      from = placeOf(event);
      view.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    view.addEventListener("pointermove", event => {
      if (!from) { return; }
      const to = placeOf(event);
      set({
        left: Math.min(from[0], to[0]), right: Math.max(from[0], to[0]),
        top: Math.min(from[1], to[1]), bottom: Math.max(from[1], to[1]),
      });
    });
    for (const end of ["pointerup", "pointercancel"]) { view.addEventListener(end, () => { from = null; keepApart(""); }); }
    for (const [name, edge] of Object.entries(edges)) { edge.addEventListener("input", event => { event.stopPropagation(); keepApart(name); }); }

    panel.querySelector("[data-cut-leave]").addEventListener("click", () => panel.close());
    panel.addEventListener("close", () => entry?.querySelector("[data-cut]").focus());
    panel.querySelector("[data-cut-keep]").addEventListener("click", async () => {
      const words = JSON.parse(field.dataset.words);
      const file = entry.querySelector("[data-file]").value;
      const sides = Object.fromEntries(Object.entries(now()).map(([name, place]) => [name, place / 100]));
      try {
        const answer = await studioMedia.change(`${field.dataset.media}crop/${studioMedia.pathOf(file)}`, sides);
        studioMedia.look(field, entry, answer.file, "picture");
        studioMedia.settle(field);
        studioMedia.say(field, words.kept);
      } catch (error) {
        studioMedia.say(field, error.message || words.failed);
      }
      panel.close();
    });

    return which => {
      entry = which;
      picture.src = `${field.dataset.media}small/${studioMedia.pathOf(entry.querySelector("[data-file]").value)}?large=1`;
      set({ left: 0, top: 0, right: 100, bottom: 100 });
      panel.showModal();
    };
  }

  for (const field of document.querySelectorAll("[data-media]")) {
    const cut = cutterOf(field);
    field.addEventListener("click", event => {
      const button = event.target.closest("[data-cut]");
      if (button) { cut(button.closest(".media-entry")); }
    });
  }
})();

/* A conference, one screen at a time: by arrow keys, a remote, a swipe, or the buttons. Without this script the screens
   stand one below the other. */
(function () {
  "use strict";

  var place = document.querySelector("[data-screens]");
  var bar = document.querySelector("[data-screen-bar]");
  if (!place || !bar) { return; }
  var screens = Array.from(place.querySelectorAll("[data-screen]"));
  var count = bar.querySelector("[data-count]");
  var moves = Array.from(bar.querySelectorAll("[data-move]"));
  var SWIPE = 60; // px along, and more along than down
  var shown = 0;
  var isUnlocked = (document.body.dataset.root || "").indexOf("#") === 0; // there, addresses are numbers of pages

  function pause(screen) {
    screen.querySelectorAll("audio, video").forEach(function (one) { one.pause(); });
  }

  function show(number, isAsked) {
    var to = Math.max(0, Math.min(screens.length - 1, number));
    if (isAsked && to === shown) { return; }
    pause(screens[shown]);
    shown = to;
    screens.forEach(function (screen, at) { screen.hidden = at !== to; });
    count.textContent = count.dataset.words.replace("{number}", to + 1).replace("{total}", screens.length);
    moves.forEach(function (button) {
      var leads = to + Number(button.dataset.move);
      button.setAttribute("aria-disabled", String(leads < 0 || leads >= screens.length));
    });
    if (!isAsked) { return; }
    window.scrollTo(0, 0);
    screens[to].querySelector("[tabindex='-1']").focus({ preventScroll: true });
    if (isUnlocked) { return; }
    try { window.history.replaceState(null, "", "#" + (to + 1)); } catch (error) { /* then a reload begins again */ }
  }

  function isMirrored() { return getComputedStyle(place).direction === "rtl"; }

  /* A key belongs to what it was pressed on: a player, a field, an open panel. */
  function isTaken(event) {
    var within = event.target.closest ? event.target : document.body;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return true; }
    if (document.querySelector("dialog[open]") || within.closest("input, textarea, select, audio, video, [data-slides]")) { return true; }
    return event.key === " " && Boolean(within.closest("a, button, summary"));
  }

  document.addEventListener("keydown", function (event) {
    if (isTaken(event)) { return; }
    var onwards = isMirrored() ? "ArrowLeft" : "ArrowRight";
    var back = isMirrored() ? "ArrowRight" : "ArrowLeft";
    var ways = { PageDown: shown + 1, PageUp: shown - 1, " ": shown + 1, Home: 0, End: screens.length - 1 };
    ways[onwards] = shown + 1;
    ways[back] = shown - 1;
    if (!(event.key in ways)) { return; }
    event.preventDefault();
    show(ways[event.key], true);
  });

  bar.addEventListener("click", function (event) {
    var button = event.target.closest("[data-move]");
    if (button) { show(shown + Number(button.dataset.move), true); }
  });

  var begun = null;
  place.addEventListener("touchstart", function (event) {
    var isAlone = event.touches.length === 1 && !event.target.closest("audio, video, [data-slides], input");
    begun = isAlone ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }, { passive: true });
  place.addEventListener("touchend", function (event) {
    if (!begun) { return; }
    var along = event.changedTouches[0].clientX - begun.x;
    var down = event.changedTouches[0].clientY - begun.y;
    begun = null;
    if (Math.abs(along) < SWIPE || Math.abs(along) < 2 * Math.abs(down)) { return; }
    show(shown + (along < 0 === !isMirrored() ? 1 : -1), true);
  }, { passive: true });

  /* Quiet: it makes no sound, and nobody is told when time is up. */
  var timer = bar.querySelector("[data-timer]");
  var time = bar.querySelector("[data-time]");
  var since = 0;
  var ticking = 0;
  function tick() {
    var seconds = Math.round((Date.now() - since) / 1000);
    time.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
  }
  timer.addEventListener("click", function () {
    var isOn = timer.getAttribute("aria-pressed") !== "true";
    timer.setAttribute("aria-pressed", String(isOn));
    window.clearInterval(ticking);
    time.textContent = "";
    if (!isOn) { return; }
    since = Date.now();
    tick();
    ticking = window.setInterval(tick, 1000);
  });

  var fill = bar.querySelector("[data-fill]");
  fill.hidden = !document.fullscreenEnabled;
  fill.addEventListener("click", function () {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
  });

  place.classList.add("screens-one");
  bar.querySelector("[data-moves]").hidden = false;
  timer.hidden = false;
  show(((isUnlocked ? 1 : parseInt(window.location.hash.slice(1), 10)) || 1) - 1, false);
})();

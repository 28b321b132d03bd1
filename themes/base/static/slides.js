/* Turns the pages of slides. Without this script they stand in a row that scrolls by itself. */
(function () {
  "use strict";

  document.querySelectorAll("[data-slides]").forEach(function (slides) {
    var bar = slides.querySelector("[data-slides-bar]");
    if (!bar) { return; }
    var strip = slides.querySelector(".slides-strip");
    var pages = Array.from(strip.querySelectorAll(".slide"));
    var count = bar.querySelector(".slides-count");
    var shown = -1;

    function isMirrored() { return getComputedStyle(strip).direction === "rtl"; }

    /* How far a page is from where it would be read. */
    function away(page) {
      var edge = isMirrored() ? "right" : "left";
      return page.getBoundingClientRect()[edge] - strip.getBoundingClientRect()[edge];
    }

    /* Only the links of the page that is shown are on the way of the Tab key. */
    function note(number) {
      if (number === shown) { return; }
      shown = number;
      pages.forEach(function (page, at) {
        page.querySelectorAll("a, summary").forEach(function (stop) {
          if (at === number) { stop.removeAttribute("tabindex"); } else { stop.tabIndex = -1; }
        });
      });
      count.textContent = pages[number].querySelector(".slide-number").textContent;
      bar.querySelectorAll("[data-turn]").forEach(function (button) {
        var to = number + Number(button.dataset.turn);
        button.setAttribute("aria-disabled", String(to < 0 || to >= pages.length));
      });
    }

    function nearest() {
      var distances = pages.map(function (page) { return Math.abs(away(page)); });
      return distances.indexOf(Math.min.apply(null, distances));
    }

    function turnTo(number) {
      var to = Math.max(0, Math.min(pages.length - 1, number));
      var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      strip.scrollBy({ left: away(pages[to]), behavior: still ? "instant" : "smooth" });
      note(to);
    }

    slides.classList.add("slides-turning");
    bar.hidden = false;
    note(0);

    bar.addEventListener("click", function (event) {
      var button = event.target.closest("[data-turn]");
      if (button) { turnTo(shown + Number(button.dataset.turn)); }
    });

    slides.addEventListener("keydown", function (event) {
      var onwards = isMirrored() ? "ArrowLeft" : "ArrowRight";
      var back = isMirrored() ? "ArrowRight" : "ArrowLeft";
      if (event.altKey || event.ctrlKey || event.metaKey) { return; }
      if (event.key === onwards) { turnTo(shown + 1); }
      else if (event.key === back) { turnTo(shown - 1); }
      else if (event.key === "Home") { turnTo(0); }
      else if (event.key === "End") { turnTo(pages.length - 1); }
      else { return; }
      event.preventDefault();
    });

    /* A finger turns pages by itself: what it came to is noted once the row stands still. */
    var waiting = 0;
    strip.addEventListener("scroll", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () { note(nearest()); }, 120);
    }, { passive: true });
  });
})();

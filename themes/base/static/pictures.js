/* Opens pictures in a dialog. Without this script each picture is a plain link to its large file. */
(function () {
  "use strict";

  var viewer = document.getElementById("picture_viewer");
  if (!viewer || typeof viewer.showModal !== "function") { return; }

  var frame = viewer.querySelector(".viewer-frame");
  var caption = viewer.querySelector(".viewer-caption");
  var count = viewer.querySelector(".viewer-count");
  var steps = viewer.querySelector(".viewer-steps");
  var group = [];
  var shown = 0;
  var opener = null;

  function thumbnail(link) { return link.querySelector("img"); }

  /* The large picture, shown at once from the small file that is already here. */
  function largePicture(link) {
    var small = thumbnail(link);
    var large = document.createElement("img");
    large.alt = small.alt;
    large.lang = small.lang || "";
    large.width = small.width ? Number(small.getAttribute("width")) : 0;
    large.height = Number(small.getAttribute("height"));
    large.src = small.currentSrc || small.src;
    var full = new Image();
    full.onload = function () { large.src = full.src; };
    full.src = link.href;
    return large;
  }

  function showCaption(link) {
    var words = link.parentElement.querySelector("figcaption");
    caption.textContent = words ? words.textContent : "";
    caption.hidden = !words;
    caption.lang = words && words.lang ? words.lang : "";
    caption.dir = words && words.dir ? words.dir : "auto";
  }

  function show(position) {
    shown = (position + group.length) % group.length;
    var link = group[shown];
    frame.replaceChildren(largePicture(link));
    showCaption(link);
    count.textContent = viewer.dataset.count.replace("{number}", shown + 1).replace("{total}", group.length);
    count.hidden = steps.hidden = group.length < 2;
  }

  /* A picture grows into the viewer where the browser can do it and the reader wants movement. */
  function grow(from, change) {
    var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still || !document.startViewTransition) { change(); return; }
    from.classList.add("growing");
    var transition = document.startViewTransition(function () {
      from.classList.remove("growing");
      change();
      var large = frame.querySelector("img");
      if (large) { large.classList.add("growing"); }
    });
    transition.finished.finally(function () {
      var large = frame.querySelector("img");
      if (large) { large.classList.remove("growing"); }
    });
  }

  function open(link) {
    opener = link;
    var slides = link.closest(".slides");  /* a document is leafed through by itself */
    group = Array.from((slides || document).querySelectorAll(slides ? "a[data-large]" : "#main_content a[data-large]"));
    if (!slides) { group = group.filter(function (one) { return !one.closest(".slides"); }); }
    grow(thumbnail(link), function () {
      show(group.indexOf(link));
      viewer.showModal();
    });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-large]");
    var wantsElsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || wantsElsewhere) { return; }
    event.preventDefault();
    open(link);
  });

  viewer.addEventListener("click", function (event) {
    var button = event.target.closest("[data-viewer]");
    if (button && button.dataset.viewer === "previous") { show(shown - 1); }
    else if (button && button.dataset.viewer === "next") { show(shown + 1); }
    else if (button || event.target === frame || event.target === viewer) { viewer.close(); }
  });

  viewer.addEventListener("keydown", function (event) {
    if (group.length < 2) { return; }
    var onwards = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    var back = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    if (event.key === onwards) { show(shown + 1); }
    else if (event.key === back) { show(shown - 1); }
    else if (event.key === "Home") { show(0); }
    else if (event.key === "End") { show(group.length - 1); }
    else { return; }
    event.preventDefault();
  });

  viewer.addEventListener("close", function () {
    frame.replaceChildren();
    if (opener) { opener.focus(); }
  });
})();

/* On paper nothing can be unfolded: what is folded opens for printing, and folds again afterwards. */
(function () {
  "use strict";

  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
    document.querySelectorAll("img[loading=lazy]").forEach(function (image) { image.loading = "eager"; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
})();

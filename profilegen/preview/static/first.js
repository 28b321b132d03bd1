/* Stands before all scripts of a page and takes note of what they listen to, so that the page can be exchanged in place:
   what the old page listened to is forgotten, and the scripts of the new one begin afresh. */
(function () {
  "use strict";

  var listening = [];
  [document, window].forEach(function (target) {
    target.addEventListener = function (kind, listener, options) {
      listening.push(function () { target.removeEventListener(kind, listener, options); });
      EventTarget.prototype.addEventListener.call(target, kind, listener, options);
    };
  });
  window.profilegenForgets = function () {
    listening.splice(0).forEach(function (forget) { forget(); });
  };
}());

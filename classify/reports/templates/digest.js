(function () {
  "use strict";
  var all = function (selector) { return Array.from(document.querySelectorAll(selector)); };

  // Finds stories by words, topic and outlet: hides the others, opens the folds.
  var box = document.querySelector(".find");
  if (box) {
    var field = box.querySelector("input");
    var picks = Array.from(box.querySelectorAll("select"));
    var said = box.querySelector("output");
    var plain = function (text) {
      return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    };
    var items = all("[data-tags]").map(function (node) {
      return { node: node, text: plain(node.textContent), tags: node.dataset.tags.split(" ") };
    });
    var folds = all("details[data-group]").map(function (node) {
      return { node: node, open: node.open };
    });
    var find = function () {
      var words = plain(field.value).split(/\s+/).filter(Boolean);
      var wanted = picks.map(function (pick) { return pick.value; }).filter(Boolean);
      var active = words.length + wanted.length > 0;
      var count = 0;
      items.forEach(function (item) {
        var fits = words.every(function (word) { return item.text.includes(word); }) &&
          wanted.every(function (tag) { return item.tags.includes(tag); });
        item.node.hidden = !fits;
        count += fits;
      });
      all("[data-group]").forEach(function (group) {
        group.hidden = active && !group.querySelector("[data-tags]:not([hidden])");
      });
      folds.forEach(function (fold) { fold.node.open = active || fold.open; });
      said.textContent = active ? said.dataset.found + " " + count : "";
    };
    field.addEventListener("input", find);
    picks.forEach(function (pick) { pick.addEventListener("change", find); });
    box.hidden = false;
  }

  // Where nothing hovers, the first tap on a citation shows what it cites, the second goes there.
  document.addEventListener("click", function (event) {
    var link = event.target.closest(".cite a");
    var shown = document.querySelector(".cite a.shown");
    if (shown && shown !== link) shown.classList.remove("shown");
    if (link && link !== shown && matchMedia("(hover: none)").matches) {
      link.classList.add("shown");
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") document.activeElement.blur();
  });

  // Browsers that cannot open folds by style open them for the printer.
  var closed = [];
  addEventListener("beforeprint", function () {
    closed = all("details.print:not([open])");
    closed.forEach(function (fold) { fold.open = true; });
  });
  addEventListener("afterprint", function () {
    closed.forEach(function (fold) { fold.open = false; });
  });
})();

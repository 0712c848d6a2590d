/* 绩衡 指标体系：合计随填随算，整块粘贴，加行、删行、移行。没有脚本时由服务器办同样的事。 */
(function () {
  "use strict";

  var MERGED = ["level1", "level1_points", "level2", "level2_points"];
  var KEYS = {
    level1: ["level1"],
    level1_points: ["level1", "level1_points"],
    level2: ["level1", "level2"],
    level2_points: ["level1", "level2", "level2_points"],
  };
  var ORDER = MERGED.concat(["name", "points", "target", "target_source", "method"]);
  var UNIT = 10000;

  /* 分值按万分之一计成整数，加减不走样 */
  function figure(text) {
    var found = /^\s*(\d{1,6})(?:\.(\d{1,4}))?\s*$/.exec(text.replace(/分\s*$/, ""));
    return found ? parseInt(found[1], 10) * UNIT + parseInt(((found[2] || "") + "0000").slice(0, 4), 10) : null;
  }
  function plain(units) {
    var rest = String(units % UNIT);
    var part = ("0000" + rest).slice(-4).replace(/0+$/, "");
    return String(Math.floor(units / UNIT)) + (part ? "." + part : "");
  }

  function arm(form) {
    var trees = Array.prototype.slice.call(form.querySelectorAll("[data-tree]"));
    var lights = form.querySelector("template[data-lights]");
    var firstLine = parseInt(form.dataset.firstLine, 10);
    var whole = figure(form.dataset.whole);
    if (!lights) return;

    function rowsOf(tree) { return Array.prototype.slice.call(tree.querySelectorAll("tbody tr[data-row]")); }
    function allRows() { return trees.reduce(function (found, tree) { return found.concat(rowsOf(tree)); }, []); }
    function cellOf(row, name) { return row.querySelector('td[data-column="' + name + '"]'); }
    function fieldOf(row, name) { return row.querySelector('[data-field="' + name + '"]'); }

    /* 合并的格属于它上面的第一行 */
    function holder(row, name) {
      while (row && !(row.hasAttribute("data-row") && fieldOf(row, name))) row = row.previousElementSibling;
      return row;
    }
    function value(row, name) {
      var held = holder(row, name);
      return held ? fieldOf(held, name).value.trim() : "";
    }
    function setValue(field, text) {
      if (field.tagName === "SELECT" && !Array.prototype.some.call(field.options, function (one) { return one.value === text; })) field.add(new Option(text, text));
      field.value = text;
    }

    /* ---- 合并：先每行都有自己的格，改完再合上 ---- */
    function spread(tree) {
      rowsOf(tree).forEach(function (row) {
        MERGED.forEach(function (name, at) {
          if (cellOf(row, name)) return;
          var source = cellOf(holder(row, name), name);
          var copy = source.cloneNode(true);
          copy.querySelector("[data-field]").value = source.querySelector("[data-field]").value;
          row.insertBefore(copy, at ? cellOf(row, MERGED[at - 1]).nextSibling : row.querySelector("td.code").nextSibling);
        });
      });
      tree.querySelectorAll("td[rowspan]").forEach(function (cell) { cell.removeAttribute("rowspan"); });
    }
    function merge(tree) {
      var rows = rowsOf(tree);
      MERGED.forEach(function (name) {
        var first = null;
        rows.forEach(function (row) {
          var key = JSON.stringify(KEYS[name].map(function (each) { return row.dataset["v" + each] || ""; }));
          var cell = cellOf(row, name);
          if (first && first.key === key) {
            first.reach += 1;
            first.cell.rowSpan = first.reach;
            cell.remove();
          } else first = { key: key, cell: cell, reach: 1 };
        });
      });
    }
    function restructure(tree, change) {
      spread(tree);
      change();
      rowsOf(tree).forEach(function (row) {
        MERGED.forEach(function (name) { row.dataset["v" + name] = fieldOf(row, name).value.trim(); });
      });
      merge(tree);
      var none = tree.querySelector("tr[data-none]");
      if (none) none.hidden = rowsOf(tree).length > 0;
      renumber();
      recount();
    }
    function renumber() {
      allRows().forEach(function (row, place) {
        var line = String(firstLine + place);
        row.querySelector("[data-line]").textContent = line;
        row.querySelectorAll("[data-field]").forEach(function (field) {
          field.name = "r" + place + "-" + field.dataset.field;
          if (field.dataset.title) field.setAttribute("aria-label", "第" + line + "行　" + field.dataset.title);
        });
        row.querySelectorAll("[data-act]").forEach(function (button) {
          button.value = button.dataset.act + "-" + place;
          button.setAttribute("aria-label", button.getAttribute("aria-label").replace(/第[^行]*行/, "第" + line + "行"));
        });
      });
      form.querySelector("[name=rows]").value = String(allRows().length);
    }

    /* ---- 合计 ---- */
    function lit(tone, word, kind) {
      var at = { green: 0, red: 1, none: 2 }[tone];
      var light = lights.content.children[at].cloneNode(true);
      if (kind) light.className = light.className.replace("sm jh-ind-sum", kind);
      light.appendChild(document.createTextNode(word));
      return light;
    }
    function against(said, units, due, kind) {
      if (units === due) return lit("green", said, kind);
      return lit("red", said + "，" + (units > due ? "多" : "少") + plain(Math.abs(units - due)), kind);
    }
    function sumsOf(rows) {
      var sums = {};
      function of(level1, level2) {
        var key = level1 + "\n" + level2;
        if (!sums[key]) sums[key] = { level1: level1, level2: level2, declared: [], total: 0 };
        return sums[key];
      }
      function declare(one, units) { if (units !== null && one.declared.indexOf(units) < 0) one.declared.push(units); }
      rows.forEach(function (row) {
        var level1 = value(row, "level1"), level2 = value(row, "level2");
        var first = of(level1, ""), second = of(level1, "\n" + level2);
        declare(first, figure(value(row, "level1_points")));
        declare(second, figure(value(row, "level2_points")));
        second.total += figure(value(row, "points")) || 0;
      });
      var list = Object.keys(sums).map(function (key) { return sums[key]; });
      list.forEach(function (one) {
        if (one.level2) of(one.level1, "").total += one.declared.length === 1 ? one.declared[0] : one.total;
      });
      return { of: of, list: list };
    }
    function show(cell, light) {
      var old = cell.querySelector(".jh-light");
      if (old) old.replaceWith(light);
      else cell.querySelector(".pair").appendChild(light);
    }
    function levelLight(one) {
      if (one.declared.length > 1) return lit("red", "权重写法不一");
      var said = "合计" + plain(one.total);
      return one.declared.length ? against(said, one.total, one.declared[0]) : lit("none", said);
    }
    function given(one) { return one.declared.length === 1 ? one.declared[0] : one.total; }
    function recount() {
      var shared = trees.filter(function (tree) { return tree.hasAttribute("data-shared"); }).reduce(function (found, tree) { return found.concat(rowsOf(tree)); }, []);
      trees.forEach(function (tree) {
        if (tree.hasAttribute("data-shared")) return;
        var own = rowsOf(tree);
        var rows = own.concat(shared);
        var sums = sumsOf(rows);
        own.forEach(function (row) {
          if (cellOf(row, "level1_points")) show(cellOf(row, "level1_points"), levelLight(sums.of(value(row, "level1"), "")));
          if (cellOf(row, "level2_points")) show(cellOf(row, "level2_points"), levelLight(sums.of(value(row, "level1"), "\n" + value(row, "level2"))));
        });
        function add(list, of) { return list.reduce(function (sum, one) { return sum + of(one); }, 0); }
        var totals = [
          add(sums.list.filter(function (one) { return !one.level2; }), given),
          add(sums.list.filter(function (one) { return one.level2; }), given),
          add(rows, function (row) { return figure(value(row, "points")) || 0; }),
        ];
        tree.querySelectorAll("tfoot .jh-light").forEach(function (light, at) { light.replaceWith(against(plain(totals[at]), totals[at], whole, "sm")); });
        var head = tree.querySelector(".jh-ind-total");
        var said = against("三级合计" + plain(totals[2]), totals[2], whole, "jh-ind-total");
        if (head && head.textContent !== said.textContent) head.replaceWith(said);
      });
    }

    /* ---- 加、删、移 ---- */
    function newRow(tree, from) {
      var row = tree.querySelector("template[data-blank]").content.querySelector("tr").cloneNode(true);
      if (from) MERGED.forEach(function (name) { fieldOf(row, name).value = value(from, name); });
      return row;
    }
    function swap(row, other) {
      if (!other || !other.hasAttribute("data-row")) return;
      if (row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) other.after(row);
      else other.before(row);
    }
    function act(button) {
      var tree = button.closest("[data-tree]");
      var row = button.closest("tr[data-row]");
      var verb = button.dataset.act;
      var focus = button;
      restructure(tree, function () {
        var body = tree.querySelector("tbody");
        if (verb === "after") { var added = newRow(tree, row); row.after(added); focus = fieldOf(added, "name"); }
        if (verb === "last") { var last = newRow(tree, null); body.appendChild(last); focus = fieldOf(last, "level1"); }
        if (verb === "up") swap(row, row.previousElementSibling);
        if (verb === "down") swap(row, row.nextElementSibling);
        if (verb === "remove") {
          var near = row.nextElementSibling || row.previousElementSibling;
          row.remove();
          focus = (near && near.querySelector("[data-act=remove]")) || tree.querySelector("[data-act=last]");
        }
      });
      focus.focus();
    }

    /* ---- 粘贴和移动 ---- */
    function paste(event, field) {
      var text = (event.clipboardData || window.clipboardData).getData("text");
      var lines = window.jihengCells(text);
      if (lines.length === 1 && lines[0].length === 1) return;
      event.preventDefault();
      var tree = field.closest("[data-tree]");
      var from = rowsOf(tree).indexOf(field.closest("tr"));
      var column = ORDER.indexOf(field.dataset.field);
      var headed = window.jihengHeaded(lines, titlesOf(tree));
      if (headed) {
        lines = headed.rows;
        column = 0;
      }
      var lost = 0;
      restructure(tree, function () {
        var body = tree.querySelector("tbody");
        while (rowsOf(tree).length < from + lines.length) body.appendChild(newRow(tree, rowsOf(tree).pop()));
        var rows = rowsOf(tree);
        lines.forEach(function (line, r) {
          line.forEach(function (said, c) {
            var name = ORDER[column + c];
            if (!name) { lost += said.trim() ? 1 : 0; return; }
            var merged = MERGED.indexOf(name) >= 0 && said.trim() === "";
            setValue(fieldOf(rows[from + r], name), merged && r ? fieldOf(rows[from + r - 1], name).value : said.trim());
          });
        });
      });
      window.jihengLost(form, lost, headed && headed.unplaced);
      fieldOf(holder(rowsOf(tree)[from], ORDER[column]), ORDER[column]).focus();
    }
    function titlesOf(tree) {
      var blank = tree.querySelector("template[data-blank]").content;
      return ORDER.map(function (name) { return blank.querySelector('[data-field="' + name + '"]').dataset.title; });
    }
    function move(event, field) {
      var steps = { ArrowUp: -1, ArrowDown: 1, Enter: 1 };
      var step = steps[event.key];
      if (!step || (field.tagName === "SELECT" && event.key !== "Enter")) return;
      event.preventDefault();
      var rows = rowsOf(field.closest("[data-tree]"));
      var at = rows.indexOf(field.closest("tr")) + step;
      while (rows[at] && !fieldOf(rows[at], field.dataset.field)) at += step;
      if (rows[at]) fieldOf(rows[at], field.dataset.field).focus();
    }

    form.addEventListener("click", function (event) {
      var button = event.target.closest("[data-act]");
      if (!button) return;
      event.preventDefault();
      act(button);
    });
    form.addEventListener("input", recount);
    form.addEventListener("change", function (event) {
      var field = event.target;
      if (MERGED.indexOf(field.dataset.field) < 0) return;
      restructure(field.closest("[data-tree]"), function () {});
    });
    form.addEventListener("paste", function (event) { if (event.target.matches("td [data-field]")) paste(event, event.target); });
    form.addEventListener("keydown", function (event) { if (event.target.matches("td [data-field]")) move(event, event.target); });
    recount();
  }

  document.querySelectorAll("form[data-tree-form]").forEach(arm);

  /* 单个指标：换了计分方法，参数下面换成它的写法 */
  var method = document.getElementById("f-method");
  var hint = document.getElementById("method-hint");
  if (method && hint) {
    method.addEventListener("change", function () {
      var found = Array.prototype.filter.call(document.querySelectorAll("[data-hints] dt"), function (one) { return one.textContent === method.value; })[0];
      hint.textContent = found ? found.nextElementSibling.textContent : "";
    });
  }
})();

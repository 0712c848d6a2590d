/* 绩衡：可编辑表的粘贴、移动、加行；没有脚本也能逐格填写。 */
(function () {
  "use strict";

  function cellsOf(form) {
    return Array.prototype.map.call(form.querySelectorAll("tbody tr"), function (row) {
      return Array.prototype.slice.call(row.querySelectorAll("input, textarea"));
    });
  }

  function titlesOf(form) {
    return Array.prototype.map.call(form.querySelectorAll("thead th[data-title]"), function (head) { return head.dataset.title; });
  }

  function placeOf(grid, cell) {
    for (var r = 0; r < grid.length; r += 1) {
      var c = grid[r].indexOf(cell);
      if (c >= 0) return { row: r, column: c };
    }
    return null;
  }

  function addRows(form, count) {
    var body = form.querySelector("tbody");
    var last = body.lastElementChild;
    for (var n = 0; n < count; n += 1) {
      var row = last.cloneNode(true);
      var number = row.querySelector("th");
      number.textContent = String(parseInt(number.textContent, 10) + 1);
      row.id = "row-" + number.textContent;
      row.querySelectorAll("input, textarea").forEach(function (cell) {
        cell.value = "";
        cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(/^第\d+行/, "第" + number.textContent + "行"));
      });
      body.appendChild(row);
      last = row;
    }
  }

  /* 单行的格放不下换行，先换成多行的 */
  function put(cell, value) {
    if (cell.tagName === "INPUT" && value.indexOf("\n") >= 0) {
      var larger = document.createElement("textarea");
      ["name", "aria-label"].forEach(function (each) { larger.setAttribute(each, cell.getAttribute(each)); });
      larger.rows = 1;
      cell.replaceWith(larger);
      cell = larger;
    }
    cell.value = value;
  }

  function paste(form, event) {
    var text = (event.clipboardData || window.clipboardData).getData("text");
    var lines = window.jihengCells(text);
    if (lines.length === 1 && lines[0].length === 1 && lines[0][0].indexOf("\n") < 0) return;
    event.preventDefault();
    var from = placeOf(cellsOf(form), event.target);
    var isForm = form.querySelector(".jh-cells--form");
    var headed = isForm ? null : window.jihengHeaded(lines, titlesOf(form));
    if (headed) {
      lines = headed.rows;
      from.column = 0;
    }
    var lacking = from.row + lines.length - cellsOf(form).length;
    if (!isForm && lacking > 0) addRows(form, lacking);
    var grid = cellsOf(form);
    var lost = 0;
    lines.forEach(function (line, r) {
      line.forEach(function (value, c) {
        var row = grid[from.row + r];
        if (row && row[from.column + c]) put(row[from.column + c], value);
        else if (value.trim()) lost += 1;
      });
    });
    window.jihengLost(form, lost, headed && headed.unplaced);
  }

  function move(form, event) {
    var steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };
    var step = steps[event.key];
    var many = event.target.tagName === "TEXTAREA";
    if (!step || (many && (event.key !== "Enter" || form.querySelector(".jh-cells--form")))) return;
    if (many && event.altKey) {
      event.preventDefault();
      event.target.setRangeText("\n", event.target.selectionStart, event.target.selectionEnd, "end");
      return;
    }
    var grid = cellsOf(form);
    var from = placeOf(grid, event.target);
    if (!from) return;
    var row = grid[from.row + step[0]];
    event.preventDefault();
    if (row) row[from.column].focus();
  }

  document.querySelectorAll("form[data-cells]").forEach(function (form) {
    form.addEventListener("paste", function (event) { if (event.target.matches("td input, td textarea")) paste(form, event); });
    form.addEventListener("keydown", function (event) { if (event.target.matches("td input, td textarea")) move(form, event); });
    var more = form.querySelector("[data-more-rows]");
    if (more) {
      more.hidden = false;
      more.addEventListener("click", function () { addRows(form, 10); });
    }
    form.addEventListener("submit", function () {
      var gathered = document.createElement("input");
      gathered.type = "hidden";
      gathered.name = "cells";
      gathered.value = JSON.stringify(cellsOf(form).map(function (row) { return row.map(function (cell) { return cell.value; }); }));
      form.appendChild(gathered);
      cellsOf(form).forEach(function (row) { row.forEach(function (cell) { cell.disabled = true; }); });
    });
  });
})();

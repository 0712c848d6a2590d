/* 绩衡：只做脚本才能做的小事；没有脚本，各页照样能用。 */
(function () {
  "use strict";

  /* Ctrl+K 或 ⌘K：光标到搜索框 */
  document.addEventListener("keydown", function (event) {
    var wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!wanted || event.key.toLowerCase() !== "k") return;
    var box = document.getElementById("q");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  /* 侧栏：取来后光标到它的标题，按 Esc 或关闭后回到打开它的链接 */
  var opener = null;
  function closeDrawer() {
    document.querySelectorAll("[data-drawer]").forEach(function (drawer) { drawer.replaceChildren(); });
    if (opener) opener.focus();
    opener = null;
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.target && event.detail.target.matches("[data-drawer]")) opener = event.detail.elt;
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var title = event.target.matches("[data-drawer]") && event.target.querySelector("h2");
    if (title) title.focus();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-close-drawer]")) closeDrawer();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && opener) closeDrawer();
  });

  /* 粘贴的内容在表里没有位置的，说有几格；连表头粘贴的，说哪几列 */
  window.jihengLost = function (form, count, heads) {
    var note = form.querySelector("[data-paste-note]");
    if (!note) return;
    var named = heads && heads.length > 0;
    note.hidden = !count && !named;
    note.querySelector("[data-by-place]").hidden = named;
    note.querySelector("[data-by-head]").hidden = !named;
    note.querySelector("[data-lost]").textContent = count;
    note.querySelector("[data-heads]").textContent = named ? heads.join("、") : "";
  };

  /* 连表头一起复制的，按表头对列：先看名称相同，再看名称以它结尾；对上不足三列的不当作表头 */
  var TOTALS = ["合计", "小计", "总计"];
  var MERGED_TITLES = ["一级指标", "一级权重", "二级指标", "二级权重"];
  function headOf(text) { return text.replace(/\s|\*|＊|（[^）]*）|\([^)]*\)/g, ""); }
  function columnsOf(line, titles) {
    var taken = [];
    var found = line.map(function (cell) {
      var at = titles.indexOf(headOf(cell));
      if (at < 0 || taken.indexOf(at) >= 0) return -1;
      taken.push(at);
      return at;
    });
    return found.map(function (at, place) {
      var head = headOf(line[place]);
      if (at >= 0 || head.length < 2) return at;
      var near = titles.reduce(function (list, title, index) {
        var alike = title.slice(-head.length) === head || head.slice(-title.length) === title;
        return alike && title && taken.indexOf(index) < 0 ? list.concat(index) : list;
      }, []);
      if (near.length !== 1) return -1;
      taken.push(near[0]);
      return near[0];
    });
  }
  window.jihengHeaded = function (lines, columnTitles) {
    var titles = columnTitles.map(headOf);
    for (var top = 0; top < Math.min(lines.length, 6); top += 1) {
      var columns = columnsOf(lines[top], titles);
      if (columns.filter(function (at) { return at >= 0; }).length < 3) continue;
      var rows = lines.slice(top + 1).filter(function (line) {
        var first = line.filter(function (cell) { return cell.trim(); })[0] || "";
        return first && TOTALS.indexOf(headOf(first)) < 0;
      }).map(function (line) {
        var row = titles.map(function () { return ""; });
        line.forEach(function (cell, place) { if (columns[place] >= 0) row[columns[place]] = cell; });
        return row;
      });
      rows.forEach(function (row, r) {
        MERGED_TITLES.forEach(function (title) {
          var at = titles.indexOf(title);
          if (at >= 0 && r && row[at].trim() === "") row[at] = rows[r - 1][at];
        });
      });
      var unplaced = lines[top].filter(function (head, place) { return columns[place] < 0 && head.trim(); });
      return { rows: rows, unplaced: unplaced };
    }
    return null;
  };

  /* 从 Excel、WPS 复制来的多格文字拆成行和格；一格里有换行的，表格软件会加引号 */
  window.jihengCells = function (text) {
    var rows = [[]], cell = "", quoted = false;
    text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (var at = 0; at < text.length; at += 1) {
      var sign = text[at];
      if (quoted && sign === '"' && text[at + 1] === '"') { cell += '"'; at += 1; }
      else if (quoted) { if (sign === '"') quoted = false; else cell += sign; }
      else if (sign === '"' && cell === "" && /["][\t\n]|["]$/.test(text.slice(at + 1))) quoted = true;
      else if (sign === "\t" || sign === "\n") {
        rows[rows.length - 1].push(cell);
        cell = "";
        if (sign === "\n") rows.push([]);
      } else cell += sign;
    }
    rows[rows.length - 1].push(cell);
    return rows;
  };

  /* Esc 或点别处：收起打开的下拉 */
  function closePops(except) {
    document.querySelectorAll("details.jh-pop[open]").forEach(function (pop) {
      if (pop !== except) pop.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    closePops(event.target.closest("details.jh-pop"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var open = document.querySelector("details.jh-pop[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  /* 拖放区：把拖来的文件交给里面的选文件框，并列出名字 */
  function listNames(zone, input) {
    var names = Array.prototype.map.call(input.files, function (file) { return file.name; });
    var shown = names.slice(0, 5).join("、");
    var line = zone.querySelector(".names");
    if (!line) return;
    line.textContent = names.length ? "已选 " + names.length + " 个文件：" + shown + (names.length > 5 ? "等" : "") : "";
  }
  function arm(zone) {
    var input = zone.querySelector("input[type=file]");
    if (!input) return;
    ["dragover", "dragenter"].forEach(function (name) {
      zone.addEventListener(name, function (event) {
        event.preventDefault();
        zone.classList.add("is-over");
      });
    });
    ["dragleave", "drop"].forEach(function (name) {
      zone.addEventListener(name, function () { zone.classList.remove("is-over"); });
    });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      listNames(zone, input);
    });
    input.addEventListener("change", function () { listNames(zone, input); });
  }
  document.querySelectorAll(".jh-drop").forEach(arm);

  /* 选项一变就重新筛选；没有脚本时用“筛选”按钮 */
  document.querySelectorAll("select[data-submits]").forEach(function (select) {
    select.addEventListener("change", function () { select.form.requestSubmit(); });
  });

  /* 插入数据：放到刚才写的那一格的光标处；没有脚本时照名称输入 */
  var writing = null;
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("textarea")) writing = event.target;
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-insert]");
    if (!button) return;
    var box = writing || document.querySelector(".jh-writing textarea");
    if (!box) return;
    box.setRangeText(button.dataset.insert, box.selectionStart, box.selectionEnd, "end");
    box.focus();
  });

  /* 复制按钮：没有脚本时不出现，点一下文字就全选 */
  document.querySelectorAll("[data-copies]").forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.dataset.copies).then(function () {
        document.querySelectorAll("[data-copies].is-done").forEach(function (other) { other.classList.remove("is-done"); other.textContent = "复制"; });
        button.classList.add("is-done");
        button.textContent = "已复制";
      });
    });
  });

  /* 打印按钮：没有脚本时不出现 */
  document.querySelectorAll("[data-prints]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();

/* 绩衡 资料：文件分批传、逐个说明结果；勾选。没有脚本时是普通的表单。 */
(function () {
  "use strict";
  var AT_ONCE = 8, BYTES_AT_ONCE = 24 * 1024 * 1024;
  var LOST = "没有传到，请检查网络后重试。", TOO_LARGE = "超过一次能传的大小，没有收。请拆小后再传。";

  function portionsOf(rows) {
    var portions = [], bytes = 0;
    rows.forEach(function (row) {
      var last = portions[portions.length - 1];
      if (!last || last.length >= AT_ONCE || bytes + row.file.size > BYTES_AT_ONCE) {
        portions.push(last = []);
        bytes = 0;
      }
      last.push(row);
      bytes += row.file.size;
    });
    return portions;
  }

  function rowOf(list, file, retry) {
    var item = document.createElement("li");
    var name = document.createElement("span"), state = document.createElement("span"), again = document.createElement("button");
    name.className = "name"; name.textContent = file.name;
    state.className = "state"; state.textContent = "等待";
    again.type = "button"; again.className = "btn btn-link"; again.textContent = "重试"; again.hidden = true;
    item.append(name, state, again);
    list.append(item);
    var row = { file: file, item: item, state: state, again: again, done: false };
    again.addEventListener("click", function () { retry(row); });
    return row;
  }

  function tell(row, kind, text) {
    row.item.className = kind;
    row.state.textContent = text;
    row.again.hidden = kind !== "is-bad";
    row.done = kind === "is-ok";
  }

  function armSending(form) {
    var input = form.querySelector("input[type=file]"), box = form.querySelector("[data-sending]");
    var list = box.querySelector("[data-files]"), bar = box.querySelector("progress");
    var sum = box.querySelector("[data-sum]"), link = box.querySelector("[data-done]");
    var button = form.querySelector("button[type=submit]"), rows = [], busy = false;

    function show() {
      var kept = rows.filter(function (row) { return row.done; }).length;
      var bad = rows.filter(function (row) { return row.item.className === "is-bad"; }).length;
      bar.max = rows.length; bar.value = kept + bad;
      sum.textContent = "共 " + rows.length + " 个，收入 " + kept + " 个" + (bad ? "，没有收 " + bad + " 个" : "") + (busy ? "，正在传" : "");
      link.hidden = busy || !kept;
      button.disabled = busy;
    }

    function send(portion) {
      var body = new FormData(form);
      body.delete("uploads");
      portion.forEach(function (row) { body.append("uploads", row.file, row.file.name); tell(row, "is-run", "正在传"); });
      return fetch(form.action, { method: "POST", body: body, headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(function (answer) {
          if (answer.status === 413) throw new Error(TOO_LARGE);
          if (answer.redirected || (!answer.ok && answer.status !== 422)) throw new Error(LOST);
          return answer.json();
        })
        .then(function (said) {
          portion.forEach(function (row, place) {
            var one = (said.files || [])[place];
            if (one && one.number) tell(row, "is-ok", "编号 " + one.number);
            else tell(row, "is-bad", one ? one.message + "。" : said.refused);
          });
        })
        .catch(function (error) {
          portion.forEach(function (row) { tell(row, "is-bad", error.message === TOO_LARGE ? TOO_LARGE : LOST); });
        });
    }

    function sendAll(waiting) {
      busy = true;
      show();
      return portionsOf(waiting).reduce(function (before, portion) {
        return before.then(function () { return send(portion); }).then(show);
      }, Promise.resolve()).then(function () { busy = false; show(); });
    }

    form.addEventListener("submit", function (event) {
      if (!input.files.length || busy) return;
      event.preventDefault();
      box.hidden = false;
      var fresh = Array.prototype.map.call(input.files, function (file) {
        return rowOf(list, file, function (row) { if (!busy) sendAll([row]); });
      });
      rows = rows.concat(fresh);
      input.value = "";
      input.dispatchEvent(new Event("change"));
      sendAll(fresh);
    });
    window.addEventListener("beforeunload", function (event) { if (busy) event.preventDefault(); });
  }
  document.querySelectorAll("form[data-portions]").forEach(armSending);

  /* 勾选：全选，选了几份 */
  document.querySelectorAll("form[data-picks]").forEach(function (form) {
    var all = document.querySelector("[data-pick-all]"), count = form.querySelector("[data-picked-count]");
    function boxes() {
      return Array.prototype.filter.call(form.elements, function (one) { return one.name === "numbers"; });
    }
    function show() {
      var picked = boxes().filter(function (box) { return box.checked; }).length;
      if (count) count.textContent = picked ? "已勾选 " + picked + " 份" : "";
      if (all) all.checked = picked > 0 && picked === boxes().length;
    }
    if (all) {
      all.hidden = false;
      all.addEventListener("change", function () { boxes().forEach(function (box) { box.checked = all.checked; }); show(); });
    }
    boxes().forEach(function (box) { box.addEventListener("change", show); });
    show();
  });
})();

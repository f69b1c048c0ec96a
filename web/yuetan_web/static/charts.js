/* Draws a chart over each table that asks for one. The table stays: it is what is read without a script, and aloud. */
"use strict";

(function () {
  const COLOURS = { main: "#1b4f8f", rest: "#c3cfdf", over: "#b3261e" };
  const TEXT = { color: "#3b4653", fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
  const LINE = { lineStyle: { color: "#e3e8ee" } };
  const LONGEST = 12;

  function rowsOf(table) {
    return Array.from(table.tBodies[0].rows).filter((row) => !row.hasAttribute("data-apart")).map((row) => ({
      title: row.cells[0].textContent.trim(),
      numbers: Array.from(row.cells).slice(1).map((cell) => Number(cell.textContent.replace(/[^0-9.]/g, "")) || 0),
      address: row.querySelector("a") ? row.querySelector("a").href : "",
    }));
  }

  function shortened(title) {
    return title.length > LONGEST ? title.slice(0, LONGEST) + "…" : title;
  }

  function optionOf(table, lying) {
    const rows = rowsOf(table);
    const heads = Array.from(table.tHead.rows[0].cells).slice(1);
    const names = heads.map((cell) => cell.textContent.trim());
    const stacked = table.hasAttribute("data-stacked");
    const named = {
      type: "category", data: rows.map((row) => row.title), inverse: lying, axisTick: { show: false },
      axisLabel: Object.assign({ formatter: shortened, interval: lying ? 0 : "auto" }, TEXT),
      axisLine: { lineStyle: { color: "#9aa5b1" } },
    };
    const counted = { type: "value", minInterval: 1, axisLabel: TEXT, splitLine: LINE };
    return {
      animation: false, color: heads.map((cell) => COLOURS[cell.dataset.look] || COLOURS.main), textStyle: TEXT, aria: { enabled: false },
      grid: { left: 8, right: 28, top: 22, bottom: names.length > 1 ? 30 : 8, outerBoundsMode: "same" },
      legend: names.length > 1 ? { bottom: 0, itemWidth: 12, itemHeight: 12, textStyle: TEXT } : undefined,
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } },
      xAxis: lying ? counted : named, yAxis: lying ? named : counted,
      series: names.map((name, place) => ({
        name: name, type: "bar", barMaxWidth: 26, stack: stacked ? "all" : undefined,
        data: rows.map((row) => row.numbers[place]),
        cursor: rows.some((row) => row.address) ? "pointer" : "default",
        label: { show: names.length === 1, position: lying ? "right" : "top", color: TEXT.color, fontSize: 12 },
      })),
    };
  }

  function draw(table) {
    const rows = rowsOf(table);
    if (!rows.length || (rows.length === 1 && table.tHead.rows[0].cells.length === 2)) {
      return; // a single number says itself
    }
    const lying = table.dataset.chart === "bars";
    const place = document.createElement("div");
    place.className = "chart";
    place.setAttribute("aria-hidden", "true");
    const held = table.closest("details") || table;
    held.before(place);
    place.style.height = (lying ? Math.max(7, 2 + rows.length * 1.9 + (table.tHead.rows[0].cells.length > 2 ? 1.6 : 0)) : 15) + "rem";
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(optionOf(table, lying));
    chart.on("click", (at) => {
      if (rows[at.dataIndex].address) {
        window.location.assign(rows[at.dataIndex].address);
      }
    });
    if (held !== table) {
      held.open = false;
    }
    window.addEventListener("resize", () => chart.resize());
    window.addEventListener("beforeprint", () => chart.resize());
  }

  document.querySelectorAll("table[data-chart]").forEach(draw);
})();

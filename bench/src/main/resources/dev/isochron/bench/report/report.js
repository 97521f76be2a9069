// Draws the charts from the embedded report; the tables are in the page already.
(() => {
  const report = JSON.parse(document.getElementById("data").textContent);
  const place = document.getElementById("charts");
  const colors = ["#2f6fde", "#e07b24", "#1a9c6b", "#a44fd0", "#c93a5b", "#7a8699"];
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#9aa6b5" : "#5d6978";
  const grid = dark ? "#2d3641" : "#e6e9ed";

  const groups = new Map();
  for (const track of report.tracks || []) {
    const key = track.subject + (track.run > 1 ? ", run " + track.run : "");
    if (!groups.has(key)) groups.set(key, new Map());
    groups.get(key).set(track.name, track);
  }
  if (groups.size === 0) return;

  // A dashed line with its text for every mark.
  const marks = {
    hooks: {
      draw: [(u) => {
        const { ctx, bbox } = u;
        ctx.save();
        ctx.font = 11 * devicePixelRatio + "px system-ui";
        ctx.setLineDash([4, 4]);
        (report.marks || []).forEach((mark, i) => {
          const x = Math.round(u.valToPos(mark.second, "x", true));
          ctx.strokeStyle = ctx.fillStyle = dark ? "#f2786d" : "#b3261e";
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
          ctx.fillText(mark.text, x + 4, bbox.top + (12 + (i % 4) * 14) * devicePixelRatio);
        });
        ctx.restore();
      }],
    },
  };

  function chart(title, unit, lines) {
    const length = Math.max(...lines.map((line) => line.values.length));
    const seconds = Array.from({ length }, (_, i) => i);
    const box = document.createElement("div");
    box.className = "chart";
    place.append(box);
    const axis = { stroke: ink, grid: { stroke: grid }, ticks: { stroke: grid } };
    new uPlot({
      title,
      width: Math.max(320, box.clientWidth - 24),
      height: 280,
      plugins: [marks],
      scales: { x: { time: false } },
      axes: [{ ...axis, label: "second" }, { ...axis, label: unit, size: 70 }],
      series: [{ label: "second" }].concat(lines.map((line, i) => ({
        label: line.label,
        stroke: colors[i % colors.length],
        width: 1.5,
        spanGaps: true,
        value: (_, v) => (v == null ? "" : v.toLocaleString("en", { maximumFractionDigits: 1 })),
      }))),
    }, [seconds].concat(lines.map((line) => line.values)), box);
  }

  const kinds = ["new-order", "payment", "order-status", "delivery", "stock-level"];
  const sum = (tracks) => tracks[0].values.map((_, i) =>
    tracks.reduce((all, track) => all + (track.values[i] || 0), 0));
  chart("Transactions per second", "transactions/s", [...groups].map(([label, tracks]) => ({
    label,
    values: sum(kinds.filter((kind) => tracks.has(kind)).map((kind) => tracks.get(kind))),
  })));
  for (const [label, tracks] of groups) {
    chart("By transaction: " + label, "transactions/s", kinds
      .filter((kind) => tracks.has(kind))
      .map((kind) => ({ label: kind, values: tracks.get(kind).values })));
  }

  // A row for each shard, a cell for each second, the darker the more was asked of it.
  function heatMap(title, tracks) {
    const length = Math.max(...tracks.map((track) => track.values.length));
    const most = Math.max(1, ...tracks.flatMap((track) => track.values));
    const box = document.createElement("div");
    box.className = "chart";
    place.append(box);
    const head = document.createElement("div");
    head.className = "u-title";
    head.textContent = title + ", at most " + Math.round(most).toLocaleString("en") + " requests/s";
    const canvas = document.createElement("canvas");
    const left = 70, row = 18, width = Math.max(320, box.clientWidth - 24);
    const height = tracks.length * row + 22;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    canvas.style.width = width + "px";
    box.append(head, canvas);
    const ctx = canvas.getContext("2d");
    ctx.scale(devicePixelRatio, devicePixelRatio);
    ctx.font = "11px system-ui";
    const cell = (width - left) / length;
    tracks.forEach((track, y) => {
      ctx.fillStyle = ink;
      ctx.fillText(track.name, 0, y * row + 13);
      track.values.forEach((value, x) => {
        ctx.fillStyle = `rgba(201, 58, 91, ${0.06 + 0.94 * value / most})`;
        ctx.fillRect(left + x * cell, y * row, Math.ceil(cell), row - 1);
      });
    });
    ctx.fillStyle = ink;
    const step = Math.ceil(length / 10);
    for (let x = 0; x < length; x += step) ctx.fillText(x + " s", left + x * cell, height - 6);
  }
  for (const [label, tracks] of groups) {
    const shards = [...tracks.values()].filter((track) => track.unit === "requests/s");
    if (shards.length > 0) heatMap("Shards: " + label, shards);
  }

  const millis = (track) => track.values.map((v) => (v === 0 ? null : v / 1000));
  chart("NewOrder response time", "ms", [...groups].flatMap(([label, tracks]) =>
    ["new-order p50", "new-order p99"].filter((name) => tracks.has(name)).map((name) => ({
      label: label + " " + name.split(" ")[1],
      values: millis(tracks.get(name)),
    }))));
})();

// Deadline questions from a fixed seed, for two programs to answer alike: anchors at all hours, around
// holidays, shifted workdays and months' ends, in published, provisional and unknown years; pauses
// that overlap, touch the end or never end in time.
export function* questions(count, seed = 20261127) {
  let state = seed;
  const below = (n) => {  // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
  const day = (at) => new Date(at * 86400000).toISOString().slice(0, 10);
  const kFrom = Date.UTC(2018, 0, 1) / 86400000;
  const edges = [[0, 1], [1, 28], [1, 29], [0, 31], [2, 31], [3, 30], [4, 1], [9, 1], [9, 8], [11, 31]];
  for (let i = 0; i < count; ++i) {
    let anchor = kFrom + below(365 * 20);
    if (below(3) === 0) {  // near a month's end or a holiday
      const [month, date] = edges[below(edges.length)];
      anchor = Date.UTC(2018 + below(20), month, date) / 86400000 + below(5) - 2;
    }
    if (below(500) === 0) anchor = Date.UTC([1900, 2000, 2100, 2400][below(4)], 1, 27 + below(3)) / 86400000;
    const unit = ['workday', 'day', 'month'][below(3)];
    const size = unit === 'month' ? 14 : below(4) === 0 ? 90 : 20;
    const n = below(3) === 0 ? -below(size) : below(size);
    const pauses = [];
    for (let left = below(2) * below(4); left > 0; --left) {
      const from = anchor + below(40) - 8;
      const pause = {from: day(from), to: day(from + below(12))};
      if (below(3) > 0) pause.reason = ['补充材料', '听证', '', '"引号"\\', '𠮷', '\uffe5'][below(6)];
      pauses.push(pause);
    }
    const asked = {anchor: {day: day(anchor)}, period: `${n} ${unit}${below(2) ? 's' : ''}`, pauses};
    if (below(2)) asked.anchor.after_hours = below(2) === 1;
    if (pauses.length === 0 && below(2)) delete asked.pauses;
    yield JSON.stringify(asked);
  }
}

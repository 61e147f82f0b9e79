// Counting a deadline day by day [10], and the questions of a file.
import fs from 'node:fs';
import path from 'node:path';

import {Bad, bytewise, canonical, isObject, linesOf, members, named, text} from './bytes.mjs';

const kMs = 86400000;
const dayOf = (y, m, d) => new Date(0).setUTCFullYear(y, m, d) / kMs;  // months from 0
const kFirst = dayOf(1, 0, 1);
const kLast = dayOf(9999, 11, 31);
const clamped = (day) => Math.min(Math.max(day, kFirst), kLast);
const written = new Map();
function dayText(day) {
  let found = written.get(day);
  if (found === undefined) written.set(day, (found = new Date(day * kMs).toISOString().slice(0, 10)));
  return found;
}
function dayFrom(value, field) {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  const day = y === undefined ? NaN : dayOf(+y, m - 1, +d);
  if (!(day >= kFirst && day <= kLast) || dayText(day) !== value) throw new Bad(`${field}：不是日子`);
  return day;
}
function monthsAdded(day, months) {
  const date = new Date(day * kMs);
  const all = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const [y, m] = [Math.floor(all / 12), ((all % 12) + 12) % 12];
  if (y < 1) return kFirst;
  if (y > 9999) return kLast;
  return dayOf(y, m, Math.min(date.getUTCDate(), new Date(dayOf(y, m + 1, 0) * kMs).getUTCDate()));
}

export function calendarOf(value, hash, where) {
  const names = (v) => isObject(v) && Object.entries(v).every(([day, name]) => /^\d{4}-\d\d-\d\d$/.test(day) && typeof name === 'string');
  if (!members(value, 'years') || !isObject(value.years) ||
      !Object.entries(value.years).every(([year, y]) => /^\d{4}$/.test(year) && members(y, 'off', 'provisional', 'work') && typeof y.provisional === 'boolean' && names(y.off) && names(y.work)))
    throw new Bad(`${where}：不是工作日历`);
  const known = new Map();
  const look = (day) => {
    let found = known.get(day);
    if (found) return found;
    const name = dayText(day);
    const year = value.years[name.slice(0, 4)];
    const weekday = ((day % 7) + 11) % 7;  // 1970-01-01 was a Thursday; 0 is a Sunday
    found = {provisional: year?.provisional ?? true, off: false, why: '工作日'};
    if (year && Object.hasOwn(year.work, name)) found.why = `${year.work[name]}调休上班`;
    else if (year && Object.hasOwn(year.off, name)) Object.assign(found, {off: true, why: year.off[name]});
    else if (weekday === 6 || weekday === 0) Object.assign(found, {off: true, why: weekday === 6 ? '星期六' : '星期日'});
    known.set(day, found);
    return found;
  };
  return {hash, look};
}

export function asked(value, whole) {
  const need = (fits, field) => {
    if (!fits) throw new Bad(`${field}：不对`);
  };
  const only = (v, ...names) => isObject(v) && Object.keys(v).every((name) => names.includes(name));
  need(whole ? isObject(value) : only(value, 'anchor', 'period', 'pauses'), '');
  need(only(value.anchor, 'day', 'after_hours'), '/anchor');
  const {after_hours = false} = value.anchor;
  need(typeof after_hours === 'boolean', '/anchor/after_hours');
  const [, n, unit] = /^(-?\d{1,4}) (workday|day|month)s?$/.exec(value.period) ?? [];
  need(n !== undefined && typeof value.period === 'string', '/period');
  const pauses = value.pauses ?? [];
  need(Array.isArray(pauses), '/pauses');
  return {
    anchor: dayFrom(value.anchor.day, '/anchor/day'), after_hours, n: Number(n) + 0, unit,
    pauses: pauses.map((pause, i) => {
      need(only(pause, 'from', 'to', 'reason') && typeof (pause.reason ?? '') === 'string', `/pauses/${i}`);
      const [from, to] = [dayFrom(pause.from, `/pauses/${i}/from`), dayFrom(pause.to, `/pauses/${i}/to`)];
      need(from <= to, `/pauses/${i}/to`);
      return {from, to, reason: pause.reason ?? ''};
    }).sort((a, b) => a.from - b.from || a.to - b.to || bytewise(a.reason, b.reason)),
  };
}

// The whole count, as canonical JSON.
export function certificate({anchor, after_hours, n, unit, pauses}, calendar) {
  let provisional = false;
  const look = (day) => {
    const found = calendar.look(day);
    provisional ||= found.provisional;
    return found;
  };
  const steps = [];
  const step = (day, counted, why) => steps.push({counted, day, why});
  const pausedWhy = (day) => {
    const pause = pauses.find(({from, to}) => from <= day && day <= to);
    return pause && (pause.reason === '' ? '暂停' : `暂停：${pause.reason}`);
  };
  const ending = (from) => clamped(unit === 'month' ? monthsAdded(from, n) : from + n);
  let day = anchor;
  let from = anchor;
  if (n < 0) {
    step(day, false, '起算日，不计入');
    const wanted = unit === 'workday' ? -n : day - ending(day);
    for (let counted = 0; counted < wanted && day > kFirst;) {
      const {off, why} = unit === 'workday' ? look(--day) : {off: false, day: --day};
      step(day, !off, off ? why : `前第 ${++counted} ${unit === 'workday' ? '个工作日' : '日'}`);
    }
  } else {
    for (;; ++day) {
      const {off, why} = look(day);
      const late = day === anchor && after_hours;
      if ((!off && !late) || day === kLast) break;
      step(day, false, `${off ? why : '17:30 以后'}${day === anchor ? '，视为下一个工作日' : ''}`);
    }
    from = day;
    step(day, false, '起算日，不计入');
    const wanted = unit === 'workday' ? n : ending(day) - day;
    for (let counted = 0; counted < wanted && day < kLast;) {
      const {off, why} = unit === 'workday' ? look(++day) : {off: false, day: ++day};
      const pause = pausedWhy(day);
      if (pause ?? off) step(day, false, pause ?? why);
      else step(day, true, `第 ${++counted} ${unit === 'workday' ? '个工作日' : '日'}`);
    }
    for (;;) {
      const {off, why} = look(day);
      const pause = pausedWhy(day);
      if ((pause === undefined && !off) || day === kLast) break;
      steps.at(-1).why += `；${pause ?? why}，顺延`;
      step(++day, false, '顺延');
    }
  }
  const json = JSON.stringify;
  return `{"anchor":{"after_hours":${after_hours},"day":"${dayText(anchor)}"},"calendar":"${calendar.hash}","counted_from":"${dayText(from)}","due":"${dayText(day)}","pauses":[` +
      pauses.map((p) => `{"from":"${dayText(p.from)}","reason":${json(p.reason)},"to":"${dayText(p.to)}"}`).join(',') +
      `],"period":"${n} ${unit}${Math.abs(n) === 1 ? '' : 's'}","provisional":${provisional},"steps":[` +
      steps.map((s) => `{"counted":${s.counted},"day":"${dayText(s.day)}","why":${json(s.why)}}`).join(',') + ']}';
}

// Just the form of policy/calendar/*.yaml: one `{name: value, …}` a day or period, under its heading.
function calendarFrom(folder) {
  const years = {};
  const read = (file, provisional) => {
    let year = null;
    let list = null;
    for (const [line] of linesOf(path.join(folder, file), file, false)) {
      const [, number] = /^(?:  - )?year: (\d{4})\s*$/.exec(line) ?? [];
      const [, heading] = /^(?: {4})?(\w+):/.exec(line) ?? [];
      if (number) year = provisional && years[number] ? null : (years[number] = {off: {}, provisional, work: {}});
      else if (heading) list = heading;
      const [, item] = /^ +- \{(.*)\}\s*$/.exec(line) ?? [];
      if (!item || !year || (list !== 'holidays' && list !== 'workdays')) continue;
      const {from, to, day, name} = Object.fromEntries(item.split(', ').map((pair) => pair.split(': ')));
      if (list === 'workdays') year.work[day] = name;
      else for (let at = dayFrom(from, file); at <= dayFrom(to, file); ++at) year.off[dayText(at)] = name;
    }
  };
  const files = fs.readdirSync(folder).sort();
  for (const file of files) if (/^\d{4}\.yaml$/.test(file)) read(file, false);
  if (files.includes('statutory.yaml')) read('statutory.yaml', true);
  return calendarOf({years}, named(canonical({years})), folder);
}

export function deadlines(file, folder) {
  const calendar = calendarFrom(folder);
  const answers = [];
  const faults = [];
  const input = file === '-' ? text(fs.readFileSync(0), file).split('\n').map((line, i) => [line, i + 1]) : linesOf(file, file, false);
  let number = 0;
  for (const [line] of input) {
    ++number;
    if (line.trim() === '') continue;
    try {
      let value;
      try {
        value = JSON.parse(line);
      } catch {
        throw new Bad('不是 JSON');
      }
      answers.push(certificate(asked(value, false), calendar));
    } catch (error) {
      if (!(error instanceof Bad)) throw error;
      faults.push(`${file}:${number}: ${error.message}`);
    }
    if (faults.length === 0 && answers.length >= 4096) fs.writeSync(1, answers.splice(0).join('\n') + '\n');
  }
  if (faults.length) throw new Bad(faults.join('\n'));
  if (answers.length) process.stdout.write(answers.join('\n') + '\n');
}

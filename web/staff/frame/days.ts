// Days and instants in the words of these pages. A day is a civil date, "2026-11-27"; an instant is
// shown at +08:00 wherever the browser stands.

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;
const DAY_MS = 86_400_000;
const EIGHT_HOURS_MS = 8 * 3_600_000;

function at_midnight(day: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!found) return null;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? null : ms;
}

export function is_day(text: string): boolean {
  return at_midnight(text) !== null;
}

// Negative where `to` lies before `from`; NaN where one of them is no day.
export function days_between(from: string, to: string): number {
  const [first, last] = [at_midnight(from), at_midnight(to)];
  return first === null || last === null ? Number.NaN : Math.round((last - first) / DAY_MS);
}

export function day_after(day: string, count = 1): string {
  const ms = at_midnight(day);
  return ms === null ? day : new Date(ms + count * DAY_MS).toISOString().slice(0, 10);
}

// "五"
function weekday_of(day: string): string {
  const ms = at_midnight(day);
  return ms === null ? '' : WEEKDAYS[new Date(ms).getUTCDay()] ?? '';
}

export function weekday(day: string): string {
  return `星期${weekday_of(day)}`;
}

// "11月27日", with the year where it is another than today's.
export function plain_day(day: string, today: string): string {
  if (!is_day(day)) return day;
  const [year, month, date] = day.split('-').map(Number);
  const text = `${month}月${date}日`;
  return day.slice(0, 4) === today.slice(0, 4) ? text : `${year}年${text}`;
}

// "11月27日 周五"
export function short_day(day: string, today: string): string {
  return is_day(day) ? `${plain_day(day, today)} 周${weekday_of(day)}` : day;
}

// "11月27日（星期五）"
export function long_day(day: string, today: string): string {
  return is_day(day) ? `${plain_day(day, today)}（${weekday(day)}）` : day;
}

export interface Moment {
  day: string;
  time: string;
}

// An instant in ISO 8601 or in milliseconds since the epoch; null where it is neither.
export function moment(at: string | number): Moment | null {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  if (Number.isNaN(ms)) return null;
  const text = new Date(ms + EIGHT_HOURS_MS).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}

// "11月24日（星期二）10:12"
export function long_moment(at: string | number, today: string): string {
  const found = moment(at);
  return found ? `${long_day(found.day, today)}${found.time}` : String(at);
}

// "11月24日 10:12"
export function short_moment(at: string | number, today: string): string {
  const found = moment(at);
  return found ? `${plain_day(found.day, today)} ${found.time}` : String(at);
}

const UNITS: Record<string, string> = { workday: '个工作日', day: '天', month: '个月' };

// How a period of a certificate is counted: "5 workdays" → "数 5 个工作日", "-1 workday" → "往前数
// 1 个工作日".
export function count_words(period: string): string {
  const found = /^(-?)(\d+) (workday|day|month)s?$/.exec(period);
  if (!found) return `数 ${period}`;
  const [, back, count, unit = ''] = found;
  if (count === '0') return '就是当天';
  return `${back ? '往前' : ''}数 ${count} ${UNITS[unit]}`;
}

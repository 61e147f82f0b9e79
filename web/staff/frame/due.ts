// What is due, in a word that stands beside its light, and in a sentence.
import { days_between, long_day, short_day, weekday } from './days';
import type { Of } from './schemas';

export interface DueWords {
  word: string;
  under: string; // "" where nothing need be added
}

// Of a deadline that has ended the light is "".
export type Lit = Pick<Of<'Due'>, 'due'> & { light: Of<'Deadline'>['light'] };

export function due_words(due: Lit, today: string): DueWords {
  const left = days_between(today, due.due);
  if (due.light === 'hold') return { word: '暂停计时', under: `原定 ${short_day(due.due, today)}` };
  if (due.light === 'late' || left < 0) {
    const word = left < 0 ? `超期 ${-left} 天` : '已超期';
    return { word, under: `应在 ${short_day(due.due, today)}` };
  }
  if (left === 0) return { word: '今天到期', under: weekday(due.due) };
  if (left === 1) return { word: '明天到期', under: weekday(due.due) };
  return { word: short_day(due.due, today), under: '' };
}

// Who does what by when. The day is the last on which it can be done.
export function due_sentence(due: Lit & Pick<Of<'Due'>, 'label' | 'owed_by'>, today: string): string {
  const left = days_between(today, due.due);
  const day = long_day(due.due, today);
  if (due.light === 'hold') return `${due.owed_by}：${due.label}。现在不计时。`;
  if (due.light === 'late' || left < 0) {
    const late = left < 0 ? `，已超期 ${-left} 天` : '';
    return `${due.owed_by}还没有办：${due.label}。${day}到期${late}。`;
  }
  const when = left === 0 ? `今天，${day}` : left === 1 ? `明天，${day}` : day;
  return `${due.owed_by}：${due.label}，最迟${when}。`;
}

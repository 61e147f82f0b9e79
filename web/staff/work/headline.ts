// The start page's first sentence.
import type { Of } from '../frame/schemas';
import { days_between } from '../frame/days';

export function headline(work: Of<'Work'>, today: string): string {
  const count = work.owed.length;
  if (!count) return '现在没有要您办的事';
  // What is paused presses nobody.
  const running = work.owed.filter((each) => each.light !== 'hold');
  const left = running.map((each) => days_between(today, each.due));
  const late = running.filter((each, i) => each.light === 'late' || (left[i] ?? 0) < 0).length;
  const now = left.filter((days) => days === 0).length;
  const all = count > 1 ? '都' : '';
  if (late) return `有 ${count} 件要您办，${late === count ? all : `${late} 件`}已经超期`;
  if (now) return now === count ? `今天有 ${count} 件要您办` : `有 ${count} 件要您办，今天到期 ${now} 件`;
  return `有 ${count} 件要您办，${all}还来得及`;
}

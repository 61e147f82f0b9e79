// How many filings a list has, as far as the server counts them.
import type { Of } from '../frame/schemas';

type Counted = Pick<Of<'FilingList'>, 'items' | 'total' | 'at_least'>;

// "12", "1000+"; "" where they are not counted.
export function count_of(list: Counted): string {
  if (list.total !== null) return String(list.total);
  return list.at_least > list.items.length ? `${list.at_least}+` : '';
}

// Beneath a list of which so many are shown.
export function count_words(list: Counted, shown: number, more: boolean): string {
  const seen = `显示 ${shown} 件`;
  if (list.total !== null) return list.total > shown ? `${seen}，共 ${list.total} 件` : `共 ${list.total} 件`;
  if (list.at_least > list.items.length) return `${seen}，共 ${list.at_least} 件以上`;
  return `${seen}${more ? '，还有' : '，就这些'}`;
}

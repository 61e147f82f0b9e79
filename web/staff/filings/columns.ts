// The columns of the list and which of them a person has chosen, in which order.

export interface Column {
  id: string;
  label: string;
  sort?: string;
  number?: boolean;
}

export const COLUMNS: readonly Column[] = [
  { id: 'due', label: '到期', sort: 'due' },
  { id: 'title', label: '事由' },
  { id: 'contact_on', label: '接触那天', sort: 'contact_on' },
  { id: 'verdict', label: '结论' },
  { id: 'state', label: '状态' },
  { id: 'owed_by', label: '等谁' },
  { id: 'filer', label: '报备人' },
  { id: 'unit', label: '单位' },
  { id: 'opened_at', label: '什么时候报的', sort: 'opened_at' },
  { id: 'number', label: '编号', sort: 'number' },
];

// Always shown: without it a row could not be opened.
const FIXED = 'title';
const USUAL = ['due', 'title', 'contact_on', 'verdict', 'state', 'filer', 'number'];

export interface Choice {
  order: string[]; // every column, once
  shown: string[];
}

export const usual_choice = (): Choice => ({ order: COLUMNS.map((each) => each.id), shown: [...USUAL] });

// From what a browser kept, perhaps of an older version of this page.
export function choice_of(kept: string | null): Choice {
  const usual = usual_choice();
  let said: unknown;
  try {
    said = JSON.parse(kept ?? 'null');
  } catch {
    return usual;
  }
  const { order, shown } = (said ?? {}) as Partial<Record<keyof Choice, unknown>>;
  if (!Array.isArray(order) || !Array.isArray(shown)) return usual;
  const is_known = (id: unknown): id is string => usual.order.includes(id as string);
  const kept_order = [...new Set(order.filter(is_known))];
  const added = usual.order.filter((id) => !kept_order.includes(id));
  return { order: [...kept_order, ...added], shown: [...new Set([...shown.filter(is_known), FIXED])] };
}

export function columns_of(choice: Choice): Column[] {
  return choice.order
    .filter((id) => choice.shown.includes(id))
    .map((id) => COLUMNS.find((each) => each.id === id))
    .filter((each): each is Column => each !== undefined);
}

export function toggled(choice: Choice, id: string): Choice {
  if (id === FIXED) return choice;
  const shown = choice.shown.includes(id) ? choice.shown.filter((each) => each !== id) : [...choice.shown, id];
  return { ...choice, shown };
}

// One place up or down, as far as there is one.
export function moved(choice: Choice, id: string, by: -1 | 1): Choice {
  const order = [...choice.order];
  const at = order.indexOf(id);
  const other = order[at + by];
  if (at < 0 || other === undefined) return choice;
  order[at + by] = id;
  order[at] = other;
  return { ...choice, order };
}

export const is_fixed = (id: string): boolean => id === FIXED;

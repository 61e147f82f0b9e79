// What a list of filings shows: kept in the address, so that it can be sent, reloaded and gone back
// to.
import { plain_day } from '../frame/days';

export interface Listing {
  view: string;
  state: string;
  verdict: string;
  due: '' | 'late' | 'soon';
  q: string;
  from: string;
  to: string;
  sort: string;
}

export const VIEWS = [
  { id: 'mine', label: '我的' },
  { id: 'unit', label: '报到本单位的' },
  { id: 'place', label: '本地方的' },
] as const;

export const VERDICTS = [
  { id: 'permitted', label: '可以' },
  { id: 'conditional', label: '可以，有事要办' },
  { id: 'prohibited', label: '不可以' },
  { id: 'undetermined', label: '没有写到，要研判' },
] as const;

export const DUES = [
  { id: 'late', label: '已超期' },
  { id: 'soon', label: '快到期' },
] as const;

const SORTS = ['due', 'contact_on', 'opened_at', 'number'];

const known = <T extends { id: string }>(all: readonly T[], id: string): boolean => all.some((each) => each.id === id);

export const plain_listing = (view = 'mine'): Listing => ({
  view, state: '', verdict: '', due: '', q: '', from: '', to: '', sort: 'due',
});

type Query = Record<string, string | null | undefined | (string | null)[]>;
const first = (value: Query[string]): string | undefined => (Array.isArray(value) ? value[0] : value) ?? undefined;

// From an address that anybody may have typed: what is not known is left out.
export function listing_of(query: Query, view: string): Listing {
  const said = (name: string): string => first(query[name]) ?? '';
  const sort = said('sort');
  return {
    view: known(VIEWS, said('view')) ? said('view') : view,
    state: /^\w{1,40}$/.test(said('state')) ? said('state') : '',
    verdict: known(VERDICTS, said('verdict')) ? said('verdict') : '',
    due: known(DUES, said('due')) ? (said('due') as Listing['due']) : '',
    q: said('q').slice(0, 100),
    from: /^\d{4}-\d{2}-\d{2}$/.test(said('from')) ? said('from') : '',
    to: /^\d{4}-\d{2}-\d{2}$/.test(said('to')) ? said('to') : '',
    sort: SORTS.includes(sort.replace(/^-/, '')) ? sort : 'due',
  };
}

export function query_of(listing: Listing): Record<string, string> {
  const all = {
    view: listing.view, state: listing.state, verdict: listing.verdict, due: listing.due,
    q: listing.q.trim(), from: listing.from, to: listing.to, sort: listing.sort === 'due' ? '' : listing.sort,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

// A click on a column: up, then down, then up again.
export function sorted_by(listing: Listing, column: string): Listing {
  return { ...listing, sort: listing.sort === column ? `-${column}` : column };
}

export interface Chip {
  id: 'state' | 'verdict' | 'due' | 'days' | 'q';
  label: string;
  value: string;
}

const named = (id: string, all: readonly { id: string; label: string }[]): string =>
  all.find((each) => each.id === id)?.label ?? id;

function days_words(from: string, to: string, today: string): string {
  if (from && to) return `${plain_day(from, today)}到${plain_day(to, today)}`;
  return from ? `${plain_day(from, today)}起` : `到${plain_day(to, today)}`;
}

export function chips_of(
  listing: Listing, states: Record<string, string>, today: string,
): Chip[] {
  const chips: Chip[] = [];
  if (listing.q.trim()) chips.push({ id: 'q', label: '搜', value: listing.q.trim() });
  if (listing.state) chips.push({ id: 'state', label: '状态', value: states[listing.state] ?? listing.state });
  if (listing.due) chips.push({ id: 'due', label: '期限', value: named(listing.due, DUES) });
  if (listing.verdict) chips.push({ id: 'verdict', label: '结论', value: named(listing.verdict, VERDICTS) });
  if (listing.from || listing.to)
    chips.push({ id: 'days', label: '接触那天', value: days_words(listing.from, listing.to, today) });
  return chips;
}

export function without(listing: Listing, chip: Chip['id']): Listing {
  if (chip === 'days') return { ...listing, from: '', to: '' };
  return { ...listing, [chip]: '' };
}

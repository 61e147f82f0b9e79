// Views that a person keeps in the browser: a name and the conditions of a list.
export interface SavedView {
  name: string;
  query: Record<string, string>;
}

const NAME_MAX = 20;
const VIEWS_MAX = 12;

export function views_of(kept: string | null): SavedView[] {
  let said: unknown;
  try {
    said = JSON.parse(kept ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(said)) return [];
  return said.filter(
    (view): view is SavedView =>
      typeof view?.name === 'string' && typeof view.query === 'object' && view.query !== null &&
      Object.values(view.query as object).every((value) => typeof value === 'string'),
  );
}

// A name that is there already is given the new conditions. The oldest goes when there are too many.
export function with_view(views: readonly SavedView[], name: string, query: SavedView['query']): SavedView[] {
  const short = [...name.trim()].slice(0, NAME_MAX).join('');
  if (!short) return [...views];
  return [...views.filter((view) => view.name !== short), { name: short, query }].slice(-VIEWS_MAX);
}

export function same_query(one: Record<string, string>, other: Record<string, string>): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
}

// Two people changed one filing at once: what each of them has, side by side, and what becomes of
// it once it is chosen.
import type { Of } from '../frame/schemas';

type Filing = Of<'Filing'>;

export interface Row {
  id: string;
  label: string;
  before: string; // as both had it
  mine: string;
  theirs: string;
  standing: 'same' | 'mine' | 'theirs' | 'both'; // who changed it; both: to another value each
}

export type Values = Record<string, string>;

// What everyone sees of a filing, by what it is called.
export function values_of(filing: Filing): Values {
  return {
    状态: filing.state_label,
    事由: filing.title,
    对方: filing.counterpart,
    接触那天: filing.contact_on,
    结论: filing.verdict_word,
    ...Object.fromEntries(filing.answers.map((each) => [each.label, each.value])),
  };
}

export function compare(
  before: Values, mine: Values, theirs: Values, labels: Record<string, string> = {},
): Row[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(mine), ...Object.keys(theirs)])];
  return ids.map((id) => {
    const row = { id, label: labels[id] ?? id, before: before[id] ?? '', mine: mine[id] ?? '', theirs: theirs[id] ?? '' };
    const [by_me, by_them] = [row.mine !== row.before, row.theirs !== row.before];
    const standing = row.mine === row.theirs ? 'same' : by_me && by_them ? 'both' : by_me ? 'mine' : 'theirs';
    return { ...row, standing };
  });
}

// What nobody need be asked about is taken over: a value that one side alone changed is that
// side's. `chosen` says it for the others; without a word theirs stands, as it is stored already.
export function merge(rows: readonly Row[], chosen: Record<string, 'mine' | 'theirs'>): Values {
  return Object.fromEntries(
    rows.map((row) => {
      const by = chosen[row.id] ?? (row.standing === 'mine' ? 'mine' : 'theirs');
      return [row.id, by === 'mine' ? row.mine : row.theirs];
    }),
  );
}

// What has happened to the filing since the version that was on the page.
export function steps_since(shown: Filing, current: Filing): Filing['steps'] {
  const seen = new Set(shown.steps.map((step) => step.n));
  return current.steps.filter((step) => !seen.has(step.n));
}

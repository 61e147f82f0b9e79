// Two people changed one filing at once: what each of them has, side by side, and what becomes of
// it once it is chosen.
import type { Of } from '../frame/openapi';

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

// What a person may change while amending, with what everyone sees of a filing.
export const LABELS: Record<string, string> = {
  title: '事由', counterpart: '对方', contact_on: '接触那天', verdict: '结论', state: '状态',
};

export function values_of(filing: Filing): Values {
  return {
    title: filing.title,
    counterpart: filing.counterpart,
    contact_on: filing.contact_on,
    verdict: filing.verdict_word,
    state: filing.state_label,
    ...Object.fromEntries(filing.answers.map((each) => [`answer:${each.label}`, each.value])),
  };
}

function label_of(id: string): string {
  return LABELS[id] ?? id.replace(/^answer:/, '');
}

export function compare(before: Values, mine: Values, theirs: Values): Row[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(mine), ...Object.keys(theirs)])];
  return ids.map((id) => {
    const row = { id, label: label_of(id), before: before[id] ?? '', mine: mine[id] ?? '', theirs: theirs[id] ?? '' };
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

// What has happened to the filing since the version that was on the page, newest first.
export function steps_since(shown: Filing, current: Filing): Filing['steps'] {
  const seen = new Set(shown.steps.map((step) => `${step.at} ${step.said} ${step.by}`));
  return current.steps.filter((step) => !seen.has(`${step.at} ${step.said} ${step.by}`));
}

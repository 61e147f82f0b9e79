// A check as it comes from a receipt: a file that a person kept, or what another page handed over in
// the address behind the #, which no server sees.
import { is_day } from '../frame/days';
import type { Of } from '../frame/schemas';

export type GivenCheck = Of<'Check'> & { pack: string };

// Of one check; the server answers many with many.
export const verdict_of = (answer: Of<'CheckAnswer'> | Of<'CheckAnswer'>[]): Of<'Verdict'> => {
  const [one] = Array.isArray(answer) ? answer : [answer];
  if (!one) throw new Error('no answer to a check');
  return one.receipt.verdict;
};

const strings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

export function check_of_receipt(text: string): GivenCheck | null {
  let said: Partial<Record<keyof GivenCheck, unknown>> | null;
  try {
    said = JSON.parse(text) as typeof said;
  } catch {
    return null;
  }
  if (!said || typeof said.pack !== 'string') return null;
  if (said.actor !== 'official' && said.actor !== 'entrepreneur') return null;
  if (typeof said.contact_on !== 'string' || !is_day(said.contact_on)) return null;
  if (!strings(said.conducts) || !said.conducts.length || !strings(said.unknown ?? [])) return null;
  if (typeof said.facts !== 'object' || said.facts === null || Array.isArray(said.facts)) return null;
  const { pack, actor, contact_on, conducts } = said;
  const facts = said.facts as NonNullable<GivenCheck['facts']>;
  return { pack, actor, contact_on, conducts, facts, unknown: (said.unknown as string[] | undefined) ?? [] };
}

export function check_of_hash(hash: string): GivenCheck | null {
  const found = /^#check=([\w-]+)$/.exec(hash);
  if (!found) return null;
  try {
    const bytes = Uint8Array.from(atob((found[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
    return check_of_receipt(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

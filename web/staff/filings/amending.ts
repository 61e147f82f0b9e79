// Amending a filing: what it says, as values that a person changes one by one, and back.
import type { Of } from '../frame/schemas';
import type { Values } from './conflict';
import { type Field, read_fields, type Typed } from './fields';

type Fact = Of<'Fact'>;
type Pack = Of<'Pack'>;
type Check = Of<'Check'>;

export const UNCLEAR = '?';
export const NO_CONDUCT = 'conducts'; // where it is said that none is left
const PLAIN = ['title', 'counterpart', 'contact_on'] as const;
const CONDUCT = 'conduct:';
export const conduct_value = (id: string): string => CONDUCT + id;

export function fact_field(fact: Fact, actor: string): Field {
  const unclear = { id: UNCLEAR, label: '不清楚' };
  const question = fact.question_for?.[actor] ?? fact.question;
  const choices =
    fact.type === 'boolean' ? [{ id: 'true', label: '是' }, { id: 'false', label: '不是' }] : (fact.choices ?? []);
  const choosing = fact.type === 'choice' || fact.type === 'boolean';
  return {
    id: fact.id,
    label: question,
    hint: choosing ? fact.hint : [fact.hint, '不清楚就空着'].filter(Boolean).join('；'),
    type: choosing ? 'choice' : fact.type,
    required: choosing,
    choices: choosing ? [...choices, unclear] : undefined,
  };
}

// Of a filing: its plain values, its facts as typed under "fact:<id>", and under "conduct:<id>"
// whether it has that one.
export function amend_values(filing: Of<'Filing'>): Values {
  const { conducts, facts, unknown } = filing.receipt;
  const typed = Object.entries(facts).map(([id, value]) => [`fact:${id}`, String(value)]);
  const unclear = unknown.map((id) => [`fact:${id}`, UNCLEAR]);
  return {
    title: filing.title,
    counterpart: filing.counterpart,
    contact_on: filing.contact_on,
    ...Object.fromEntries([...conducts.map((id) => [conduct_value(id), 'true']), ...typed, ...unclear]),
  };
}

export function amend_labels({ conducts, facts }: Pack): Record<string, string> {
  const plain = { title: '事由', counterpart: '对方', contact_on: '接触那天' };
  const named = conducts.map((conduct) => [conduct_value(conduct.id), conduct.label]);
  return { ...plain, ...Object.fromEntries([...named, ...facts.map((fact) => [`fact:${fact.id}`, fact.label])]) };
}

// A value in the words of the pack, for people who compare two of them.
export function value_words(id: string, value: string, facts: readonly Fact[]): string {
  if (id.startsWith(CONDUCT)) return value === 'true' ? '有' : '没有';
  const fact = facts.find((each) => `fact:${each.id}` === id);
  if (value === UNCLEAR) return '不清楚';
  if (fact?.type === 'boolean') return value === 'true' ? '是' : value === 'false' ? '不是' : value;
  return fact?.choices?.find((choice) => choice.id === value)?.label ?? value;
}

export interface Amended {
  title: string;
  counterpart: string;
  // Whom the record knows: the enterprise while its name stands, and the unit told by its side.
  counterpart_organisation?: string;
  unit?: string;
  check: Check & { pack: string };
  faults: Record<string, string>; // by the id of a value
}

function plain_faults(values: Values): Record<string, string> {
  const labels = { title: '事由', counterpart: '对方', contact_on: '接触那天' };
  const fields = PLAIN.map((id) => ({
    id, label: labels[id], type: id === 'contact_on' ? ('date' as const) : ('text' as const), required: true, max: 200,
  }));
  return read_fields(fields, values).faults;
}

function known_sides(counterpart: string, filing: Of<'Filing'>): Pick<Amended, 'counterpart_organisation' | 'unit'> {
  if (filing.side === 'entrepreneur') return { unit: filing.unit.id };
  const known = filing.counterpart_organisation;
  return known && counterpart === filing.counterpart ? { counterpart_organisation: known } : {};
}

export const conducts_of = (values: Values): string[] =>
  Object.keys(values).filter((id) => id.startsWith(CONDUCT) && values[id] === 'true').map((id) => id.slice(CONDUCT.length));

// The facts that are on the form: of the contact as a whole, and of what it contains.
export function facts_on(values: Values, facts: readonly Fact[]): Fact[] {
  const conducts = conducts_of(values);
  return facts.filter((fact) => `fact:${fact.id}` in values && (fact.of === 'context' || conducts.includes(fact.of)));
}

export function amended_of(values: Values, filing: Of<'Filing'>, facts: readonly Fact[]): Amended {
  const { pack, actor } = filing.receipt;
  const conducts = conducts_of(values);
  const given = facts_on(values, facts);
  const typed: Typed = Object.fromEntries(given.map((fact) => [fact.id, values[`fact:${fact.id}`] ?? '']));
  const is_unclear = (fact: Fact): boolean => ['', UNCLEAR].includes((typed[fact.id] ?? '').trim());
  const known = given.filter((fact) => !is_unclear(fact));
  const read = read_fields(known.map((fact) => ({ ...fact_field(fact, actor), type: fact.type })), typed);
  const counterpart = (values.counterpart ?? '').trim();
  return {
    title: (values.title ?? '').trim(),
    counterpart,
    ...known_sides(counterpart, filing),
    check: {
      pack, actor, conducts,
      contact_on: values.contact_on ?? '',
      facts: read.values as NonNullable<Check['facts']>,
      unknown: given.filter(is_unclear).map((fact) => fact.id),
    },
    faults: {
      ...plain_faults(values),
      ...(conducts.length ? {} : { [NO_CONDUCT]: '至少要有一件事。' }),
      ...Object.fromEntries(Object.entries(read.faults).map(([id, fault]) => [`fact:${id}`, fault])),
    },
  };
}

// The facts that a check still wants, where that is all it complains of.
export function missing_facts(errors: readonly Of<'Fault'>[]): string[] {
  const all_missing = errors.length > 0 && errors.every((error) => error.code === 'missing_fact');
  return all_missing ? errors.map((error) => error.pointer.split('/').at(-1) ?? '').filter(Boolean) : [];
}

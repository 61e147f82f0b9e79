import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Of } from '../frame/schemas';
import { amend_labels, amend_values, amended_of, fact_field, missing_facts, UNCLEAR, value_words } from './amending';

const fact = (over: Partial<Of<'Fact'>>): Of<'Fact'> => ({
  id: 'f', of: 'eat', label: '每人饭钱', question: '每人大约多少钱？', type: 'money', actors: ['official'], changeable: false, private: false, ...over,
});
const facts = [
  fact({ id: 'meal_cost' }),
  fact({ id: 'meal_settled', label: '付了没有', question: '您付了吗？', type: 'boolean' }),
  fact({ id: 'meal_payer', label: '谁付', question: '谁付钱？', type: 'choice', choices: [{ id: 'own', label: '自己' }, { id: 'host', label: '主人' }] }),
  fact({ id: 'seats', label: '几桌', question: '几桌？', type: 'count' }),
];
const pack = {
  id: 'ningbo', facts,
  conducts: [{ id: 'eat', label: '吃饭', actors: ['official'] }, { id: 'ride', label: '坐车', actors: ['official'] }],
} as unknown as Of<'Pack'>;
const filing = {
  title: '年会', counterpart: '示例商会', contact_on: '2026-11-27',
  receipt: {
    pack: 'ningbo', actor: 'official', contact_on: '2026-11-27', conducts: ['eat'],
    facts: { meal_cost: '40.00', meal_settled: false, seats: 2 }, unknown: ['meal_payer'],
  },
} as unknown as Of<'Filing'>;

test('a filing that nobody changed gives its own check back', () => {
  const { check, faults } = amended_of(amend_values(filing), filing, facts);
  assert.deepEqual(faults, {});
  assert.deepEqual(check, filing.receipt);
});

test('the enterprise that the record knows stays known while its name stands', () => {
  const known = { ...filing, side: 'official', counterpart_organisation: 'firm-1' } as Of<'Filing'>;
  const told = (over: object): unknown => amended_of({ ...amend_values(known), ...over }, known, facts).counterpart_organisation;
  assert.equal(told({ title: '座谈会' }), 'firm-1');
  assert.equal(told({ counterpart: '另一家商会' }), undefined);
});

test('the enterprise’s side tells the unit again', () => {
  const theirs = { ...filing, side: 'entrepreneur', unit: { id: 'office', name: '乙科' }, counterpart_organisation: 'firm-1' } as Of<'Filing'>;
  const { unit, counterpart_organisation } = amended_of(amend_values(theirs), theirs, facts);
  assert.deepEqual([unit, counterpart_organisation], ['office', undefined]);
});

test('what was unclear becomes known, and what was known unclear', () => {
  const values = { ...amend_values(filing), 'fact:meal_payer': 'own', 'fact:meal_cost': '' };
  const { check } = amended_of(values, filing, facts);
  assert.deepEqual(check.facts, { meal_settled: false, meal_payer: 'own', seats: 2 });
  assert.deepEqual(check.unknown, ['meal_cost']);
});

test('what is taken out takes its answers with it, and comes back with them', () => {
  const all = [...facts, fact({ id: 'rides', of: 'ride', type: 'count' }), fact({ id: 'relation', of: 'context', type: 'count' })];
  const values = { ...amend_values(filing), 'conduct:eat': '', 'conduct:ride': 'true', 'fact:rides': '2', 'fact:relation': '0' };
  const { check, faults } = amended_of(values, filing, all);
  assert.deepEqual(faults, {});
  assert.deepEqual([check.conducts, check.facts, check.unknown], [['ride'], { rides: 2, relation: 0 }, []]);
  const back = amended_of({ ...values, 'conduct:eat': 'true' }, filing, all);
  assert.equal(back.check.facts?.meal_cost, '40.00');
});

test('a contact of nothing is no contact', () => {
  const { faults } = amended_of({ ...amend_values(filing), 'conduct:eat': '' }, filing, facts);
  assert.deepEqual(Object.keys(faults), ['conducts']);
});

test('what cannot be read is said at its own place', () => {
  const values = { ...amend_values(filing), title: ' ', contact_on: '2026-02-30', 'fact:meal_cost': '四十' };
  const { faults } = amended_of(values, filing, facts);
  assert.deepEqual(Object.keys(faults).sort(), ['contact_on', 'fact:meal_cost', 'title']);
});

test('a question is put as it is put to this side', () => {
  const field = fact_field(fact({ question_for: { entrepreneur: '每人花了多少？' } }), 'entrepreneur');
  assert.equal(field.label, '每人花了多少？');
  assert.equal(field.required, false);
  assert.equal(fact_field(facts[1]!, 'official').choices?.at(-1)?.id, UNCLEAR);
});

test('values are compared in the words of the pack', () => {
  assert.equal(value_words('fact:meal_payer', 'host', facts), '主人');
  assert.equal(value_words('fact:meal_settled', 'false', facts), '不是');
  assert.equal(value_words('fact:meal_payer', UNCLEAR, facts), '不清楚');
  assert.equal(value_words('title', '年会', facts), '年会');
});

test('what the contact contains is compared by its name', () => {
  assert.equal(amend_labels(pack)['conduct:ride'], '坐车');
  assert.equal(value_words('conduct:ride', 'true', facts), '有');
  assert.equal(value_words('conduct:ride', '', facts), '没有');
});

test('missing facts are asked for only where nothing else is wrong', () => {
  const missing = { pointer: '/facts/meal_kind', code: 'missing_fact', detail: '还没有说是什么饭' };
  assert.deepEqual(missing_facts([missing]), ['meal_kind']);
  assert.deepEqual(missing_facts([missing, { pointer: '/contact_on', code: 'type', detail: '' }]), []);
  assert.deepEqual(missing_facts([]), []);
});

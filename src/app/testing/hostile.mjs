// Inputs that must be refused, for the command line and for HTTP alike: what is sent, and the
// pointers and codes that the refusal must name. All but the last two are well-formed JSON.
import {meal} from './qinqing.mjs';

const facts = (changes) => ({facts: {...meal().facts, ...changes}});

export const hostile = [
  {
    name: 'null for a fact',
    text: JSON.stringify(meal(facts({meal_kind: null}))),
    named: ['/facts/meal_kind']
  },
  {name: 'null for a day', text: JSON.stringify(meal({contact_on: null})), named: ['/contact_on']},
  {
    name: 'a number for money',
    text: JSON.stringify(meal(facts({meal_cost: 12}))),
    named: ['/facts/meal_cost']
  },
  {
    name: 'money with three places',
    text: JSON.stringify(meal(facts({meal_cost: '12.345'}))),
    named: ['/facts/meal_cost']
  },
  {name: 'an unknown key', text: JSON.stringify(meal({verdict: 'permitted'})), named: ['/verdict']},
  {
    name: 'an unknown fact',
    text: JSON.stringify(meal(facts({weather: 'fine'}))),
    named: ['/facts/weather']
  },
  {
    name: 'a duplicate key',
    text: JSON.stringify(meal()).replace('"meal_kind"', '"meal_kind":"banquet","meal_kind"'),
    named: ['/facts/meal_kind']
  },
  {
    name: 'a missing fact',
    text: JSON.stringify(
        {...meal(), facts: {relation: 'none', meal_payer: 'organiser', meal_cost: '80.00'}}),
    named: ['/facts/meal_kind']
  },
  {
    name: 'many faults at once',
    text: JSON.stringify({
      actor: 'officer',
      contact_on: '2026-02-30',
      conducts: ['eat', 'fly'],
      facts: {meal_cost: 12, meal_kind: 'lunch'},
      extra: 1
    }),
    named:
        ['/actor', '/contact_on', '/conducts/1', '/facts/meal_cost', '/facts/meal_kind', '/extra'],
  },
  {name: 'ten thousand levels', text: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, named: []},
  {name: 'no JSON', text: '{"actor":', named: []},
];


// 100 MB of well-formed JSON, in pieces of 1 MB.
export function* hundredMegabytes() {
  yield '{"actor":"';
  const piece = 'x'.repeat(1 << 20);
  for (let i = 0; i < 100; i += 1) yield piece;
  yield '"}';
}

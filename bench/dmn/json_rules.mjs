// A reference of bench/dmn: json-rules-engine with the same table and the same inputs.
//   node json_rules.mjs DIR prove|SECONDS   proves that every answer is ours | prints `rate p50 p99`
import { Engine } from 'json-rules-engine';
import { load, measure, prove } from './reference.mjs';

const { rules, inputs, expected, seconds } = load();

const signs = { '<': 'lessThan', '<=': 'lessThanInclusive', '>': 'greaterThan', '>=': 'greaterThanInclusive' };
// The conditions of one cell; a cell of the table is a comparison, a range, or literals.
const conditions = (fact, cell) => {
  if (cell === '-') return [];
  const comparison = cell.match(/^([<>]=?) (\d+)$/);
  if (comparison) return [{ fact, operator: signs[comparison[1]], value: Number(comparison[2]) }];
  const range = cell.match(/^([[(])(\d+)\.\.(\d+)([\])])$/);
  if (range)
    return [
      { fact, operator: range[1] === '[' ? 'greaterThanInclusive' : 'greaterThan', value: Number(range[2]) },
      { fact, operator: range[4] === ']' ? 'lessThanInclusive' : 'lessThan', value: Number(range[3]) },
    ];
  return [{ fact, operator: 'in', value: JSON.parse(`[${cell}]`) }];
};

const engine = new Engine();
const order = new Map(rules.map((rule, i) => [JSON.parse(rule.output), i]));
for (const rule of rules)
  engine.addRule({
    name: rule.id,
    conditions: { all: Object.entries(rule.conditions).flatMap(([fact, cell]) => conditions(fact, cell)) },
    event: { type: JSON.parse(rule.output) },
  });

// JSON text in and out; `results` and `failureResults` say which condition held on what value.
const answer = async (text) => {
  const { events, results, failureResults } = await engine.run(JSON.parse(text));
  return JSON.stringify({ events, results, failureResults });
};
const outcomes = (text) =>
  JSON.parse(text)
    .events.map((event) => event.type)
    .sort((a, b) => order.get(a) - order.get(b));

await prove(inputs, expected, async (text) => outcomes(await answer(text)));
await measure(inputs, seconds, answer);

// A reference of bench/dmn: feelin with the same expression and the same inputs.
//   node feelin.mjs DIR prove|SECONDS   proves that every answer is ours | prints `rate p50 p99`
import { evaluate } from 'feelin';
import { loadFeel, measure, prove } from './reference.mjs';

const { expression, inputs, expected, seconds } = loadFeel();
// feelin reads the expression at every evaluation: it has no compiled form to keep.
const answer = async (text) => JSON.stringify(evaluate(expression, JSON.parse(text)).value);

await prove(inputs, expected, async (text) => JSON.parse(await answer(text)));
await measure(inputs, seconds, answer);

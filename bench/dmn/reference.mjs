// What the references of bench/dmn share: the files that dmn_bench wrote, the proof, the clock.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [folder, seconds] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

export const load = () => ({
  rules: read('table.json'),
  inputs: read('inputs.json').map((input) => JSON.stringify(input)),
  expected: read('expected.json'),
  seconds: Number(seconds),
});

export const loadFeel = () => ({
  expression: readFileSync(path.join(folder, 'orders.dmn'), 'utf8')
    .match(/<literalExpression[^>]*><text>([^]*?)<\/text>/)[1]
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<'),
  inputs: read('feel_inputs.json').map((input) => JSON.stringify(input)),
  expected: read('feel_expected.json'),
  seconds: Number(seconds),
});

export const prove = async (inputs, expected, answer) => {
  if (seconds !== 'prove') return;
  for (let i = 0; i < inputs.length; i += 1) {
    const theirs = JSON.stringify(await answer(inputs[i]));
    if (theirs !== JSON.stringify(expected[i])) {
      console.error('another answer than ours:', inputs[i], theirs, JSON.stringify(expected[i]));
      process.exit(1);
    }
  }
};

// One after the other; prints `rate p50_ns p99_ns`.
export const measure = async (inputs, limit, answer) => {
  if (seconds === 'prove') return;
  const warm = Date.now() + 500;
  for (let i = 0; Date.now() < warm; i += 1) await answer(inputs[i % inputs.length]);
  const taken = [];
  const begin = process.hrtime.bigint();
  const end = begin + BigInt(Math.round(limit * 1e9));
  let now = begin;
  while (now < end) {
    const before = now;
    await answer(inputs[taken.length % inputs.length]);
    now = process.hrtime.bigint();
    taken.push(Number(now - before));
  }
  const rate = taken.length / (Number(now - begin) / 1e9);
  taken.sort((a, b) => a - b);
  console.log(Math.round(rate), taken[taken.length >> 1], taken[Math.floor(taken.length * 0.99)]);
};

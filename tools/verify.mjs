#!/usr/bin/env node
// A second verifier of the record and of deadlines, written from docs/record-format.md alone and
// sharing no line with the program: a fault of the program's own verifier is not repeated here.
// Needs Node 18 and nothing else. The numbers in brackets are that page's sections.
import fs from 'node:fs';
import {fileURLToPath} from 'node:url';

import {Bad, Fault} from './verify/bytes.mjs';
import {deadlines} from './verify/deadlines.mjs';
import {certificates, derived} from './verify/derived.mjs';
import {events} from './verify/events.mjs';
import {layout} from './verify/layout.mjs';
import {headFrom, keyOf, tree} from './verify/tree.mjs';

export function verify(root, {keys = [], against = null} = {}) {
  const record = layout(root);
  const counts = {};
  tree(record, keys, against, counts);
  events(record, counts);
  derived(record, counts);
  certificates(record, counts);
  return counts;
}

const kUsage = '用法：node verify.mjs 导出的文件夹 [--against 账头文件] [--key 公钥]… [--json]\n' +
    '　　　node verify.mjs deadline FILE.jsonl --calendar 文件夹';
function main(args) {
  const given = {'--key': [], '--against': [], '--calendar': []};
  const names = [];
  let json = false;
  while (args.length) {
    const arg = args.shift();
    if (given[arg]) given[arg].push(args.shift() ?? '');
    else if (arg === '--json') json = true;
    else names.push(arg);
  }
  try {
    if (names[0] === 'deadline' && names.length === 2 && given['--calendar'].length === 1) return void deadlines(names[1], given['--calendar'][0]) ?? 0;
    if (names.length !== 1) throw new Bad(kUsage);
    const keys = given['--key'].flatMap((lines) => lines.trim().split(/\s+/)).map(keyOf);
    const counts = verify(names[0], {keys, against: given['--against'].length ? headFrom(given['--against'][0]) : null});
    console.log(json ? JSON.stringify({...counts, fault: null}) : [
      `记录完好：${counts.events} 个事件（${counts.entries} 个已封存，${counts.unsealed} 个尚未封存，不算证明）`,
      `账头 ${counts.heads} 个，最后一个管到第 ${counts.covered} 个事件；${counts.signatures ? '签名都对' : '没有给公钥，签名没有核对'}`,
      `根 ${counts.root}${given['--against'].length ? '，与外存的账头一致' : ''}`,
      `私密部分 ${counts.parts} 个（${counts.erased} 个已抹去），记录 ${counts.rows} 行，计量 ${counts.measures} 个，报备 ${counts.filings} 件`,
      `期限凭证 ${counts.certificates} 份，${counts.uncounted} 份的日历不在导出里，没有重数`,
    ].join('\n'));
    return 0;
  } catch (error) {
    if (error instanceof Fault) {
      const {table, key, kind} = error;
      console.log(json ? JSON.stringify({fault: {table, key, kind}}) : `不对：表 ${table}，键 ${key}（${kind}）：${error.message}`);
      return 1;
    }
    console.error(error instanceof Bad || error.code ? error.message : `读不懂：${error.message}`);
    return 2;
  }
}
if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv.slice(2));

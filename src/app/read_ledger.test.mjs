// Old ledgers (tools/read-ledger.mjs): the sample is read as its truth says, row for row, and what
// is not in the sample is asked about rather than taken or dropped.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { read_amount } from '../../web/staff/ledgers/reading/amounts.mjs';
import { of_text } from '../../web/staff/ledgers/reading/cells.mjs';
import { check_sign, read_code } from '../../web/staff/ledgers/reading/codes.mjs';
import { decode, records } from '../../web/staff/ledgers/reading/csv.mjs';
import { read_day } from '../../web/staff/ledgers/reading/dates.mjs';
import { read_name } from '../../web/staff/ledgers/reading/names.mjs';
import { read_ledger } from '../../web/staff/ledgers/reading/read.mjs';
import { clean } from '../../web/staff/ledgers/reading/text.mjs';
import { read_timing, read_yes_no } from '../../web/staff/ledgers/reading/words.mjs';
import { root } from './testing/qinqing.mjs';

const XLSX = createRequire(path.join(root, 'web/staff/package.json'))('@e965/xlsx');
const data = path.join(root, 'web/staff/ledgers/testdata');
const tool = path.join(root, 'tools/read-ledger.mjs');
const read = (file) => spawnSync('node', [tool, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
const lines = (text) => text.trim().split('\n').map((line) => JSON.parse(line));
const truth = lines(readFileSync(path.join(data, 'truth.jsonl'), 'utf8'));

const told = (row) => row && {
  expect: row.expect, values: row.values ?? {}, of: row.of, how: row.how, hidden: row.hidden, line: row.line,
  ask: (row.ask ?? []).map(({ col, guess }) => ({ col, guess })), refuse: (row.refuse ?? []).map(({ col }) => col),
};

for (const [file, is_of] of [['ledger.xlsx', (sheet) => sheet !== 'csv'], ['ledger.csv', (sheet) => sheet === 'csv'], ['ledger-utf8bom.csv', (sheet) => sheet === 'csv']]) {
  test(`${file} is read as its truth says`, () => {
    const { status, stdout, stderr } = read(path.join(data, file));
    assert.equal(status, 0, stderr);
    const ours = new Map(lines(stdout).map((row) => [`${row.sheet}|${row.row}`, row]));
    let rows = 0;
    for (const expected of truth.filter(({ sheet }) => is_of(sheet))) {
      const row = ours.get(`${expected.sheet}|${expected.row}`);
      assert.deepEqual(told(row), told(expected), `${expected.sheet} ${expected.row} ${expected.faults}`);
      ours.delete(`${expected.sheet}|${expected.row}`);
      ++rows;
    }
    assert.ok(rows >= 500);
    assert.deepEqual([...ours.keys()], [], 'no row that is no data');
  });
}

const sheet = { year: 2024, workbook: false };
const day = (text, about = sheet) => read_day(of_text(text), about);

test('days beyond doubt are taken, in whatever hand they are written', () => {
  for (const text of ['2024-03-05', '2024/3/5', '2024.3.5', '2024. 3. 5', '2024年3月5日', '2024年03月05号', '２０２４－０３－０５', '20240305',
    '二〇二四年三月五日', '二零二四年三月五日', '2024-3-5 00:00:00', '2024-03-05T09:30:00', '2024年3月5日（星期二）', '2024年3月5日上午', '2024-3-5 下午 2:30', '2024—3—5'])
    assert.deepEqual(day(text), { iso: '2024-03-05' }, text);
  assert.deepEqual(read_day({ kind: 'number', number: 45356, text: '45356' }, { workbook: true }), { iso: '2024-03-05' });
  assert.deepEqual(read_day({ kind: 'number', number: 43894, text: '43894' }, { workbook: true, from_1904: true }), { iso: '2024-03-05' });
});

test('days that are a guess are asked about, and there is no 30 February', () => {
  for (const text of ['3月5日', '3.5', '3/5', '24/3/5', '24.3.5', "'24-03-05", '3/5/2024', '45356', '2024年3月', '2024.3.5-3.6', '2024-3-5、2024-3-6', '2024年3月5日至7日'])
    assert.ok(day(text).ask, `${text}: ${JSON.stringify(day(text))}`);
  for (const text of ['2023-02-29', '2024-02-30', '2024-13-01', '2024年4月31日', '20240230', '待定'])
    assert.ok(day(text).refuse, `${text}: ${JSON.stringify(day(text))}`);
});

test('amounts', () => {
  const amount = (text) => read_amount(of_text(text));
  for (const [text, yuan] of [['120', '120.00'], ['120元', '120.00'], ['￥120', '120.00'], ['¥ 1,200.00', '1200.00'], ['１２０．５０元', '120.50'], ['人民币120元整', '120.00'],
    ['一百二十元', '120.00'], ['壹佰贰拾元整', '120.00'], ['一千二', '1200.00'], ['1.2千元', '1200.00'], ['1.2万', '12000.00'], ['RMB 88', '88.00'], ['120块', '120.00'], ['十二元', '12.00'], ['共120元', '120.00']])
    assert.deepEqual(amount(text), { amount: yuan }, text);
  for (const text of ['无', '-', '—', '0', '0.00', '/', '', '零', '没有']) assert.deepEqual(amount(text), { none: true }, text);
  for (const text of ['约1200元', '1200左右', '100余元', '120/人', '人均120', '每人120元', '60*2', '100-200', '120+30', '12.345', '1,20', '120元（含酒水）', '$20'])
    assert.ok(amount(text).ask, `${text}: ${JSON.stringify(amount(text))}`);
  for (const text of ['-120', '－120元', '负120', '食堂工作餐', 'AA制', '自理']) assert.ok(amount(text).refuse, `${text}: ${JSON.stringify(amount(text))}`);
});

test('codes, names, yes and no', () => {
  const code = `91990868XN0001242`;
  assert.equal(code + check_sign(code), '91990868XN0001242J');
  for (const text of ['91990868XN0001242J', '9199 0868 XN00 01242J', '９１９９０８６８ＸＮ０００１２４２Ｊ', '91990868xn0001242j', '91990868-XN0001242-J'])
    assert.deepEqual(read_code(of_text(text)), { code: '91990868XN0001242J' }, text);
  assert.ok(read_code(of_text('91990868XNOOO1242J')).ask, 'the letter O for a nought');
  for (const text of ['91990868XN0001242K', '9.19907E+17', '91990868XN000124', '1']) assert.ok(read_code(of_text(text)).refuse, text);
  assert.ok(read_code({ kind: 'number', number: 9.19907e17, text: '919907000000000000' }).refuse);
  assert.ok(read_code(of_text('330200000012345')).ask);
  for (const [text, name] of [['张 示例', '张示例'], ['张　示例', '张示例'], ['欧阳示例', '欧阳示例'], ['阿不都·示例', '阿不都·示例']]) assert.deepEqual(read_name(of_text(text)), { name }, text);
  for (const text of ['张示例、李样本', '张示例 李样本', '张示例/李样本', '张示例和李样本', '张示例\n李样本', '张示例等3人', '张示例（局长）', '张示例13800000000', '王某某等'])
    assert.ok(read_name(of_text(text)).ask, `${text}: ${JSON.stringify(read_name(of_text(text)))}`);
  for (const text of ['是', '√', '有', 'Y', 'TRUE']) assert.equal(read_yes_no(of_text(text)).flag, true, text);
  for (const text of ['否', '×', '无', '未用餐', 'n', '没有']) assert.equal(read_yes_no(of_text(text)).flag, false, text);
  assert.ok(read_yes_no(of_text('视情况')).ask);
  assert.equal(read_timing(of_text('事前报备')).timing, '事前');
  assert.ok(read_timing(of_text('事中')).ask);
  assert.equal(clean('\u200B甲_x000B_\u202D乙👨‍👩‍👧\uFEFF '), '甲乙👨‍👩‍👧');
});

test('CSV in other hands', () => {
  assert.deepEqual(records('a;b;c\n1;"x;""y""\nz";3\r\n').map(({ line, fields }) => [line, fields]), [[1, ['a', 'b', 'c']], [2, ['1', 'x;"y"\nz', '3']]]);
  assert.equal(records('a,b\n1,"never closed\n2,3').at(-1).broken, true);
  assert.equal(decode(new Uint8Array([0xff, 0xfe, 0x32, 0x75])), '甲');
  assert.equal(records('a\tb\tc\n1\t2\t3').at(-1).fields.length, 3);
});

const book = (rows, name = '台账') => {
  const made = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(made, XLSX.utils.aoa_to_sheet([['随便写的']]), '封面');
  XLSX.utils.book_append_sheet(made, XLSX.utils.aoa_to_sheet(rows), name);
  return new Uint8Array(XLSX.write(made, { type: 'array', bookType: 'xlsx' }));
};
const heading = ['编号', '走访时间', '姓名', '职务', '企业', '主要内容', '有无用餐', '费用（千元）', '审批领导', '登记时间', '报备形式', '其他说明'];

test('other wording, another order, a sheet that is no ledger, headings and sums in between', () => {
  const { sheets } = read_ledger(book([
    ['某街道2025年政商接触登记'],
    heading,
    [1, '2025-03-05', '张示例', '主任', '示例(虚构)公司', '走访', '有', 0.12, '李样本', '2025-03-04', '事前', ''],
    ['小计', '', '', '', '', '', '', 0.12],
    heading,
    [2, '2025-03-06', '王示例', '主任', '样本公司', '走访', '无', '', '李样本', '2025-03-06', '事前', '', '这里没有列'],
    [3, '2024-03-07', '王示例', '主任', '样本公司', '走访', '无', '', '李样本', '2024-03-07', '事前'],
    [4, '2025-03-07', '', '主任', '样本公司', '座谈', '无', '', '李样本', '2025-03-07', '事前'],
    [5],
    ['注：以上都是编的'],
  ]));
  assert.equal(sheets[0].header, undefined);
  const rows = sheets[1].rows;
  assert.deepEqual(rows.map(({ row, expect }) => [row, expect]), [[3, 'ok'], [6, 'ask'], [7, 'ask'], [8, 'ask']]);
  assert.equal(rows[0].values.fee, '120.00', 'the heading says thousands of yuan');
  assert.equal(rows[0].values.party, '示例（虚构）公司');
  assert.match(rows[1].ask[0].why, /no column/, 'what stands beside all columns is not lost silently');
  assert.match(rows[2].ask[0].why, /year of the ledger/);
  assert.deepEqual(rows[3].ask.map(({ col, why }) => [col, why]), [['reporter', 'missing']]);
  assert.deepEqual(sheets[1].passed_over.map(({ row }) => row), [4, 5, 9, 10]);
});

test('what cannot be read at all is said, and nothing is written', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qinqing-ledger-'));
  try {
    const file = path.join(folder, 'x.csv');
    writeFileSync(file, '甲,乙\n1,2\n');
    const none = read(file);
    assert.equal(none.status, 2);
    assert.equal(none.stdout, '');
    assert.match(none.stderr, /没有找到表头/);
    writeFileSync(file, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]));
    assert.match(read(file).stderr, /\.xls/);
    writeFileSync(file, Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
    assert.equal(read(file).status, 2, 'a broken workbook');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

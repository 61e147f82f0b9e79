import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  count_words, day_after, days_between, is_day, long_day, long_moment, moment, plain_day, short_day,
} from './days';

const today = '2026-11-24';

test('a day is said with its weekday, and with its year where that is another', () => {
  assert.equal(long_day('2026-11-27', today), '11月27日（星期五）');
  assert.equal(short_day('2026-11-29', today), '11月29日 周日');
  assert.equal(long_day('2027-01-05', today), '2027年1月5日（星期二）');
  assert.equal(plain_day('2028-02-29', today), '2028年2月29日');
});

test('what is no day is neither read nor mended', () => {
  for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '', '27.11.2026']) {
    assert.equal(is_day(text), false, text);
    assert.equal(long_day(text, today), text);
  }
  assert.equal(is_day('2028-02-29'), true);
});

test('days are counted over the ends of months and years', () => {
  assert.equal(days_between('2026-12-30', '2027-01-02'), 3);
  assert.equal(days_between('2026-11-24', '2026-11-20'), -4);
  assert.ok(Number.isNaN(days_between('2026-11-24', '')));
  assert.equal(day_after('2026-12-31'), '2027-01-01');
  assert.equal(day_after('2027-01-01', -1), '2026-12-31');
});

test('an instant belongs to the day it has at +08:00', () => {
  assert.deepEqual(moment('2026-11-24T16:30:00Z'), { day: '2026-11-25', time: '00:30' });
  assert.deepEqual(moment('2026-11-24T10:12:00+08:00'), { day: '2026-11-24', time: '10:12' });
  assert.deepEqual(moment(0), { day: '1970-01-01', time: '08:00' });
  assert.equal(moment('gestern'), null);
  assert.equal(long_moment('2026-11-24T02:12:00Z', today), '11月24日（星期二）10:12');
});

test('a period is said as people count it', () => {
  assert.equal(count_words('5 workdays'), '数 5 个工作日');
  assert.equal(count_words('-1 workday'), '往前数 1 个工作日');
  assert.equal(count_words('1 month'), '数 1 个月');
  assert.equal(count_words('0 days'), '就是当天');
  assert.equal(count_words('soon'), '数 soon');
});

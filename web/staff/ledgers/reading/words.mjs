// 是/否 and 事前/事后 in the words that people use.
import { clean, narrow, without_blanks } from './text.mjs';

const yes = /^(是|有|√|✓|✔|☑|y|yes|true|用餐|已用餐|吃了|吃饭|1)$/i;
const no = /^(否|无|没有|×|✗|✘|x|n|no|false|未用餐|未|没|没吃|不|未吃|不用餐|0|-+|\/|☐)$/i;

export function read_yes_no(cell) {
  if (cell.kind === 'boolean') return { flag: cell.flag };
  const text = narrow(without_blanks(cell.text));
  if (text === '') return {};
  if (yes.test(text)) return { flag: true };
  if (no.test(text)) return { flag: false };
  return { ask: 'neither yes nor no' };
}

export function read_timing(cell) {
  const text = without_blanks(cell.text).replace(/(报备|申报|报告|备案)/g, '');
  if (text === '') return {};
  if (/^(事前|提前|会前|活动前|前)$/.test(text)) return { timing: '事前' };
  if (/^(事后|会后|活动后|补报?|后)$/.test(text)) return { timing: '事后' };
  return { ask: 'neither before nor after' };
}

// Half-width brackets are full-width ones in a Chinese name.
export const party_name = (text) => clean(text).replace(/\s*\n\s*/g, '').replace(/\(/g, '（').replace(/\)/g, '）')
  .replace(/(?<=[\u3400-\u9fff（）])[ \u3000]+(?=[\u3400-\u9fff（）])/g, '');

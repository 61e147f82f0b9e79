// Which rows are the heading of a ledger, and which column is what: found by meaning, since every
// unit words and orders its columns in its own way.
import { narrow } from './text.mjs';

// The columns a ledger may have, with the words that name them. The first whose test holds takes a
// column; one is taken once.
export const columns = [
  { id: 'seq', label: '序号', is: /^(序号|编号|序|no\.?|#)$/i },
  { id: 'uscc', label: '统一社会信用代码', is: /(信用代码|社会信用|机构代码|uscc|税号)/i },
  { id: 'reported', label: '报备日期', is: /(报备|申报|备案|登记|报告|填报).{0,3}(日期|时间|日)|^(报备|备案)(时间|日)$/ },
  { id: 'timing', label: '事前/事后报备', is: /(事前|事后|前\/后|报备(方式|类型|类别|形式))/ },
  { id: 'approver', label: '批准人', is: /(批准|审批|同意|核准|审核)(人|领导|人员)?/ },
  { id: 'date', label: '接触日期', is: /(接触|交往|活动|会面|走访|见面)?.{0,2}(日期|时间)$/ },
  { id: 'post', label: '单位及职务', is: /(单位.{0,2}职务|职务|职位|岗位|所在(单位|科室|部门))/ },
  { id: 'reporter', label: '报备人', is: /(报备|申报|填报|报告)(人|人员|干部|同志)?(姓名)?$|^(姓名|干部姓名|接触人|参加人员?)$/ },
  { id: 'party', label: '接触对象（企业名称）', is: /(企业|对象|商会|公司|对方)(.{0,4}(名称|单位|企业))?/ },
  { id: 'meal', label: '是否用餐', is: /(是否|有无).{0,3}(用餐|就餐|吃饭|宴请)|^(用餐|就餐)(情况)?$/ },
  { id: 'fee', label: '餐费', is: /(餐费|费用|金额|餐饮费|用餐标准|消费)/ },
  { id: 'gift', label: '礼品及处理', is: /(礼品|礼金|礼物|馈赠)/ },
  { id: 'place', label: '地点', is: /(地点|地址|场所|位置)/ },
  { id: 'reason', label: '事由', is: /(事由|内容|事项|原因|目的|主题|工作)/ },
  { id: 'note', label: '备注', is: /(备注|说明|附注|其他)/ },
];

const must_have = ['reporter', 'date', 'party'];
const word = (text) => narrow(text).replace(/\s+/g, '');

// Which column is which, by the words of one or two heading rows; by id.
function match(words) {
  const found = {};
  const left = new Map(words.map((text, i) => [i, text]).filter(([, text]) => text !== ''));
  for (const column of columns) {
    let best;
    for (const [i, text] of left)
      if (column.is.test(text) && (best === undefined || text.length < left.get(best).length)) best = i;
    if (best === undefined) continue;
    found[column.id] = best;
    left.delete(best);
  }
  return { found, left: [...left.keys()] };
}

/**
 * @param {import('./cells.mjs').Sheet} sheet
 * @returns {{first: number, columns: Record<string, number>, unknown: {index: number, label: string}[], unit: number, year?: number, labels: string[]} | undefined}
 *   `first`: index of the first row below the heading; `unit`: yuan that a number of the fee means
 */
export function find_header(sheet) {
  let best;
  for (let i = 0; i < Math.min(sheet.rows.length, 30); ++i) {
    const texts = sheet.rows[i].cells.map((cell) => word(cell.text));
    if (texts.filter((text) => text !== '').length < 3) continue;
    for (const deep of [1, 2]) {
      const below = sheet.rows[i + 1];
      if (deep === 2 && !below) continue;
      // Of two rows the lower one names the column where it says something of its own.
      const labels = texts.map((text, c) => {
        const lower = deep === 2 ? below.cells[c] : undefined;
        return lower && !lower.filled && lower.text.trim() !== '' ? word(lower.text) : text;
      });
      if (deep === 2) for (let c = texts.length; c < below.cells.length; ++c) labels.push(word(below.cells[c].text));
      if (labels.some((text) => text.length > 30)) continue;
      const { found, left } = match(labels);
      const score = Object.keys(found).length - left.length * 0.2 - deep * 0.01;
      if (must_have.every((id) => id in found) && score > (best?.score ?? 3.9))
        best = { score, first: i + deep, columns: found, labels, unknown: left.map((index) => ({ index, label: labels[index] })) };
    }
  }
  if (!best) return undefined;
  const fee = best.columns.fee === undefined ? '' : best.labels[best.columns.fee];
  const unit = /万元/.test(fee) ? 10000 : /千元/.test(fee) ? 1000 : 1;
  const titles = sheet.rows.slice(0, best.first).flatMap((row) => row.cells.map((cell) => cell.text)).concat(sheet.name);
  const years = [...new Set(titles.flatMap((text) => [...narrow(text).matchAll(/(20\d\d)\s*年/g)].map((hit) => Number(hit[1]))))];
  return { ...best, unit, ...(years.length === 1 ? { year: years[0] } : {}) };
}

// What a cell of a ledger holds, whatever file it came from.

/**
 * @typedef {object} Cell
 * @property {'blank'|'text'|'number'|'boolean'|'error'|'unstored'} kind  unstored: a formula without its value
 * @property {string} text     as it is written, "" for blank
 * @property {number} [number]
 * @property {boolean} [flag]
 * @property {string} [formula]
 * @property {boolean} [filled]  stands in a merged cell that begins in a row above
 *
 * @typedef {object} Row
 * @property {number} row      of the sheet, or the record of a CSV, from 1
 * @property {number} [line]   of the file, where a CSV's record begins
 * @property {boolean} [hidden]
 * @property {Cell[]} cells
 *
 * @typedef {object} Sheet
 * @property {string} name
 * @property {boolean} workbook
 * @property {boolean} [from_1904]
 * @property {Row[]} rows
 */

export const blank = Object.freeze({ kind: 'blank', text: '' });
export const of_text = (text) => (text === '' ? blank : { kind: 'text', text });

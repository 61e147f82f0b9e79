// The OpenAPI document as a judge: whether an answer is what its operation says it is.
import assert from 'node:assert/strict';

import Ajv2020 from 'ajv/dist/2020.js';

const escaped = (text) => text.replaceAll('~', '~0').replaceAll('/', '~1');

// Every object and array in a JSON value, with its pointer.
export function* parts_of(value, pointer = '') {
  if (value === null || typeof value !== 'object') return;
  yield [pointer, value];
  for (const [key, inner] of Object.entries(value)) yield* parts_of(inner, `${pointer}/${escaped(key)}`);
}

// [[path, method, operation]…]
export const operations_of = (document) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation]));

// A judge by the document: judge(method, path, response) reads the response, whose status has to be
// one that the operation names, and gives its JSON.
export function contract(document) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
  ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
  ajv.addFormat('binary', true);
  ajv.addVocabulary(Object.keys(document).filter((key) => key !== '$defs'));
  ajv.addSchema({ $id: 'api', ...document });

  const schema_at = (pointer) => ajv.compile({ $ref: `api#${encodeURI(pointer)}` });

  async function judge(method, path, response) {
    const operation = document.paths[path]?.[method.toLowerCase()];
    assert.ok(operation, `${method} ${path} is not described`);
    const status = String(response.status);
    const said = operation.responses[status] ? status : 'default';
    assert.ok(said !== 'default' || response.status >= 400, `${method} ${path} does not say that it answers ${status}`);
    const text = await response.text(); // of a file too: only its kind is looked at
    const { content } = operation.responses[said];
    if (!content) {
      assert.equal(text, '', `${method} ${path} ${status} has a body`);
      return null;
    }
    const type = response.headers.get('content-type').split(';')[0];
    assert.ok(content[type], `${method} ${path} ${status} is ${type}, not ${Object.keys(content)}`);
    if (!type.endsWith('json')) return null;
    const answer = JSON.parse(text);
    const pointer = `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${said}/content/${escaped(type)}/schema`;
    const right = schema_at(pointer);
    assert.ok(right(answer), `${method} ${path} ${status}: ${ajv.errorsText(right.errors)}\n${text.slice(0, 2000)}`);
    return answer;
  }
  return { judge, schema_at };
}

// Our models by the eyes of the library that dmn-js and Camunda Modeler read models with.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { DmnModdle } from 'dmn-moddle';

import { root } from './testing/qinqing.mjs';

// It knows the namespace of DMN 1.3 and reads later models by it; the elements are the same.
const known = (xml) => xml.replace(/https:\/\/www\.omg\.org\/spec\/DMN\/20(211108|230324)\/MODEL\//, 'https://www.omg.org/spec/DMN/20191111/MODEL/');

const opened = async (file) => new DmnModdle().fromXML(known(await readFile(file, 'utf8')), 'dmn:Definitions');
const packs = path.join(root, 'policy/ningbo/rules');

test('dmn-moddle opens a model of ours in DMN 1.3 as it stands without a warning', async () => {
  const xml = await readFile(path.join(root, 'src/dmn/testdata/versions/dmn-1.3.dmn'), 'utf8');
  const { rootElement, warnings } = await new DmnModdle().fromXML(xml, 'dmn:Definitions');
  assert.deepEqual(warnings.map((warning) => warning.message), []);
  assert.notEqual(rootElement.drgElement.length, 0);
});

test('dmn-moddle opens every model of the pack without a warning', async () => {
  const files = (await readdir(packs)).filter((name) => name.endsWith('.dmn'));
  assert.ok(files.length > 10, 'the pack has its models');
  for (const name of files) {
    const { rootElement, warnings } = await opened(path.join(packs, name));
    assert.deepEqual(warnings.map((warning) => `${name}: ${warning.message}`), []);
    const tables = rootElement.drgElement.filter((element) => element.decisionLogic?.$type === 'dmn:DecisionTable');
    assert.ok(tables.length > 0, `${name} has a table`);
    for (const { decisionLogic } of tables)
      for (const rule of decisionLogic.rule) {
        assert.equal(rule.inputEntry.length, decisionLogic.input.length, name);
        assert.equal(rule.outputEntry.length, decisionLogic.output.length, name);
      }
  }
});

test('dmn-moddle opens the models of the benchmark without a warning', async () => {
  for (const name of ['table.dmn', 'orders.dmn']) {
    const { warnings } = await opened(path.join(root, 'bench/dmn', name));
    assert.deepEqual(warnings.map((warning) => `${name}: ${warning.message}`), []);
  }
});

test('dmn-moddle would have warned of what no model may hold', async () => {
  const xml = known(await readFile(path.join(packs, 'eat.dmn'), 'utf8'));
  const { warnings } = await new DmnModdle().fromXML(xml.replace('<decisionTable', '<nonsense/><decisionTable'), 'dmn:Definitions');
  assert.notEqual(warnings.length, 0);
});

import { ORDER, orderObject } from '../kubernetes/field-order';
import { SCHEMA } from '../kubernetes/schema';

const structs = Object.keys(ORDER);

test.each(structs)('the order of %s names fields that exist, each once', (type) => {
  expect(ORDER[type].filter((field) => SCHEMA[type]?.[field] === undefined)).toEqual([]);
  expect(new Set(ORDER[type]).size).toBe(ORDER[type].length);
});

test.each(['PodSpec', 'Container'])('the order of %s names every field of the newest Kubernetes', (type) => {
  const fields = Object.entries(SCHEMA[type]).filter(([, [, , until]]) => until === undefined);
  expect(fields.map(([field]) => field).filter((field) => !ORDER[type].includes(field))).toEqual([]);
});

test('what is not of its type keeps its place as it is', () => {
  const odd = {
    spec: { containers: 'none', volumes: [null, 1, { emptyDir: {}, name: 'v' }] },
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: 1,
  };
  expect(JSON.stringify(orderObject(odd))).toBe(
    '{"apiVersion":"v1","kind":"Pod","metadata":1,"spec":{"containers":"none","volumes":[null,1,{"name":"v","emptyDir":{}}]}}',
  );
});

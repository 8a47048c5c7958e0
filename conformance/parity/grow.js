// Grows objects with the fuzzer of a checkout, and prints one JSON line for each: `node grow.js CHECKOUT COUNT VERSIONS KINDS SEED`.
//
// A line is { version, object }, or { version, object, synth } if the object is to be synthesized as well, or { version, batch }: all
// objects since the previous batch, checked together with those that the line itself holds.
const fs = require('fs');
const path = require('path');
const { parseAllDocuments } = require('yaml');
const { load } = require('./load');

const [checkout, count, versions, kinds, seed] = process.argv.slice(2);
const { Dice } = load(checkout, 'conformance/fuzz/dice');
const { Gardener, podOf } = load(checkout, 'conformance/fuzz/pods');

const SYNTH_EVERY = 20;
const BATCH = 20;
const CROSSES = 400;

/** Real manifests, if they are beside the checkout. */
const REAL = path.join(__dirname, '..', '..', '..', 'shared', 'cases', 'manifests');

const dice = new Dice(Number(seed));
const clone = (value) => JSON.parse(JSON.stringify(value));
const print = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** The files of examples, the manifest that each rule is explained with, and the real manifests: the objects of each. */
function manifests() {
  const files = (folder, pattern) =>
    fs.existsSync(folder)
      ? fs
          .readdirSync(folder, { recursive: true })
          .filter((name) => pattern.test(name))
          .sort()
          .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
      : [];
  const explained = files(path.join(checkout, 'e2e', 'answers'), /\.json$/).flatMap((text) =>
    Object.values(JSON.parse(text)).map(({ manifest }) => manifest),
  );
  const texts = [
    ...explained,
    ...files(path.join(checkout, 'dist'), /\.yaml$/),
    ...files(path.join(checkout, 'examples'), /\/dist\/.*\.yaml$/),
    ...files(REAL, /\.yaml$/),
  ];
  return texts.map((text) =>
    parseAllDocuments(text, { version: '1.1', uniqueKeys: false })
      .map((document) => document.toJS())
      .filter((object) => object !== null && object !== undefined),
  );
}

/** A pod with the containers and volumes of two, so that rules about several containers have work. */
function cross(one, other) {
  const join = (name) => {
    const [own = [], more = []] = [one.spec[name], other.spec[name]];
    return [...own, ...more.filter((item) => !own.some((known) => known.name === item.name))];
  };
  const spec = { ...other.spec, ...one.spec, containers: join('containers') };
  for (const name of ['initContainers', 'volumes'].filter((list) => join(list).length > 0)) {
    spec[name] = join(name);
  }
  return clone({ ...one, spec });
}

/** Sometimes waives a rule by an annotation, with a reason or without. */
function waive(object) {
  const { metadata } = object;
  if (dice.chance(0.05) && typeof metadata === 'object' && metadata !== null) {
    const rule = dice.one(['api.labels', 'advice.resources', 'pod-security.run-as-non-root', 'runtime.port-clash']);
    metadata.annotations = { [`waive.cdk8s-pods/${rule}`]: dice.one(['as agreed', 'as agreed', '']) };
  }
  return object;
}

/** Every struct of a value. */
function* structs(value) {
  if (typeof value === 'object' && value !== null) {
    yield value;
    for (const item of Object.values(value)) {
      yield* structs(item);
    }
  }
}

/** Objects that refer to others, or that others refer to: some fit, some do not. */
function companions(objects) {
  const made = [];
  const add = (apiVersion, kind, name, fields) => {
    if (dice.chance(0.3)) {
      made.push({ apiVersion, kind, metadata: { name }, ...fields });
    }
  };
  for (const object of objects) {
    const template = object?.spec?.jobTemplate?.spec?.template ?? object?.spec?.template ?? object;
    const labels = dice.chance(0.8) ? (template?.metadata?.labels ?? {}) : { app: 'nobody' };
    const port = dice.one([80, 8080, 'http', 'web', 'none']);
    add('v1', 'Service', `to-${made.length}`, {
      spec: { selector: labels, ports: [{ port: 80, ...(dice.chance(0.7) ? { targetPort: port } : {}) }] },
    });
    add('networking.k8s.io/v1', 'NetworkPolicy', `of-${made.length}`, {
      spec: {
        podSelector: dice.chance(0.5)
          ? { matchLabels: labels }
          : { matchExpressions: [{ key: 'app', operator: dice.one(['In', 'NotIn', 'Exists']), values: ['a', 'web'] }] },
        ingress: [{ ports: [{ port }] }],
      },
    });
    add('policy/v1', 'PodDisruptionBudget', `keeps-${made.length}`, {
      spec: { minAvailable: 1, selector: dice.chance(0.9) ? { matchLabels: labels } : {} },
    });
    for (const { configMapKeyRef, secretKeyRef, configMap, secret } of structs(template)) {
      for (const [kind, source] of [
        ['ConfigMap', configMapKeyRef ?? configMap],
        ['Secret', secretKeyRef ?? secret],
      ]) {
        const name = source?.name ?? source?.secretName;
        const key = dice.chance(0.5) ? (source?.key ?? source?.items?.[0]?.key ?? 'a') : 'other';
        if (typeof name === 'string') {
          add('v1', kind, name, { data: { [key]: '' } });
        }
      }
    }
  }
  return made;
}

const all = manifests();
const pods = all.flat().map(podOf).filter(Boolean);
const crosses = Array.from({ length: CROSSES }, () => cross(dice.one(pods), dice.one(pods)));
const seeds = [...pods, ...crosses].map((manifest) => ({ name: '', manifest }));
const names = kinds.split(',');
let printed = 0;
for (const version of versions.split(',')) {
  for (const objects of all) {
    objects.forEach((object) => print({ version, object, synth: true }));
    print({ version, batch: [] });
  }
  const gardeners = names.map((kind) => new Gardener(seeds, version, new Dice(dice.below(2 ** 31)), kind));
  let batch = [];
  for (let left = Math.ceil(count / versions.split(',').length); left > 0; left--) {
    const object = waive(gardeners[printed++ % names.length].object());
    print(printed % SYNTH_EVERY === 0 ? { version, object, synth: true } : { version, object });
    batch.push(object);
    if (batch.length === BATCH || left === 1) {
      print({ version, batch: companions(batch) });
      batch = [];
    }
  }
}

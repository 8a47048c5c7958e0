// Answers each line that grow.js printed with the code of a checkout, one JSON line each: `node answer.js CHECKOUT FILE`.
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const { pipeline } = require('stream/promises');
const { load } = require('./load');

const [checkout, file] = process.argv.slice(2);
const library = load(checkout, 'index');
const { print } = load(checkout, 'manifest/yaml/print', 'manifest/print');
const { ApiObject, App, Chart, Testing } = require(require.resolve('cdk8s', { paths: [path.resolve(checkout)] }));

/** The construct of each kind. An object of another kind gets its patterns by `Patterns.attach`. */
const CONSTRUCTS = {
  Pod: library.AppPod,
  Deployment: library.AppDeployment,
  StatefulSet: library.AppStatefulSet,
  DaemonSet: library.AppDaemonSet,
  Job: library.AppJob,
  CronJob: library.AppCronJob,
};

let asked = 0;

/** What a function returns, or the class of what it throws. */
function attempt(run) {
  try {
    return run();
  } catch (error) {
    return `throws ${error?.constructor?.name}`;
  }
}

/** Mostly at the level `restricted`. Some rules report only at `baseline`. */
function findingsOf(objects, version) {
  const level = ++asked % 4 === 0 ? 'baseline' : 'restricted';
  const options = { target: version, podSecurity: `${level}:v${version}`, severity: 'advice' };
  const findings = attempt(() => library.lint(objects, options));
  return typeof findings === 'string'
    ? [[findings, '', '', '']]
    : findings.map(({ rule, severity, type = '', path: place, object }) => [
        rule,
        severity,
        type,
        objects.length > 1 ? `${object.kind} ${object.name} ${place}` : place,
      ]);
}

/** Patterns of each kind, for an app's container of this name. */
function patternsFor(app, choice) {
  const { AdapterPattern, AmbassadorPattern, InitPattern, LocalAddress, SidecarPattern } = library;
  const container = (name, fields = {}) => ({ name, image: 'shop:1.0', ...fields });
  const files = (writer, reader) => ({
    name: 'handed-over',
    emptyDir: {},
    writers: [{ container: writer, mountPath: '/out' }],
    readers: [{ container: reader, mountPath: '/in' }],
  });
  const patterns = {
    sidecar: () => new SidecarPattern({ sidecars: [container('log-reader')], files: [files(app, 'log-reader')] }),
    ambassador: () =>
      new AmbassadorPattern({
        ambassador: container('proxy', { ports: [{ name: 'out', containerPort: 8080 }] }),
        addresses: [LocalAddress.url('SHOP_URL', 'http://localhost:{port}'), LocalAddress.hostAndPort('HOST', 'PORT')],
      }),
    adapter: () =>
      new AdapterPattern({ adapter: container('exporter'), addresses: [LocalAddress.url('URL', '{port}')] }),
    init: () => new InitPattern({ steps: [container('fetch')], files: [files('fetch', app)], startsBefore: [app] }),
    classic: () =>
      new SidecarPattern({ sidecars: [container('old')], sidecarForm: 'classic', startsBefore: ['log-reader', app] }),
  };
  const choices = [
    [],
    ['sidecar'],
    ['ambassador'],
    ['adapter'],
    ['init'],
    ['classic', 'sidecar'],
    Object.keys(patterns),
  ];
  return choices[choice % choices.length].map((name) => patterns[name]());
}

/**
 * Adds the construct of an object to a chart. The choice decides on the patterns, on Pod Security, and whether the object is made by
 * its construct or attached to.
 */
function addTo(chart, object, version, choice) {
  library.KubernetesVersion.set(chart, version);
  if (choice % 3 === 0) {
    library.PodSecurity.set(chart, 'restricted');
  }
  const { kind, metadata, spec } = structuredClone(object);
  const podSpec = (spec?.jobTemplate?.spec?.template ?? spec?.template ?? { spec })?.spec;
  if (!Array.isArray(podSpec?.containers)) {
    return new ApiObject(chart, 'object', object);
  }
  const [app, ...others] = podSpec.containers;
  const patterns = patternsFor(app?.name, choice);
  if (CONSTRUCTS[kind] === undefined || choice % 4 === 0) {
    const plain = new ApiObject(chart, 'object', structuredClone(object));
    library.Patterns.attach(plain, ...patterns);
    return plain;
  }
  podSpec.containers = others;
  return new CONSTRUCTS[kind](chart, 'object', { ...spec, metadata, app, patterns });
}

/** The places of what a text reports: lines of `[construct path] field path: …`. */
const placesIn = (text) =>
  [...text.matchAll(/^\s*(?:error: |warning: )?\[[^\]\n]*\] (\S.*?): /gm)].map(([, place]) => place);

/** The YAML of a synth, and the places of its errors and warnings. Where it fails, the YAML is what the construct renders. */
function synthesis(object, version, choice, app, yamlOf) {
  const { write } = process.stderr;
  let warnings = '';
  process.stderr.write = (text) => {
    warnings += text;
    return true;
  };
  let construct;
  let yaml;
  let errors = [];
  try {
    const chart = new Chart(app, 'chart');
    construct = addTo(chart, object, version, choice);
    yaml = yamlOf(chart);
  } catch (error) {
    const places = placesIn(error.message);
    errors = places.length > 0 ? places : [`throws ${error?.constructor?.name}`];
    yaml = attempt(() => print([construct.toJson()]));
  } finally {
    process.stderr.write = write;
  }
  const entry = (severity) => (place) => ['synth', severity, '', place];
  return { findings: [...errors.map(entry('error')), ...placesIn(warnings).map(entry('warning'))], yaml };
}

/** The answers of each way to ask, by its name. */
async function* answers(lines) {
  let batch = [];
  let choice = 0;
  for await (const line of lines) {
    const { version, object, synth, batch: companions } = JSON.parse(line);
    if (companions !== undefined) {
      yield { batch: { findings: findingsOf([...batch, ...companions], version), yaml: '' } };
      batch = [];
      continue;
    }
    const lint = { findings: findingsOf([object], version), yaml: attempt(() => print([object])) };
    if (lint.findings[0]?.[1] !== '') {
      batch.push(object); // the others are not objects of Kubernetes
    }
    if (!synth) {
      yield { lint };
      continue;
    }
    choice++;
    yield {
      lint,
      PodApp: synthesis(object, version, choice, new library.PodApp(), (chart) => chart.node.root.synthYaml()),
      App: synthesis(object, version, choice, new App(), (chart) => print(Testing.synth(chart))),
    };
  }
}

async function* printed(lines) {
  for await (const answer of answers(lines)) {
    yield `${JSON.stringify(answer)}\n`;
  }
}

pipeline(readline.createInterface({ input: fs.createReadStream(file) }), printed, process.stdout).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

import {
  ApiObject,
  App,
  Chart,
  Include,
  IResolver,
  JsonPatch,
  Lazy,
  Names,
  ResolutionContext,
  Yaml,
  YamlOutputType,
} from 'cdk8s';
import { ConfigMap, Service } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { AppPod, PodApp, PodAppProps, SidecarPattern } from '../index';
import * as files from '../manifest/output/write-files';
import * as print from '../manifest/yaml/print';
import { Random } from './random';

const SEED = 20_260_101;
const APPS = 20_000;
/** Each of so many is written to a disk as well, and synthesized a second time. */
const ON_DISK = 40;

/** Where PodApp means to differ from the App of cdk8s. Any other difference is a defect. */
const DIFFERENCES = {
  'no positions in the names of files that are in order without':
    'cdk8s renames all files as soon as one chart depends on another, so that a change in one place changes them all',
  'objects that a cluster takes for one are refused': 'the one that is applied last wins, without a word',
  'what depends on itself is refused, or left as it is where no object is in it':
    'cdk8s drops it from the output without a word, with all that it needs, or overflows the stack',
  'what depends on what it is in, or on what is in it, can have several objects':
    'cdk8s makes the objects of the inner one depend on each other, and calls that a cycle',
  'objects whose files cdk8s calls the same have files of their own': 'cdk8s writes one over the other',
  'an object whose name an API server refuses is refused': 'cdk8s writes it',
  'a file is called after what is in it, also after a patch and without a name':
    'cdk8s takes the name before the patch for files in folders, and "undefined" where there is none',
};
type Difference = keyof typeof DIFFERENCES;

const shared = fs.existsSync('/dev/shm') ? '/dev/shm' : os.tmpdir();
let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(shared, 'stock-app-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

// ---------------------------------------------------------------- random apps

const ID = 'example.com/construct';
const METADATA = 'construct-metadata.json';

interface Built {
  readonly app: App;
  readonly dependencies: { readonly source: IConstruct; readonly target: IConstruct }[];
}

/** The objects that the next Include loads. It needs no file, because cdk8s would start a process to load a file. */
let included: any[];

class Token {
  public constructor(private readonly value: unknown) {}

  public resolve(): unknown {
    return this.value;
  }
}

class Replaces implements IResolver {
  public resolve(context: ResolutionContext): void {
    if (context.value === 'replace-me') {
      context.replaceValue('replaced');
    }
  }
}

/** An app, the same one for the same number. */
function build(Kind: new (props: PodAppProps) => App, number: number): Built {
  const random = new Random(SEED + number * 7_919);
  const oneIn = (n: number) => random.below(n) === 0;
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)];
  const app = new Kind({
    quiet: true,
    outdir: path.join(folder, Kind.name),
    yamlOutputType: random.below(4) as YamlOutputType,
    outputFileExtension: pick([undefined, undefined, '.yml', '-x.yaml']),
    recordConstructMetadata: oneIn(20),
    resolvers: oneIn(5) ? [new Replaces()] : undefined,
  });
  const idIn = (scope: IConstruct, ids: string[]): string => {
    const id = pick(ids);
    return scope.node.tryFindChild(id) === undefined ? id : `${id}${scope.node.children.length}`;
  };

  const charts: Chart[] = [];
  const places: Construct[] = [];
  const rooms: Construct[] = [];
  for (let left = oneIn(200) ? 0 : 1 + random.below(6); left > 0; left--) {
    let scope: Construct = app;
    if (oneIn(4)) {
      scope = charts.length > 0 && oneIn(2) ? pick(places) : new Construct(app, idIn(app, ['group', 'Default', 'x.y']));
    }
    const chart = new Chart(scope, idIn(scope, ['web', 'web-db', 'a', 'a-b', 'b', 'Camel', 'Default']), {
      namespace: pick([undefined, undefined, 'one', 'two']),
      labels: pick<Record<string, string> | undefined>([undefined, { app: 'web' }, { b: 'replace-me', a: '1e3' }]),
      disableResourceNameHashes: oneIn(4),
    });
    charts.push(chart);
    places.push(chart);
    if (oneIn(3)) {
      rooms.push(new Construct(chart, 'room'));
      places.push(rooms[rooms.length - 1]);
    }
  }

  const objects: Construct[] = [];
  const names = ['a', 'a.b', 'A', 'web', 'system:web', 'b'];
  /** @param isChecked whether `PodApp` checks the names of the kind */
  const metadata = (isChecked = false) => ({
    ...(oneIn(6) ? { name: pick(isChecked ? ['a', 'a.b', 'web', 'b'] : names) } : {}),
    ...(!isChecked && oneIn(60) ? { name: undefined, generateName: 'web-' } : {}),
    ...(oneIn(6) ? { namespace: pick(['one', 'two', 'b']) } : {}),
    ...(oneIn(6) ? { labels: { z: 'replace-me', a: 'no' } } : {}),
  });
  const values: (() => unknown)[] = [
    () => 1,
    () => 'replace-me',
    () => ({ b: null, a: [], c: undefined, d: '0o7' }),
    () => Lazy.any({ produce: () => ({ made: 'late', list: [new Token('replace-me')] }) }),
    () => new Token([1, 'replace-me']),
    () => (oneIn(4) ? random.document() : 'on'),
  ];
  const any = () => pick(values)();
  const kinds: ((scope: Construct, id: string) => Construct)[] = [
    (scope, id) => new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(true) }),
    (scope, id) =>
      new ApiObject(scope, id, {
        apiVersion: pick(['example.org/v1', 'example.com/v1', 'example.com/v2']),
        kind: pick(['Thing', 'thing', 'CronJob', 'Other']),
        metadata: metadata(),
        spec: { value: any(), other: any() },
      }),
    (scope, id) =>
      new ApiObject(scope, id, {
        apiVersion: 'example.com/v1',
        kind: 'Thing',
        metadata: metadata(),
        data: any(),
      } as any),
  ];
  const rare: typeof kinds = [
    (scope, id) => new ConfigMap(scope, id, { data: { key: 'replace-me' } }),
    (scope, id) => new Service(scope, id, { ports: [{ port: 80 }] }),
    (scope, id) => {
      included = [
        { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: pick(names) } },
        { apiVersion: 'example.com/v1', kind: 'Other', value: 'replace-me' },
      ];
      return new Include(scope, id, { url: 'instead of a file' });
    },
    (scope, id) =>
      new AppPod(scope, id, {
        metadata: metadata(),
        app: { name: 'app', image: oneIn(10) ? '' : 'nginx:1.27' },
        patterns: oneIn(2) ? [new SidecarPattern({ sidecars: [{ name: 'helper', image: 'busybox:1.36' }] })] : [],
      }),
  ];
  for (let left = charts.length === 0 ? 0 : random.below(13); left > 0; left--) {
    const scope = objects.length > 0 && oneIn(12) ? pick(objects) : pick(places);
    const object = pick(oneIn(8) ? rare : kinds)(scope, idIn(scope, ['a', 'b', 'Default', 'Long-Name.x', 'resource']));
    if (ApiObject.isApiObject(object)) {
      if (oneIn(10)) {
        object.addJsonPatch(
          pick([JsonPatch.add('/metadata/generation', 1), JsonPatch.replace('/metadata/name', 'patched')]),
        );
      }
      if (oneIn(600)) {
        object.addJsonPatch(JsonPatch.remove('/not/there'));
      }
      if (oneIn(10)) {
        object.metadata.addLabel('later', 'null');
      }
    }
    objects.push(object);
  }
  if (oneIn(60)) {
    pick([app, ...charts, ...objects]).node.addValidation({ validate: () => ['not valid', 'not at all'] });
  }

  const dependencies: { source: IConstruct; target: IConstruct }[] = [];
  const all = [...charts, ...rooms, ...objects, ...objects];
  for (let left = all.length === 0 ? 0 : random.below(6); left > 0; left--) {
    const [x, y] = [random.below(all.length), random.below(all.length)];
    const [from, to] = oneIn(12) ? [x, y] : [Math.max(x, y), Math.min(x, y)];
    const [source, target] = oneIn(400) ? [all[from], app] : [all[from], all[to]];
    if (source !== target || oneIn(6)) {
      source.node.addDependency(target);
      dependencies.push({ source, target });
    }
  }
  for (const construct of app.node.findAll()) {
    if (ApiObject.isApiObject(construct)) {
      construct.metadata.addAnnotation(ID, construct.node.path);
    }
  }
  return { app, dependencies };
}

// ---------------------------------------------------------------- what comes out

/** A file, and its objects as JSON, which keeps the order of their keys. */
interface Written {
  readonly name: string;
  readonly objects: string[];
}

interface Result extends Built {
  readonly written: Written[];
  readonly metadata?: any;
  readonly error?: string;
}

const asJson = (objects: readonly any[]): string[] => objects.map((object) => JSON.stringify(object));

/** The output of the apps since the last call. */
let written: Written[] = [];
let metadata: any;

/** Takes what apps would write before it is YAML: the emitter has suites of its own. */
function takeWhatIsWritten(): void {
  jest.spyOn(Yaml, 'save').mockImplementation((file, docs) => {
    written.push({ name: path.relative(path.join(folder, 'App'), file), objects: asJson(docs) });
  });
  jest.spyOn(Yaml, 'load').mockImplementation(() => included);
  jest.spyOn(print, 'print').mockImplementation((manifests) => asJson(manifests).join('\n'));
  jest.spyOn(files, 'writeFiles').mockImplementation((_, texts) => {
    for (const [name, text] of texts) {
      if (name === METADATA) {
        metadata = JSON.parse(text);
      } else {
        written.push({ name, objects: text.split('\n').filter((line) => line !== '') });
      }
    }
    return new Map();
  });
}

function run(Kind: new (props: PodAppProps) => App, number: number): Result {
  const built = build(Kind, number);
  [written, metadata] = [[], undefined];
  try {
    built.app.synth();
  } catch (error) {
    return { ...built, written, error: String(error) };
  }
  const file = path.join(built.app.outdir, METADATA);
  if (fs.existsSync(file)) {
    metadata = JSON.parse(fs.readFileSync(file, 'utf8'));
    fs.rmSync(file);
  }
  return { ...built, written, metadata };
}

const pathOf = (json: string): string => JSON.parse(json).metadata.annotations[ID];

// ---------------------------------------------------------------- what has to hold, found anew

function isWithin(construct: IConstruct, outer: IConstruct): boolean {
  return construct.node.scopes.includes(outer);
}

function objectsIn(construct: IConstruct): IConstruct[] {
  const chart = Chart.of(construct);
  return construct.node.findAll().filter((one) => ApiObject.isApiObject(one) && Chart.of(one) === chart);
}

/** Pairs of charts: the first needs the second. */
function chartPairs({ app, dependencies }: Built): [Chart, Chart][] {
  const nested = app.node
    .findAll()
    .filter((one): one is Chart => Chart.isChart(one) && Chart.isChart(one.node.scope))
    .map((chart): [Chart, Chart] => [chart.node.scope as Chart, chart]);
  const between = dependencies
    .map(({ source, target }): [Chart, Chart] => [Chart.of(source), Chart.of(target)])
    .filter(([from, to]) => from !== to);
  return [...nested, ...between];
}

/** Pairs of objects: the first depends on the second. An object on both sides of a dependency is no pair with itself. */
function objectPairs({ dependencies }: Built): [IConstruct, IConstruct][] {
  return dependencies
    .filter(({ source, target }) => Chart.of(source) === Chart.of(target))
    .flatMap(({ source, target }) => {
      const isInner = (one: IConstruct) => isWithin(one, source) && isWithin(one, target);
      return objectsIn(source).flatMap((from) =>
        objectsIn(target)
          .filter((to) => !(isInner(from) && isInner(to)))
          .map((to): [IConstruct, IConstruct] => [from, to]),
      );
    });
}

/** The dependencies that an order does not keep. */
function broken(built: Built, order: string[]): string[] {
  const position = new Map(order.map((at, i) => [at, i]));
  const pairs = [
    ...objectPairs(built),
    ...chartPairs(built).flatMap(([from, to]) => objectsIn(from).flatMap((a) => objectsIn(to).map((b) => [a, b]))),
  ];
  return pairs
    .filter(([from, to]) => !(position.get(to.node.path)! < position.get(from.node.path)!))
    .map(([from, to]) => `${from.node.path} needs ${to.node.path}`);
}

/** The identity of an object in a cluster. */
function idOf(json: string): string | undefined {
  const { apiVersion, kind, metadata } = JSON.parse(json);
  const group = /^(.*)\//.exec(apiVersion)?.[1];
  return metadata.name === undefined ? undefined : JSON.stringify([group, kind, metadata.namespace, metadata.name]);
}

function repeats<T>(list: T[]): boolean {
  return new Set(list).size < list.length;
}

/** The end of a message about the name of an object. `PodApp` also checks the names of objects of other libraries. */
const OBJECT_NAME = '(api/object-name)';

const kindOf = (error: string): string =>
  [/cycle|circle/, /Validation failed/, /cannot find a parent chart/, /Failed serializing/].find((kind) =>
    kind.test(error),
  )?.source ?? error;

const ON_ITSELF: Difference = 'what depends on itself is refused, or left as it is where no object is in it';
const POSITION = /^\d{4,}-/;
const withoutPositions = (name: string) =>
  name
    .split('/')
    .map((part) => part.replace(POSITION, ''))
    .join('/');

/** The messages of an error, without the places of the objects. */
const messagesIn = (error: string): string[] =>
  error
    .replace(/^ {2}\[\] /gm, '  ')
    .split('\n')
    .filter((line) => !/^ +(at|and \d+ more) /.test(line));

/** Records how an app differs, and throws if the difference is not allowed. */
class Comparison {
  public readonly found = new Set<Difference>();
  public inOrderOfStock = false;
  public refused?: string;

  public constructor(
    private readonly ours: Result,
    private readonly theirs: Result,
  ) {
    if (ours.error !== undefined) {
      this.refusals(ours.error);
      return;
    }
    const objects = ours.written.flatMap((file) => file.objects);
    expect(broken(ours, objects.map(pathOf))).toEqual([]);
    if (this.onItself()) {
      this.found.add(ON_ITSELF);
      return;
    }
    if (theirs.error !== undefined) {
      expect(theirs.error).toMatch(/Dependency cycle detected/);
      const { dependencies } = ours;
      expect(dependencies.some(({ source, target }) => isWithin(source, target) || isWithin(target, source))).toBe(
        true,
      );
      this.found.add('what depends on what it is in, or on what is in it, can have several objects');
    } else {
      this.sameObjects(objects);
      this.sameFiles();
    }
  }

  private onItself(): boolean {
    return this.ours.dependencies.some(({ source, target }) => source === target);
  }

  private refusals(error: string): void {
    const { theirs } = this;
    this.refused = kindOf(error);
    if (theirs.error === undefined || theirs.error.startsWith('RangeError')) {
      if (error.includes('already exists: [')) {
        const ids = theirs.written.flatMap((file) => file.objects.map(idOf)).filter((id) => id !== undefined);
        expect(repeats(ids)).toBe(true);
        this.found.add('objects that a cluster takes for one are refused');
      } else if (error.includes(OBJECT_NAME)) {
        this.found.add('an object whose name an API server refuses is refused');
      } else {
        expect(error).toMatch(/The dependencies form a cycle/);
        expect(this.onItself()).toBe(true);
        this.found.add(ON_ITSELF);
      }
    } else if (kindOf(theirs.error) === kindOf(error) && error.includes('Validation failed')) {
      // PodApp folds equal messages
      const stock = new Set(messagesIn(theirs.error));
      const own = messagesIn(error).filter(
        (line) => !line.endsWith('(runtime/duplicate-object)') && !line.endsWith(OBJECT_NAME),
      );
      const folded = [...error.matchAll(/^ +and (\d+) more object/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
      expect([...stock]).toEqual(expect.arrayContaining(own));
      const count = [...stock].filter((line) => !line.endsWith(OBJECT_NAME)).length;
      expect(own.length + folded).toBeGreaterThanOrEqual(count);
    }
  }

  private sameObjects(objects: string[]): void {
    const all = this.theirs.written.flatMap((file) => file.objects);
    expect(repeats(all.map(idOf).filter((id) => id !== undefined))).toBe(false);
    expect([...objects].sort()).toEqual([...all].sort());
    this.inOrderOfStock = JSON.stringify(objects) === JSON.stringify(all);
    if (this.inOrderOfStock) {
      expect(this.ours.metadata).toEqual(this.theirs.metadata);
    }
  }

  private sameFiles(): void {
    const { ours, theirs } = this;
    const names = ours.written.map(({ name }) => name.toLowerCase());
    expect(repeats(names)).toBe(false);
    const { yamlOutputType: type, outputFileExtension: extension } = ours.app;
    const [head, tail] = [this.heads(theirs), this.heads(ours)];
    const chartNames = ours.app.charts.map((chart) => Names.toDnsLabel(chart));
    if (type === YamlOutputType.FILE_PER_CHART || type === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE) {
      this.positions();
    }
    if (type === YamlOutputType.FILE_PER_APP || type === YamlOutputType.FILE_PER_CHART) {
      if (repeats(chartNames) && type === YamlOutputType.FILE_PER_CHART) {
        this.found.add('objects whose files cdk8s calls the same have files of their own');
      } else {
        expect([...tail].sort()).toEqual([...head].sort());
      }
      return;
    }
    const theirNames = new Map(head);
    const count = new Map<string, number>();
    head.forEach(([, name]) => count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1));
    // if charts have the same name, their folders end with hashes
    const compared = (name: string) => (repeats(chartNames) ? path.basename(name) : name);
    for (const [json, ourName] of tail) {
      const { kind, metadata } = JSON.parse(json);
      const [name, theirName] = [ourName, theirNames.get(json)!].map(compared);
      const right = `${kind}.${metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '') + extension;
      if (path.basename(theirName) !== right || !metadata.name) {
        this.found.add('a file is called after what is in it, also after a patch and without a name');
      } else if (count.get(theirNames.get(json)!.toLowerCase())! > 1) {
        this.found.add('objects whose files cdk8s calls the same have files of their own');
      } else if (name !== theirName && !name.startsWith(theirName.slice(0, -extension.length))) {
        expect(name).toBe(theirName);
      }
    }
    const fileOf = new Map(ours.written.map((file) => [pathOf(file.objects[0]), file.name]));
    const pairs = objectPairs(ours).map(([from, to]) => [fileOf.get(from.node.path)!, fileOf.get(to.node.path)!]);
    expect(pairs.filter(([from, to]) => !(to < from))).toEqual([]);
  }

  /** The prefix of each file, and its name without the position. */
  private heads({ written }: Result): [string, string][] {
    return written.map(({ name, objects }) => [[...objects].sort().join(), withoutPositions(name)]);
  }

  /** The names of charts have positions only if objects would otherwise be applied too early. */
  private positions(): void {
    const { ours, theirs } = this;
    const isFolder = ours.app.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    const top = (name: string) => (isFolder ? name.split('/')[0] : name);
    const nameOf = new Map<string, string>();
    ours.written.forEach(({ name, objects }) =>
      objects.forEach((json) => nameOf.set(chartAt(ours, pathOf(json)), top(name))),
    );
    const pairs = chartPairs(ours)
      .map(([from, to]) => [nameOf.get(from.node.path), nameOf.get(to.node.path)])
      .filter(([from, to]) => from !== undefined && to !== undefined);
    expect(pairs.filter(([from, to]) => !(to! < from!))).toEqual([]);
    const has = (result: Result) => result.written.some(({ name }) => POSITION.test(name));
    if (has(theirs) && !has(ours)) {
      this.found.add('no positions in the names of files that are in order without');
    } else {
      expect(has(ours)).toBe(has(theirs));
    }
  }
}

function chartAt({ app }: Result, at: string): string {
  return Chart.of(app.node.findAll().find(({ node }) => node.path === at)!).node.path;
}

// ---------------------------------------------------------------- the promises

describe(`of ${APPS.toLocaleString('en')} random apps`, () => {
  const counts = new Map<string, number>();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);

  test('PodApp makes the objects, files and errors of the App of cdk8s, but for the differences that are meant', () => {
    takeWhatIsWritten();
    const failures: string[] = [];
    for (let number = 0; number < APPS && failures.length < 5; number++) {
      try {
        const [theirs, ours] = [run(App, number), run(PodApp, number)];
        const { found, inOrderOfStock, refused } = new Comparison(ours, theirs);
        found.forEach(count);
        count(refused === undefined ? 'written' : `refused: ${refused}`);
        if (refused === undefined && theirs.error === undefined) {
          count('written by both');
          count(inOrderOfStock ? 'in the order of cdk8s' : 'in another order');
        }
      } catch (error) {
        failures.push(`app ${number} of seed ${SEED}: ${(error as Error).message}`);
      }
    }
    expect(failures).toEqual([]);
    // each difference that is listed is one that there is
    expect(Object.keys(DIFFERENCES).filter((difference) => !counts.has(difference))).toEqual([]);
    // the others keep all dependencies too, as is checked for each app
    expect(counts.get('in the order of cdk8s')! / counts.get('written by both')!).toBeGreaterThan(0.99);
    if (process.env.CDK8S_PODS_COUNTS !== undefined) {
      fs.writeSync(2, `${JSON.stringify(Object.fromEntries([...counts].sort()), undefined, 2)}\n`);
    }
  });

  test(`what is on the disk is what was to be written, with each ${ON_DISK}th`, () => {
    for (let number = 0; number < APPS; number += ON_DISK) {
      takeWhatIsWritten();
      const planned = run(PodApp, number);
      jest.restoreAllMocks();
      jest.spyOn(Yaml, 'load').mockImplementation(() => included);
      const { app } = build(PodApp, number);
      if (planned.error === undefined) {
        app.synth();
        expect({ number, files: filesIn(app.outdir) }).toEqual({
          number,
          files: Object.fromEntries(planned.written.map(({ name, objects }) => [name, objects.map(parsed)])),
        });
        const objects = planned.written.flatMap((file) => file.objects);
        expect({ number, objects: read(app.synthYaml()) }).toEqual({ number, objects: objects.map(parsed) });
      }
    }
  });
});

const parsed = (json: string): any => JSON.parse(json);

function read(yaml: string): any[] {
  return yaml === '' ? [] : parseAllDocuments(yaml, { version: '1.1' }).map((document) => (document as any).toJS());
}

function filesIn(outdir: string): Record<string, any[]> {
  const names = fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => name !== METADATA && fs.statSync(path.join(outdir, name)).isFile())
      .map((name) => [name, read(fs.readFileSync(path.join(outdir, name), 'utf8'))]),
  );
}

describe('what the App of cdk8s does not survive:', () => {
  const object = (scope: Construct, id: string) => new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });

  test('130,000 objects are printed', () => {
    const app = new PodApp({ quiet: true });
    const chart = new Chart(app, 'chart', { disableResourceNameHashes: true });
    for (let i = 0; i < 130_000; i++) {
      object(chart, `pod-${i}`);
    }
    const yaml = app.synthYaml();
    expect(yaml.split('---\n')).toHaveLength(130_000);
    expect(yaml).toMatch(/name: chart-pod-129999\n$/);
  });

  test('constructs in constructs, 2,000 levels of them, are found', () => {
    const app = new PodApp({ quiet: true });
    let at: Construct = new Chart(app, 'chart', { disableResourceNameHashes: true });
    for (let i = 0; i < 2_000; i++) {
      at = new Construct(at, 'in');
    }
    new ApiObject(at, 'deep', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'deep' } });
    expect(app.synthYaml()).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: deep\n');
  });

  test('two charts that need each other through their objects are refused, with the circle', () => {
    const app = new PodApp({ quiet: true });
    const [web, db] = ['web', 'db'].map((id) => new Chart(app, id));
    const [a, b] = [object(web, 'a'), object(web, 'b')];
    const [c, d] = [object(db, 'c'), object(db, 'd')];
    a.addDependency(c);
    d.addDependency(b);
    const circle = 'The dependencies form a cycle: web needs db needs web. Remove one of them.';
    expect(() => app.synthYaml()).toThrow(circle);
    expect(() => app.synth()).toThrow(circle);
  });
});

test('an invalid patch is reported with the path of its object', () => {
  const chart = new Chart(new PodApp({ quiet: true }), 'chart');
  const web = new AppPod(chart, 'web', { app: { name: 'web', image: 'nginx:1.27' } });
  web.addJsonPatch(JsonPatch.remove('/not/there'));
  expect(() => (chart.node.root as PodApp).synthYaml()).toThrow('chart/web');
});

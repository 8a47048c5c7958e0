import { parse } from 'yaml';
import { collectionOf, Server } from '../conformance/cluster/server';
import { findBuiltIn, isBuiltIn } from '../kubernetes/built-in';
import { kindOf } from '../kubernetes/kinds';
import { Answer, Answers, isRecording, record, recorded } from './answers';
import { eventually, ownNamespace, remove } from './kubectl';
import { Question, QUESTIONS, rulesOn } from './questions';

// The output of clusters on the pages of the rules is the output of this cluster.

let server: Server;
let version: string;
/** The namespaces, by the Pod Security level that they enforce. */
const namespaces: Record<string, string> = {};

const LEVELS = [...new Set(Object.values(QUESTIONS).map(({ level = 'privileged' }) => level))];

beforeAll(async () => {
  server = await Server.connect();
  version = await server.version();
  for (const level of LEVELS) {
    const [name, standard = 'latest'] = level.split(':');
    const enforce = 'pod-security.kubernetes.io/enforce';
    const labels = [`${enforce}=${name}`, `${enforce}-version=${standard}`];
    namespaces[level] = await ownNamespace(`answers-${level.replace(/[^a-z0-9]/g, '-')}`, ...labels);
  }
  // a namespace accepts no pods until it has a service account
  const harmless = QUESTIONS['dropped-field'].manifest;
  await eventually(async () => {
    for (const level of LEVELS) {
      const { body } = await server.tryToCreate(collection('v1', 'Pod', level), harmless);
      expect(body.message ?? '').not.toContain('service account');
    }
  });
});
afterAll(async () => {
  server.close();
  await remove('--wait=false', 'namespaces', ...Object.values(namespaces));
});

/** The URL path at which objects of a kind are created. A misspelled kind of pod uses that of pods. */
function collection(apiVersion: string, kind: string, level = 'privileged'): string {
  const known = isBuiltIn(apiVersion) && findBuiltIn(apiVersion, kind);
  if (known && kindOf(known) === undefined) {
    return collectionOf(known, namespaces[level]);
  }
  const group = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  return `${group}/namespaces/${namespaces[level]}/${kind.toLowerCase().replace(/s?$/, 's')}`;
}

async function answerTo(question: Question): Promise<Answer | undefined> {
  const { manifest, level, serverSide } = question;
  const object = parse(manifest, { uniqueKeys: false });
  const path = collection(object.apiVersion, object.kind, level);
  const { status, body, warnings } = serverSide
    ? await server.tryToApply(`${path}/${object.metadata.name}`, manifest)
    : await server.tryToCreate(path, manifest, 'Strict');
  const about = { ...question, version };
  if (status >= 400) {
    return { ...about, outcome: 'refused', words: [body.message] };
  }
  if (warnings.length > 0) {
    return { ...about, outcome: 'warned', words: warnings };
  }
  const words = missing(object, body);
  return words.length === 0 ? undefined : { ...about, outcome: 'forgotten', words };
}

/** The paths of the values that an object has and another one lacks. */
function missing(object: any, other: any, path = ''): string[] {
  if (typeof object !== 'object' || object === null) {
    return other === undefined ? [path] : [];
  }
  return Object.entries(object).flatMap(([key, value]) => {
    const place = Array.isArray(object) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    return missing(value, other?.[key], place);
  });
}

const seen: Answers = {};

test.each(Object.entries(QUESTIONS))('%s', async (rule, question) => {
  const answer = await answerTo(question);
  if (question.version !== version) {
    // another version can use other words, but must react if the rule applies to it
    expect({ isTold: answer !== undefined, ...answer }).toMatchObject(
      rulesOn(question, version).includes(rule) ? { isTold: true } : {},
    );
    return;
  }
  expect(answer).toBeDefined();
  seen[rule] = answer!;
  if (!isRecording) {
    expect(answer).toEqual(recorded('api')[rule]);
  }
});

if (isRecording) {
  afterAll(() => record('api', seen, Object.keys(QUESTIONS)));
}

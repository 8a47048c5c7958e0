import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { AppPod } from '../../constructs/app-pod';
import { AppCronJob } from '../../constructs/workloads/app-cron-job';
import { AppDaemonSet } from '../../constructs/workloads/app-daemon-set';
import { AppDeployment } from '../../constructs/workloads/app-deployment';
import { AppJob } from '../../constructs/workloads/app-job';
import { AppStatefulSet } from '../../constructs/workloads/app-stateful-set';
import { KubernetesObject, kindOf } from '../../kubernetes/kinds';
import { isPlainObject, setField } from '../../util/plain-object';
import { AppType } from './app-types';
import { apiObjectProps } from './api-object';
import { evaluate } from './evaluate';
import { Constant, Expression, Source } from './expression';
import { UniqueNames } from './names';
import { Patch, patchCode, patchesFor } from './patches';
import { recognize } from './recognize';
import { isSameData } from './same-data';
import { Placeholder, withPlaceholders } from './secret';
import { workloadProps } from './workload';

/** The code that creates an object: a `new` expression, and patches for what its construct cannot render. */
export interface Statement {
  readonly constants: readonly Constant[];
  readonly creation: Extract<Expression, { type: 'new' }>;
  readonly patches: readonly Patch[];
  /** The fields that the types do not have. They are in `raw`. */
  readonly raw: readonly Source[];
  /** The class of the app that creates the object. */
  readonly type?: AppType;
  /** The data of a Secret, which the code does not contain. */
  readonly placeholders: readonly Placeholder[];
}

/** The statement with a class of the app in place of `ApiObject`. The compiler decides whether the class accepts the object. */
export function withAppType(statement: Statement, type: AppType): Statement {
  const [chart, id, props] = statement.creation.args;
  if (statement.creation.name !== 'ApiObject' || statement.patches.length > 0 || props.type !== 'object') {
    return statement;
  }
  const entries = props.entries.filter(({ key }) => key !== 'apiVersion' && key !== 'kind');
  const args = [chart, id, { ...props, entries }];
  return { ...statement, type, creation: { type: 'new', name: type.className, args } };
}

/** The class in the code for objects that cdk8s cannot render. */
export const VERBATIM = 'Verbatim';

const CLASSES = { AppPod, AppDeployment, AppStatefulSet, AppDaemonSet, AppJob, AppCronJob, ApiObject };

/** A construct with more patches is harder to read than an `ApiObject`. */
const MOST_PATCHES = 5;

/**
 * The statement of an object: the first construct that renders an equal object.
 * @param names makes the names of placeholders unique
 */
export function statementOf(object: KubernetesObject, id: string, names: UniqueNames): Statement {
  const { expression, placeholders } = withPlaceholders(object, names);
  const build = (name: string, props: Expression): Statement['creation'] => ({
    type: 'new',
    name,
    args: [{ type: 'reference', name: 'chart' }, { type: 'data', value: id }, props],
  });
  const common = { constants: [], placeholders };
  const kind = kindOf(object);
  if (kind !== undefined && `App${kind.struct}` in CLASSES) {
    for (const { props, raw } of workloadProps(object, kind)) {
      const creation = build(`App${kind.struct}`, props);
      const patches = patchesOf(creation, object, placeholders);
      if (patches !== undefined && patches.length <= MOST_PATCHES) {
        return { ...common, creation: withoutPatched(creation, patches), patches, raw };
      }
    }
  }
  const creation = build('ApiObject', apiObjectProps(object, expression));
  const patches = patchesOf(creation, object, placeholders);
  return patches === undefined
    ? { ...common, creation: build(VERBATIM, expression), patches: [], raw: [] }
    : { ...common, creation: withoutPatched(creation, patches), patches, raw: [] };
}

/** The statement of an object that has patterns. */
export function recognizedStatement(object: KubernetesObject, id: string, version: string): Statement | undefined {
  const { constants, statement } = recognize(object, version) ?? {};
  if (constants === undefined || statement === undefined) {
    return undefined;
  }
  const [chart, , props] = statement.args;
  const creation: Statement['creation'] = { ...statement, args: [chart, { type: 'data', value: id }, props] };
  return { constants, creation, patches: [], raw: [], placeholders: [] };
}

/** The code without the fields that patches add. */
function withoutPatched(creation: Statement['creation'], patches: readonly Patch[]): Statement['creation'] {
  const added = new Set(patches.filter(({ op }) => op === 'add').map(({ path }) => JSON.stringify(path)));
  return added.size === 0 ? creation : { ...creation, args: creation.args.map((arg) => withoutFields(arg, added)) };
}

function withoutFields(expression: Expression, paths: ReadonlySet<string>): Expression {
  const { source } = expression as { readonly source?: Source };
  const isKept = (steps: Source | undefined): boolean => steps === undefined || !paths.has(JSON.stringify(steps));
  switch (expression.type) {
    case 'object': {
      const entries = expression.entries.filter(({ value }) => isKept((value as { readonly source?: Source }).source));
      return { ...expression, entries: entries.map(({ key, value }) => ({ key, value: withoutFields(value, paths) })) };
    }
    case 'array':
      return { ...expression, items: expression.items.map((item) => withoutFields(item, paths)) };
    case 'data':
      return source === undefined ? expression : { ...expression, value: dataWithout(expression.value, source, paths) };
    default:
      return expression;
  }
}

function dataWithout(value: unknown, source: Source, paths: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    return value.map((item, i) => dataWithout(item, [...source, i], paths));
  }
  if (!isPlainObject(value)) {
    return value;
  }
  const result = {};
  for (const key of Object.keys(value)) {
    const path = [...source, key];
    if (!paths.has(JSON.stringify(path))) {
      setField(result, key, dataWithout(value[key], path, paths));
    }
  }
  return result;
}

/** The patches that a construct requires to render an object; undefined if it cannot render the object. */
function patchesOf(
  creation: Statement['creation'],
  object: KubernetesObject,
  placeholders: readonly Placeholder[],
): readonly Patch[] | undefined {
  const values = Object.fromEntries(placeholders.map(({ name, value }) => [name, value]));
  const create = (): ApiObject => {
    const chart = new Chart(new App({ outdir: 'dist' }), 'chart');
    return evaluate(creation, { ...CLASSES, ...values, chart }) as ApiObject;
  };
  try {
    const patches = patchesFor(object, create().toJson());
    if (patches === undefined || patches.length === 0) {
      return patches;
    }
    const patched = create();
    for (const patch of patches) {
      patched.addJsonPatch(evaluate(patchCode(patch), { JsonPatch }) as JsonPatch);
    }
    return isSameData(object, patched.toJson()) ? patches : undefined;
  } catch {
    // the construct refuses the object
    return undefined;
  }
}

import { addTo } from '../../util/multimap';
import { documentsOf, Twice, Unreadable, YamlDocument } from '../../manifest/yaml/documents';
import { itemsOf } from '../../manifest/yaml/k8s-list';
import { PlaceStep, placeText, stepsTo } from '../../manifest/yaml/json-path';
import { Span, Text } from '../../manifest/yaml/source-text';
import { Finding } from '../finding';
import { LintFinding, LintObject, objectOf, RuleSet } from './lint';
import { ManifestWaiver } from './waivers';

/** What is wrong with an object, and where it stands in a file. */
export interface Located extends LintFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line of the file, or what of a long one is around the column. */
  readonly source: string;
  /** Where in that the finding begins. */
  readonly caret: number;
}

/** An object, and what is wrong with it. */
export interface Reported {
  readonly object: LintObject;
  readonly findings: readonly Located[];
}

/** What cannot be read, and why. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** As a sentence. */
  readonly message: string;
}

/** An object of a file, and what is wrong with it. */
export interface Examined extends Reported {
  /** The object itself. */
  readonly value: any;
}

/** What a file holds. */
export interface ExaminedFile {
  readonly file: string;
  readonly objects: Examined[];
  readonly problems: Problem[];
  /** Whether nothing in it says that it is meant for Kubernetes. */
  readonly isForeign: boolean;
  /** How much was found. */
  readonly count: number;
}

/** More than anybody reads, or any memory should hold: what comes after so many findings is not looked at. */
const MOST_FINDINGS = 250_000;

/**
 * Puts all objects of a text to the rules.
 *
 * @param together what is found in them beside those of other texts, in their order
 * @param before how much was found in other texts
 */
export function examine(
  whole: string,
  file: string,
  rules: RuleSet,
  together: readonly (readonly Finding[])[] = [],
  before = 0,
): ExaminedFile {
  const text = new Text(whole);
  const objects: Examined[] = [];
  const problems: Problem[] = [];
  let isForeign = true;
  let count = 0;
  const problem = (offset: number, message: string): void => {
    problems.push({ file, ...text.at(offset), message });
    count++;
  };
  for (const document of documentsOf(text)) {
    const isUnreadable = document instanceof Unreadable;
    if (before + count > MOST_FINDINGS) {
      isForeign = false;
      const start = isUnreadable ? document.offset : document.start;
      problem(start, `this was not looked at: ${before + count} findings and problems come before it.`);
      break;
    }
    if (isUnreadable) {
      isForeign = false;
      problem(document.offset, `${document.reason}.`);
      continue;
    }
    const { value } = document;
    isForeign &&= typeof value === 'object' && !Array.isArray(value) && !('apiVersion' in value) && !('kind' in value);
    const examination = new Examination(document, text, file, rules);
    for (const { steps, object, broken } of itemsOf(value)) {
      try {
        if (broken !== undefined) {
          problem(document.way(steps).pop()!.from, `${broken}.`);
        } else {
          const findings = examination.of(object, steps, together[objects.length]);
          count += findings.length;
          objects.push({ object: objectOf(object), value: object, findings });
        }
      } catch (error) {
        problem(document.start, `the rules fail on this object: ${(error as Error).message}.`);
      }
    }
  }
  return { file, objects, problems, isForeign: isForeign && objects.length === 0, count };
}

/** What is wrong with the objects of one document. */
class Examination {
  private readonly comments: CommentWaiver[];
  /** Of a list, the keys that are there twice in each of its items. */
  private byItem: Map<PlaceStep, Twice[]> | undefined;

  public constructor(
    private readonly document: YamlDocument,
    private readonly text: Text,
    private readonly file: string,
    private readonly rules: RuleSet,
  ) {
    this.comments = commentWaivers(document, text);
  }

  /** @param base where the object stands in the document */
  public of(object: any, base: readonly PlaceStep[], together: readonly Finding[] = []): Located[] {
    const comments = this.comments.length === 0 ? [] : this.commentsIn(base);
    const twice = this.twiceIn(base);
    const more = twice.length === 0 ? together : [...twice.map(duplicate), ...together];
    const found = this.rules.findings(object, comments, more, ({ path }) => this.lines(object, path, base));
    if (found.length === 0) {
      return NONE;
    }
    const about = objectOf(object);
    // what stands in no field has a place of its own
    const spans = new Map([...comments, ...twice].map(({ path, span }) => [path, span]));
    const located = found.map((finding): Located => {
      const steps = [...base, ...stepsTo(object, finding.path)];
      const span = this.spanOf(finding, spans) ?? this.document.way(steps, OF_KEYS.has(finding.rule)).pop()!;
      return this.located(finding, about, span);
    });
    return located.sort((a, b) => a.line - b.line || a.column - b.column);
  }

  private located(finding: Finding, object: LintObject, { from, to }: Span): Located {
    const [{ line, column }, end] = [this.text.at(from), this.text.at(to)];
    const whole = this.text.line(line);
    const cut = whole.length <= WIDEST ? 0 : Math.max(0, column - 1 - WIDEST / 4);
    const source = whole.slice(cut, cut + WIDEST);
    const { rule, severity, type, path, what, why, fix } = finding;
    // spelt out, since a spread gives each of many findings a shape of its own, which takes more memory than what it holds
    return {
      rule,
      severity,
      type,
      path,
      what,
      why,
      fix,
      object,
      file: this.file,
      line,
      column,
      endLine: end.line,
      endColumn: end.column,
      source,
      caret: column - 1 - cut,
    };
  }

  /** Keys that are there twice in an object, by their paths in it. */
  private twiceIn(base: readonly PlaceStep[]): { path: string; span: Span }[] {
    const { twice } = this.document;
    if (twice.length > 0 && base.length > 0 && this.byItem === undefined) {
      this.byItem = new Map();
      for (const one of twice.filter(({ steps }) => steps[0] === base[0])) {
        addTo(this.byItem, one.steps[1], one);
      }
    }
    const own = base.length === 0 ? twice : (this.byItem?.get(base[1]) ?? []);
    return own.map(({ steps, span }) => ({ path: placeText(steps.slice(base.length)), span }));
  }

  private spanOf({ rule, path }: Finding, spans: ReadonlyMap<string, Span>): Span | undefined {
    return rule === DUPLICATE || path.startsWith(COMMENT) ? spans.get(path) : undefined;
  }

  /** The lines that a path leads through. */
  private lines(object: any, path: string, base: readonly PlaceStep[]): number[] {
    const way = this.document.way([...base, ...stepsTo(object, path)]);
    return way.slice(base.length).map(({ from }) => this.text.at(from).line);
  }

  /** Those in the object: all, unless the document is a list. */
  private commentsIn(base: readonly PlaceStep[]): CommentWaiver[] {
    if (base.length === 0) {
      return this.comments;
    }
    const start = (i: number): number => {
      const way = this.document.way(['items', i]);
      return way.length < 3 ? Infinity : this.text.at(way[2].from).line;
    };
    const index = base[1] as number;
    const [first, next] = [index === 0 ? 0 : start(index), start(index + 1)];
    return this.comments.filter(({ line }) => line >= first && line < next);
  }
}

const NONE: Located[] = [];

/** Rules that find fault with a field, whatever stands in it. */
const OF_KEYS: ReadonlySet<string> = new Set(['api/unknown-field', 'api/field-version', 'dropped-field']);

/**
 * A key that a map has twice. kubectl takes the last one, without a word, and sends that; other readers of YAML refuse it, the API server
 * among them. Only `cdk8s-pods lint` can tell, since what is read no longer has both.
 */
const DUPLICATE = 'api/duplicate-field';
const COMMENT = 'comment in line ';

/** What is read no longer tells of a key that was there twice. */
function duplicate({ path }: { readonly path: string }): Finding {
  return {
    rule: DUPLICATE,
    severity: 'error',
    path,
    what: 'this is there twice.',
    why: 'kubectl takes the last one, without a word.',
    fix: 'Leave one of the two out.',
  };
}

/** The longest line that is shown. */
const WIDEST = 160;

/** A comment that waives a rule for what is in its line, or in the next one where it stands alone. */
interface CommentWaiver extends ManifestWaiver {
  /** The line that it is about. */
  readonly line: number;
  readonly span: Span;
}

const WORDS = 'cdk8s-pods waive';

function commentWaivers(document: YamlDocument, text: Text): CommentWaiver[] {
  const waivers: CommentWaiver[] = [];
  let next = 0;
  for (const span of document.comments(WORDS)) {
    const [, rule, reason = ''] = /^#+\s*cdk8s-pods waive\s+([\w./-]+)\s*(?::\s*(.*))?$/.exec(span.text) ?? [];
    if (rule === undefined) {
      continue;
    }
    const at = text.at(span.from).line;
    if (next <= at) {
      next = nextLine(text, at);
    }
    const line = text.line(at).trimStart().startsWith('#') ? next : at;
    waivers.push({ rule, reason: reason.trim(), path: `${COMMENT}${at}`, line, span });
  }
  return waivers;
}

/** The next line that holds anything; those that hold comments are passed over. */
function nextLine(text: Text, after: number): number {
  let line = after + 1;
  while (line <= text.lines && /^\s*(#|$)|^---\s*(#|$)/.test(text.line(line))) {
    line++;
  }
  return line;
}

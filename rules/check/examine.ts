import { addTo } from '../../util/multimap';
import { documentsOf } from '../../manifest/yaml/documents';
import { itemsOf } from '../../manifest/yaml/k8s-list';
import { formatPath, parsePath, PathStep, splitPath } from '../../manifest/yaml/json-path';
import { Duplicate, Unreadable } from '../../manifest/yaml/plain-value';
import { Span, Text } from '../../manifest/yaml/source-text';
import { YamlDocument } from '../../manifest/yaml/yaml-document';
import { issuesUrl } from '../../util/package';
import { isPlainObject } from '../../util/plain-object';
import { words } from '../../util/words';
import { droppedField, droppedVolume, fieldVersion, unknownField } from '../decode/rules';
import { Finding, findingOf } from '../finding';
import { LintFinding, LintObject, objectOf, Linter } from './lint';
import { keyText, Places } from './place';
import { splitPlaceholders } from './placeholder';
import { duplicateField } from './rules';
import { ManifestWaiver } from './waivers';

/** A finding, and its place in a file. */
export interface Located extends LintFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The line of the file; of a long line, the part around the column. */
  readonly source: string;
  /** The index in `source` at which the finding begins. */
  readonly caret: number;
  /** The field path with the keys of items instead of their indexes: it identifies the finding in a later version of the object. */
  readonly place: string;
}

/** An object, and its findings. */
export interface Reported {
  readonly object: LintObject;
  readonly findings: readonly Located[];
}

/** A file or document that cannot be read. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The reason, as a sentence. */
  readonly message: string;
}

/** An object of a file, and its findings. */
export interface Examined extends Reported {
  /** The object itself. */
  readonly value: object;
}

/** The objects and problems of a file. */
export interface ExaminedFile {
  readonly file: string;
  readonly objects: Examined[];
  readonly problems: Problem[];
  /** Whether no document has an `apiVersion` or a `kind`: the file is not meant for Kubernetes. */
  readonly isForeign: boolean;
  /** The number of findings and problems. */
  readonly count: number;
}

/** The limit for memory: objects after this number of findings are not checked. */
const MOST_FINDINGS = 250_000;

/**
 * Checks all objects of a text.
 * @param ofOutput for each object, the findings that depend on other objects
 * @param before the number of findings in other texts
 */
export function examine(
  whole: string,
  file: string,
  linter: Linter,
  ofOutput: readonly (readonly Finding[])[] = [],
  before = 0,
): ExaminedFile {
  const text = new Text(whole);
  const objects: Examined[] = [];
  const problems: Problem[] = [];
  let isForeign = true;
  let hasHint = false;
  let count = 0;
  /** Reports placeholders of a template once for each file: a file often has many. */
  const hint = ({ line, column }: Pick<Problem, 'line' | 'column'>, message: string): void => {
    if (!hasHint) {
      problems.push({ file, line, column, message });
      count++;
    }
    hasHint = true;
  };
  const problem = (offset: number, message: string): void => {
    problems.push({ file, ...text.at(offset), message });
    count++;
  };
  for (const document of documentsOf(text)) {
    const isUnreadable = document instanceof Unreadable;
    if (before + count > MOST_FINDINGS) {
      isForeign = false;
      const start = isUnreadable ? document.offset : document.start;
      problem(start, `not checked, because ${before + count} findings and problems come before it.`);
      break;
    }
    if (isUnreadable) {
      isForeign = false;
      if (document.isTemplate) {
        hint(text.at(document.offset), `${document.reason}.`);
      } else {
        problem(document.offset, `${document.reason}.`);
      }
      continue;
    }
    const { value } = document;
    isForeign &&= isPlainObject(value) && !('apiVersion' in value) && !('kind' in value);
    const examination = new Examination(document, text, file, linter);
    for (const { steps, object, broken } of itemsOf(value)) {
      try {
        if (broken !== undefined) {
          problem(document.spansTo(steps).pop()!.from, `${broken}.`);
        } else {
          const all = examination.of(object, steps, ofOutput[objects.length]);
          const { others: findings, first, text: placeholder } = splitPlaceholders(object, all);
          if (first !== undefined) {
            hint(
              first,
              `${placeholder} is a placeholder. Replace the placeholders of this file, and check the result.`,
            );
          }
          count += findings.length;
          objects.push({ object: objectOf(object), value: object, findings });
        }
      } catch (error) {
        const defect = `This is a defect of cdk8s-pod-patterns. Report it, with the object: ${issuesUrl()}.`;
        problem(document.start, `the check of this object fails: ${(error as Error).message}. ${defect}`);
      }
    }
  }
  return { file, objects, problems, isForeign: isForeign && objects.length === 0, count };
}

/** Checks the objects of one document. */
class Examination {
  private readonly comments: CommentWaiver[];
  private readonly places = new Places();
  /** The duplicate keys of each item of a list. */
  private byItem: Map<PathStep, Duplicate[]> | undefined;

  public constructor(
    private readonly document: YamlDocument,
    private readonly text: Text,
    private readonly file: string,
    private readonly linter: Linter,
  ) {
    this.comments = commentWaivers(document, text);
  }

  /** @param base the path of the object in the document */
  public of(object: object, base: readonly PathStep[], ofOutput: readonly Finding[] = []): Located[] {
    const comments = this.comments.length === 0 ? [] : this.commentsIn(base);
    const duplicates = this.duplicatesIn(base);
    const more = duplicates.length === 0 ? ofOutput : [...duplicates.map(duplicateFinding), ...ofOutput];
    const found = this.linter.findings(object, comments, more, ({ path }) => this.lines(object, path, base));
    if (found.length === 0) {
      return NONE;
    }
    const about = objectOf(object);
    // comments and duplicate keys are not fields of the parsed object
    const spans = new Map([...comments, ...duplicates].map(({ path, span }) => [path, span]));
    const located = found.map((finding): Located => {
      const own = this.spanOf(finding, spans);
      const { steps, rest } = splitPath(object, finding.path);
      const span = own ?? this.document.spansTo([...base, ...steps], KEY_RULES.has(finding.rule)).pop()!;
      const place =
        own !== undefined && finding.path.startsWith(COMMENT)
          ? `comment ${keyText(this.text.whole.slice(own.from, own.to))}`
          : this.places.of(object, steps, rest);
      return this.located(finding, about, span, place);
    });
    return located.sort((a, b) => a.line - b.line || a.column - b.column);
  }

  private located(finding: Finding, object: LintObject, { from, to }: Span, place: string): Located {
    const [{ line, column }, end] = [this.text.at(from), this.text.at(to)];
    const whole = this.text.line(line);
    const cut = whole.length <= WIDEST ? 0 : Math.max(0, column - 1 - WIDEST / 4);
    const source = whole.slice(cut, cut + WIDEST);
    const { rule, severity, type, path, what, why, fix } = finding;
    // without a spread, which gives every finding a hidden class of its own and doubles the memory
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
      place,
    };
  }

  /** The duplicate keys of an object, by their paths in it. */
  private duplicatesIn(base: readonly PathStep[]): { path: string; span: Span }[] {
    const { duplicates } = this.document;
    if (duplicates.length > 0 && base.length > 0 && this.byItem === undefined) {
      this.byItem = new Map();
      for (const one of duplicates.filter(({ steps }) => steps[0] === base[0])) {
        addTo(this.byItem, one.steps[1], one);
      }
    }
    const own = base.length === 0 ? duplicates : (this.byItem?.get(base[1]) ?? []);
    return own.map(({ steps, span }) => ({ path: formatPath(steps.slice(base.length)), span }));
  }

  private spanOf({ rule, path }: Finding, spans: ReadonlyMap<string, Span>): Span | undefined {
    return rule === duplicateField.id || path.startsWith(COMMENT) ? spans.get(path) : undefined;
  }

  /** The lines of all fields on a path. */
  private lines(object: object, path: string, base: readonly PathStep[]): number[] {
    const spans = this.document.spansTo([...base, ...parsePath(object, path)]);
    return spans.slice(base.length).map(({ from }) => this.text.at(from).line);
  }

  /** The comments in an object: all, unless the document is a list. */
  private commentsIn(base: readonly PathStep[]): CommentWaiver[] {
    if (base.length === 0) {
      return this.comments;
    }
    const start = (i: number): number => {
      const spans = this.document.spansTo(['items', i]);
      return spans.length < 3 ? Infinity : this.text.at(spans[2].from).line;
    };
    const index = base[1] as number;
    const [first, next] = [index === 0 ? 0 : start(index), start(index + 1)];
    return this.comments.filter(({ line }) => line >= first && line < next);
  }
}

const NONE: Located[] = [];

/** Rules about the key of a field, not its value. */
const KEY_RULES: ReadonlySet<string> = new Set(
  [unknownField, fieldVersion, droppedField, droppedVolume].map(({ id }) => id),
);

const COMMENT = 'comment in line ';

function duplicateFinding({ path }: { readonly path: string }): Finding {
  return findingOf(duplicateField, path, 'duplicate key.', 'Remove one of the two.');
}

/** The number of characters of a line that are shown. */
const WIDEST = 160;

/** A comment that waives a rule for the field in its line or, if the comment has a line of its own, in the next line. */
interface CommentWaiver extends ManifestWaiver {
  /** The line that it is for. */
  readonly line: number;
  readonly span: Span;
}

const MARKER = 'cdk8s-pods';

const WAIVER = /^#+\s*cdk8s-pods waive\s+([\w./-]+)\s*(?::(.*))?$/;

/** The start of a comment that can be meant as a waiver: another verb, or another sign between the words. */
const SIMILAR = /^#+\s*cdk8s-pods[ \t:-]{0,3}(?:waive|ignore|disable|skip)[a-z]{0,3}\b/i;

function commentWaivers(document: YamlDocument, text: Text): CommentWaiver[] {
  const waivers: CommentWaiver[] = [];
  let next = 0;
  for (const span of document.comments(MARKER)) {
    const waiver = waiverOf(span.text);
    if (waiver === undefined) {
      continue;
    }
    const at = text.at(span.from).line;
    if (next <= at) {
      next = nextLine(text, at);
    }
    const line = text.line(at).trimStart().startsWith('#') ? next : at;
    waivers.push({ ...waiver, path: `${COMMENT}${at}`, line, span });
  }
  return waivers;
}

/** The waiver in a comment, if the comment is a waiver or is meant as one. */
function waiverOf(comment: string): Pick<ManifestWaiver, 'rule' | 'reason' | 'correction'> | undefined {
  const [, waived, why = ''] = WAIVER.exec(comment) ?? [];
  if (waived !== undefined) {
    return { rule: waived, reason: why.trim() };
  }
  const [start] = SIMILAR.exec(comment) ?? [];
  const [rule = '', ...reason] = words(
    (start === undefined ? 'prose' : comment.slice(start.length)).replace(/[:=]/g, ' '),
  );
  // prose names no rule
  if (rule !== '' && !rule.includes('/')) {
    return undefined;
  }
  const text = reason.join(' ') || 'why it does not matter here';
  return { rule, reason: '', correction: `# ${MARKER} waive ${rule || 'RULE'}: ${text}` };
}

/** The next line that is neither empty nor a comment. */
function nextLine(text: Text, after: number): number {
  let line = after + 1;
  while (line <= text.lines && /^\s*(#|$)|^---\s*(#|$)/.test(text.line(line))) {
    line++;
  }
  return line;
}

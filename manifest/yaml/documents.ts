import { Composer, Document, Lexer, Parser, Schema } from 'yaml';
import { isList } from './k8s-list';
import { longListIn } from './long-list';
import { Unreadable } from './plain-value';
import { Span, Text } from './source-text';
import { YamlDocument } from './yaml-document';

/** The API server accepts requests up to 3 MB. The yaml library requires about a hundred times the size of a document as memory. */
const MAX_SIZE = 4 * 1024 * 1024;
const TOO_LARGE = `larger than ${MAX_SIZE >> 20} MB, and the API server accepts at most 3 MB`;

/** No manifest is as deep. Deeper documents can overflow the stack of the yaml library, which is recursive. */
const MAX_DEPTH = 250;

/** The yaml library reads each scalar as text: kubectl reads numbers and words in its own way (resolve-scalar.ts). */
const OPTIONS = {
  version: '1.1',
  // one schema for all documents, because its creation is slow
  schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
  // the library needs quadratic time to find duplicate keys
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/**
 * The documents of a YAML text that are not empty. It parses one document at a time, and needs bounded time and memory for any text.
 */
export function* documentsOf({ whole }: Text): Generator<YamlDocument | Unreadable> {
  for (const { from, to } of split(whole)) {
    const content = contentIn(whole, from, to);
    if (content === to) {
      continue;
    }
    if (to - from > MAX_SIZE) {
      yield* longList(whole, content, to);
      continue;
    }
    const text = whole.slice(from, to);
    for (const document of parseDocuments(text, from)) {
      yield document instanceof Unreadable ? withHint(document, text) : document;
    }
  }
}

/** The items of a list that is too long for one document, each as a list with one item. */
function* longList(whole: string, from: number, to: number): Generator<YamlDocument | Unreadable> {
  const list = longListIn(whole, from, to);
  const [head] = list === undefined || list.head.length > MAX_SIZE ? [] : parseDocuments(list.head, from);
  const value = head instanceof YamlDocument ? head.value : undefined;
  if (list === undefined || !isList(value) || typeof value.apiVersion !== 'string') {
    yield new Unreadable(from, `the document is ${TOO_LARGE}`);
    return;
  }
  const before = list.before(value.apiVersion, value.kind);
  for (const item of list.items) {
    if (item.to - item.from > MAX_SIZE) {
      yield new Unreadable(item.from, `the item is ${TOO_LARGE}`);
    } else {
      const text = before + whole.slice(item.from, item.to) + list.after;
      yield* parseDocuments(text, item.from - before.length, item.from);
    }
  }
}

const HELM = /\{\{-?\s*([.$"(]|(if|range|with|include|template|define|else|end|toYaml|tpl|printf|default)\b)/;

const BRACES = /\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}/;

function withHint(document: Unreadable, text: string): Unreadable {
  const isHelm = HELM.test(text);
  if (!isHelm && !BRACES.test(text)) {
    return document;
  }
  const kind = isHelm ? 'Helm template' : 'template';
  const program = isHelm ? '`helm template`' : 'the program that renders it';
  const reason = document.reason.replace(/\.$/, '');
  const hint = `${reason}. It looks like a ${kind}. Check the output of ${program} instead`;
  return new Unreadable(document.offset, hint, true);
}

function* parseDocuments(text: string, base: number, from = base): Generator<YamlDocument | Unreadable> {
  try {
    for (const document of new Composer(OPTIONS).compose(tokens(text, base))) {
      const result = convert(document, text, base, from);
      if (result instanceof Unreadable || result.value !== null) {
        yield result;
      }
    }
  } catch (error) {
    yield error instanceof Unreadable ? error : new Unreadable(base, (error as Error).message);
  }
}

function convert(document: Document.Parsed, text: string, base: number, from: number): YamlDocument | Unreadable {
  const [error] = document.errors;
  if (error !== undefined) {
    // the other lines of the message are from the file, which can contain secrets
    return new Unreadable(base + error.pos[0], error.message.split('\n')[0].slice(0, 200));
  }
  try {
    return new YamlDocument(document.contents, text, base, from);
  } catch (problem) {
    if (problem instanceof Unreadable) {
      return problem;
    }
    throw problem;
  }
}

/** The tokens of the yaml library, up to the limit of depth. */
function* tokens(text: string, base: number) {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH) {
      throw new Unreadable(base + parser.offset, `more than ${MAX_DEPTH} nested levels`);
    }
  }
  yield* parser.end();
}

/** Splits a text at each `---`, as kubectl does. */
function* split(text: string): Generator<Span> {
  let from = 0;
  for (const { index } of text.matchAll(/(?<![^\n])---(?![^ \t\r\n])/g)) {
    // directives and comments at the top belong to the document after them
    const content = contentIn(text, from, index);
    if (index > from && text[content] !== '%' && !(from === 0 && content === index && !text.startsWith('---'))) {
      yield { from, to: index };
      from = index;
    }
  }
  yield { from, to: text.length };
}

/** The offset of the first character that is not blank, a comment or `---`. */
function contentIn(text: string, from: number, to: number): number {
  const visible = /[^ \n\r\t\ufeff]/g;
  visible.lastIndex = text.startsWith('---', from) ? from + 3 : from;
  for (let found = visible.exec(text); found !== null && found.index < to; found = visible.exec(text)) {
    if (found[0] !== '#') {
      return found.index;
    }
    const end = text.indexOf('\n', found.index);
    visible.lastIndex = end < 0 ? to : end;
  }
  return to;
}

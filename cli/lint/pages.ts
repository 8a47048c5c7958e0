import * as fs from 'fs';
import * as path from 'path';
import { nearest } from '../../util/nearest';
import { packageFolder } from '../package';

/** What is told of a rule. */
export interface Page {
  /** Its first sentence. */
  readonly summary: string;
  readonly text: string;
}

/** Where the pages are: docs/rules/GROUP/NAME.md. */
function folder(): string {
  return path.join(packageFolder(), 'docs', 'rules');
}

/** The page of a rule, if there is one. */
export function pageOf(rule: string): Page | undefined {
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(rule)) {
    return undefined;
  }
  const file = path.join(folder(), `${rule}.md`);
  if (!fs.existsSync(file)) {
    return undefined;
  }
  const text = fs.readFileSync(file, 'utf8');
  const [, first = ''] = text.split('\n\n');
  return { summary: first.replace(/\s+/g, ' ').replace(/(?<=\.) .*$/, ''), text };
}

/** All rules that have a page. */
export function ruleNames(): string[] {
  return fs
    .readdirSync(folder(), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && path.basename(name) !== 'README.md')
    .map((name) => name.slice(0, -'.md'.length).split(path.sep).join('/'))
    .sort();
}

/** @throws where there is no such rule, with what was probably meant */
export function assertRule(rule: string): void {
  if (pageOf(rule) === undefined) {
    const names = ruleNames();
    // often the group is left out
    const meant = names.find((name) => name.endsWith(`/${rule}`)) ?? nearest(rule, names);
    throw new Error(`There is no rule "${rule}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`);
  }
}

import * as fs from 'fs';
import * as path from 'path';
import { pageOf } from '../../rules/check/page';
import { Rule } from '../../rules/rule';
import { packageFolder } from '../../util/package';

/** The page of a rule, with the cluster's output if `docs/rules` has some. */
export function pageText(rule: Rule): string {
  const file = path.join(packageFolder(), 'docs', 'rules', `${rule.id}.md`);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : pageOf(rule);
}

import { PodSecurityCheck } from '../pod-security-check';
import { Rule } from '../rule';

/** The page of a rule, in Markdown. `npm run pages` adds what a cluster prints. */
export function pageOf({ id, severity, summary, details, why, see, fields, checks, podSecurity }: Rule): string {
  const about = (fields ?? Object.keys(checks ?? {})).map((field) => `\`${field}\``);
  const parts = [
    `# ${id}`,
    summary,
    details,
    why && why !== details ? why : undefined,
    `Severity: ${severity}.${about.length === 0 ? '' : ` Checks ${about.join(', ')}.`}`,
    podSecurity && standardOf(podSecurity),
    `See <${see}>.`,
  ];
  return `${parts.flatMap((part) => (part === undefined ? [] : wrapped(part))).join('\n\n')}\n`;
}

/** The level and the versions of the Pod Security Standards that have a check. */
function standardOf({ level, since, replaces, exempts }: PodSecurityCheck): string {
  const replaced = replaces === undefined ? '' : ` At this level it replaces \`${replaces}\`.`;
  const exempted = exempts === undefined ? '' : ` Since v1.${exempts.since}, it ignores ${exempts.pods}.`;
  return `Pod Security level: ${level}, since v1.${since}.${replaced}${exempted}`;
}

/** The text in lines of at most 120 characters, for terminals. */
function wrapped(text: string): string {
  return text.split('\n').map(wrappedLine).join('\n');
}

function wrappedLine(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.pop()!;
    lines.push(...(line.length + word.length < 120 ? [line === '' ? word : `${line} ${word}`] : [line, word]));
  }
  return lines.join('\n');
}

import { parse } from 'yaml';
import { filesOf } from '../examples/synthesize';
import { blocks, runModule } from './code';

/** The patterns that have a page, which is docs/patterns/NAME.md, and the forms that it shows. */
export const PAGES: Record<string, Form[]> = {
  sidecar: ['native', 'classic'],
  ambassador: ['native', 'classic'],
  adapter: ['native', 'classic'],
  init: ['classic'],
};

/** Of the sidecars of a pod. */
export type Form = 'native' | 'classic';

export const pageOf = (pattern: string): string => `docs/patterns/${pattern}.md`;

/** The YAML that the TypeScript of a page writes; for the classic form, with a target version that has no native sidecars. */
export function yamlOf(pattern: string, form: Form): string {
  const [code] = blocks(pageOf(pattern), 'ts');
  const text = form === 'native' ? code : code.replace('new PodApp()', "new PodApp({ kubernetesVersion: '1.28' })");
  return Object.values(filesOf(() => runModule(text))).join('---\n');
}

/** The pod that the TypeScript of a page writes. */
export function podOf(pattern: string, form: Form): any {
  return parse(yamlOf(pattern, form));
}

import * as path from 'path';
import * as ts from 'typescript';

const root = path.join(__dirname, '..', '..');

/** The errors of the compiler for a rule, as a file in rules/runtime/. */
function errorsOf(declaration: string): string[] {
  const file = path.join(root, 'rules', 'runtime', 'example.ts');
  const text = `import { rule } from '../rule';

export const example = rule({
  id: 'runtime/example',
  severity: 'error',
  summary: 'An example.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/',
  ${declaration}
});
`;
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [file] }, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, languageVersion) =>
    name === file
      ? ts.createSourceFile(name, text, languageVersion, true)
      : getSourceFile.call(host, name, languageVersion);
  const program = ts.createProgram([file], { ...options, types: ['node'] }, host);
  const source = program.getSourceFile(file)!;
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '),
  );
}

describe('the compiler checks the fields of a rule against the Kubernetes API', () => {
  test('a correct rule compiles', () => {
    const checks = `checks: {
      'Container.imagePullPolicy': ({ imagePullPolicy }, at, context) => context.warn(at, imagePullPolicy, '', ''),
      ContainerPort: ({ hostPort = 0 }, at, context) => hostPort > 1 && context.warn(at, '', '', ''),
    },`;
    expect(errorsOf(checks)).toEqual([]);
    const pod = `fields: ['Container.ports', 'PodSpec.hostNetwork'],
      check: ({ spec }, report) => spec.hostNetwork && report('spec.hostNetwork', '', ''),`;
    expect(errorsOf(pod)).toEqual([]);
  });

  test.each([
    ['a misspelt field as a key', `checks: { 'Container.imagePulPolicy': () => undefined },`, 'imagePulPolicy'],
    ['a misspelt struct as a key', `checks: { ContainerPrt: () => undefined },`, 'ContainerPrt'],
    ['a misspelt field where it is read', `checks: { ContainerPort: ({ hostPrt }) => hostPrt },`, 'hostPrt'],
    ['a misspelt field deep in a struct', `checks: { PodSpec: ({ dnsConfig }) => dnsConfig?.serches },`, 'serches'],
    ['a misspelt field that a pod rule is about', `fields: ['Container.prots'],`, 'Container.prots'],
    ['a misspelt field of the pod', `check: ({ spec }) => spec.hostNetwrk,`, 'hostNetwrk'],
  ])('%s does not compile', (_, declaration, name) => {
    const errors = errorsOf(declaration);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(name);
  });
});

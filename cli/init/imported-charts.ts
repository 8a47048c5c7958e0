import * as path from 'path';
import { chartsOf } from '../import/charts';
import { AppChart, chartLines } from '../import/app-file';
import { importCode } from '../import/chart-file';
import { CodeChange, CodeFolder } from '../import/code-folder';
import { readObjects } from '../import/read-objects';
import { codeChanges } from '../import/write-code';
import { problemText } from '../lint/report';

const LIBRARY = 'cdk8s-pod-patterns';

/** The name of the test of imported charts. */
export const IMPORTED_TEST = 'main.test.ts';

/** The charts of a new app from manifests. */
export interface ImportedCharts {
  readonly test: string;
  readonly changes: readonly CodeChange[];
  /** The names in the code for the data of Secrets, which the code does not contain. */
  readonly placeholders: readonly string[];
}

/**
 * Imports manifests into the folder of a new app. Nothing is written.
 * @throws if a manifest cannot be read
 */
export async function importedCharts(paths: readonly string[], folder: string): Promise<ImportedCharts> {
  const { files, problems } = await readObjects(paths);
  if (problems.length > 0 || files.length === 0) {
    const texts = problems.map(problemText);
    throw new Error(['init writes nothing, because --from cannot be read.', ...texts].join('\n'));
  }
  const charts = chartsOf(files, { library: LIBRARY, titleOf: (file) => path.basename(file) });
  return {
    test: testOf(charts),
    changes: codeChanges(charts, { folder, library: LIBRARY, hasApp: true }),
    placeholders: charts.flatMap(({ objects }) =>
      objects.flatMap((object) => object.placeholders.map(({ name }) => name)),
    ),
  };
}

/** Writes the charts, and remembers them for a later import. */
export function writeCharts(changes: readonly CodeChange[], folder: string): void {
  const code = new CodeFolder(folder);
  changes.forEach((change) => code.write(change));
}

function testOf(charts: readonly AppChart[]): string {
  return [
    "import { test } from 'node:test';\n",
    importCode(['PodApp'], LIBRARY),
    importCode(['Manifests'], `${LIBRARY}/testing`),
    ...charts.map(({ stem, className }) => importCode([className], `./${stem}`)),
    '\nconst app = new PodApp();\n',
    chartLines(charts),
    '\n',
    "test('synth reports no error and no warning', () => Manifests.of(app).hasNoFindings());\n",
  ].join('');
}

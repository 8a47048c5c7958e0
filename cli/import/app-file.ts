import { ChartFile, importCode } from './chart-file';

/** A chart that an app creates. */
export type AppChart = Pick<ChartFile, 'stem' | 'className'>;

/** The code of an app with charts in other files. */
export function appFile(charts: readonly AppChart[], library: string): string {
  const isPath = library.startsWith('.');
  const imports = charts.map(({ stem, className }) => importCode([className], `./${stem}`));
  const ofLibrary = importCode(['PodApp'], library);
  const all = isPath ? [...imports, ofLibrary] : [ofLibrary, ...imports];
  return `${all.join('')}\nconst app = new PodApp();\n${chartLines(charts)}app.synth();\n`;
}

/** The lines that create the charts. */
export function chartLines(charts: readonly AppChart[]): string {
  return charts.map(({ stem, className }) => `new ${className}(app, '${stem}');\n`).join('');
}

/** The class of a chart in its code. */
export function classIn(code: string): string | undefined {
  return /^export class (\w+) extends Chart \{$/m.exec(code)?.[1];
}

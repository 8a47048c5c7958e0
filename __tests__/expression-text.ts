import { Expression } from '../cli/import/expression';
import { Recognized } from '../cli/import/pattern-statement';

/** The constants and the statement as TypeScript, each in one line. */
export function recognizedText({ constants, statement }: Recognized): string {
  const lines = constants.map(({ name, type, value }) => `const ${name}: ${type} = ${expressionText(value)};\n`);
  return lines.join('') + expressionText(statement);
}

/** An expression as TypeScript in one line. */
export function expressionText(expression: Expression): string {
  switch (expression.type) {
    case 'data':
      return dataText(expression.value);
    case 'object':
      return mapText(expression.entries.map(({ key, value }) => [key, expressionText(value)]));
    case 'array':
      return `[${expression.items.map(expressionText).join(', ')}]`;
    case 'new':
      return `new ${expression.name}(${expression.args.map(expressionText).join(', ')})`;
    case 'call': {
      const chained = expression.chained === undefined ? '' : `.${expression.chained}()`;
      return `${expression.name}(${expression.args.map(expressionText).join(', ')})${chained}`;
    }
    case 'reference':
      return expression.name;
  }
}

function dataText(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return text.includes("'") ? text : `'${text.slice(1, -1).replace(/\\"/g, '"')}'`;
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  return Array.isArray(value)
    ? `[${value.map(dataText).join(', ')}]`
    : mapText(Object.entries(value).map(([key, one]) => [key, dataText(one)]));
}

function mapText(entries: [string, string][]): string {
  const fields = entries.map(([key, text]) => `${/^[a-z_]\w*$/i.test(key) ? key : dataText(key)}: ${text}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

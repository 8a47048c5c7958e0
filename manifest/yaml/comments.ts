import { PathStep } from './json-path';
import { DocumentNode, YamlDocument } from './yaml-document';

/** A comment of a document, and the field or item that it is about. */
export interface PlacedComment {
  /** Without `#` and the space after it. */
  readonly text: string;
  readonly steps: readonly PathStep[];
  /** In the lines before the field or item; beside it, on its line; or after the last field or item in it. */
  readonly place: 'before' | 'beside' | 'after';
  readonly from: number;
}

/** A key or an item, and its column. */
interface PlacedNode extends DocumentNode {
  readonly column: number;
}

/** The comments of a document, in order. */
export function commentsOf(document: YamlDocument): PlacedComment[] {
  const comments = [...document.comments('#')];
  if (comments.length === 0) {
    return [];
  }
  const nodes = [...document.nodes()].map((node): PlacedNode => ({ ...node, column: columnOf(document, node) }));
  // nodes and comments are in order
  let next = 0;
  /** The node before the comment, and the nodes around it. */
  const open: PlacedNode[] = [];
  return comments.map(({ from, text: raw }) => {
    for (; next < nodes.length && nodes[next].from < from; next++) {
      while (open.length > 0 && open[open.length - 1].steps.length >= nodes[next].steps.length) {
        open.pop();
      }
      open.push(nodes[next]);
    }
    const text = commentText(raw);
    const before = nodes[next - 1];
    const start = lineStart(document, from);
    if (before !== undefined && document.slice(start, from).trim() !== '') {
      return { text, from, steps: before.steps, place: 'beside' };
    }
    const column = from - start;
    const after = nodes[next];
    if (after !== undefined && (before === undefined || column <= after.column)) {
      return { text, from, steps: after.steps, place: 'before' };
    }
    const sibling = [...open].reverse().find((node) => node.column <= column);
    return { text, from, steps: sibling?.steps.slice(0, -1) ?? [], place: 'after' };
  });
}

/** The text of a comment, without `#` and the space after it. */
export function commentText(comment: string): string {
  return comment.trim().replace(/^#+ ?/, '');
}

function lineStart(document: YamlDocument, offset: number): number {
  // no line of a document that a person comments is as long
  const text = document.slice(Math.max(document.offset, offset - 10_000), offset);
  return offset - (text.length - 1 - text.lastIndexOf('\n'));
}

/** The column of a key, or of the dash of an item. */
function columnOf(document: YamlDocument, { steps, from }: DocumentNode): number {
  const start = lineStart(document, from);
  const column = from - start;
  if (typeof steps[steps.length - 1] !== 'number') {
    return column;
  }
  const [dash] = /- *$/.exec(document.slice(start, from)) ?? [];
  return dash === undefined ? column : column - dash.length;
}

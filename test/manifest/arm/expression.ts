/** What an expression of an ARM template is made of. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: Expression };

/** An expression that cannot be read or worked out; the message says which. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionError';
  }
}

/** The text between the brackets when `text` is an expression; `[[` begins a plain text. */
export function expressionIn(text: string): string | undefined {
  return text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']') ? text.slice(1, -1) : undefined;
}

const TOKEN = /\s*(?:(?<text>'(?:[^']|'')*')|(?<number>-?\d+)|(?<name>[A-Za-z_]\w*)|(?<sign>[()[\],.]))/y;

/** @throws {ExpressionError} when `source`, which is without its outer brackets, is not an expression. */
export function parseExpression(source: string): Expression {
  const tokens: { readonly kind: string; readonly text: string }[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(source)?.groups;
    if (found === undefined) throw new ExpressionError(`[${source}] cannot be read at ${at}`);
    const [kind, text] = Object.entries(found).find(([, value]) => value !== undefined) ?? ['', ''];
    tokens.push({ kind, text });
  }
  let next = 0;
  const isSign = (text: string): boolean => tokens[next]?.kind === 'sign' && tokens[next]?.text === text;
  const take = (text: string): void => {
    if (!isSign(text)) throw new ExpressionError(`[${source}] lacks a ${text}`);
    next += 1;
  };
  const primary = (): Expression => {
    const token = tokens[next];
    next += 1;
    if (token?.kind === 'text')
      return { kind: 'literal', value: token.text.slice(1, -1).replaceAll("''", "'") };
    if (token?.kind === 'number') return { kind: 'literal', value: Number(token.text) };
    if (token?.kind !== 'name') throw new ExpressionError(`[${source}] ends too early or has a stray sign`);
    take('(');
    const args: Expression[] = [];
    while (!isSign(')')) {
      if (args.length > 0) take(',');
      args.push(whole());
    }
    take(')');
    return { kind: 'call', name: token.text, args };
  };
  const whole = (): Expression => {
    let value = primary();
    for (;;) {
      if (isSign('.')) {
        next += 1;
        const token = tokens[next];
        if (token?.kind !== 'name') throw new ExpressionError(`[${source}] lacks a name after a dot`);
        next += 1;
        value = { kind: 'member', of: value, name: { kind: 'literal', value: token.text } };
      } else if (isSign('[')) {
        next += 1;
        const name = whole();
        take(']');
        value = { kind: 'member', of: value, name };
      } else return value;
    }
  };
  const expression = whole();
  if (next < tokens.length) throw new ExpressionError(`[${source}] goes on after its end`);
  return expression;
}

/** A function gets its arguments unevaluated, because `if` works out only one of its branches. */
export type Functions = Readonly<Record<string, (args: readonly (() => unknown)[]) => unknown>>;

/** @throws {ExpressionError} when a function is not known, or a member is not there. */
export function evaluate(expression: Expression, functions: Functions): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'call': {
      const { name, args } = expression;
      const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (call === undefined) throw new ExpressionError(`no function is called ${name}`);
      return call(args.map((arg) => () => evaluate(arg, functions)));
    }
    case 'member': {
      const of = evaluate(expression.of, functions);
      const name = evaluate(expression.name, functions);
      if (typeof of === 'object' && of !== null && Object.hasOwn(of, String(name)))
        return (of as Readonly<Record<string, unknown>>)[String(name)];
      throw new ExpressionError(`nothing is called ${String(name)} there`);
    }
    default:
      return expression satisfies never;
  }
}

/** Every call in it, also those in branches that are not taken. */
export function callsIn(expression: Expression): readonly Extract<Expression, { kind: 'call' }>[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'call':
      return [expression, ...expression.args.flatMap(callsIn)];
    case 'member':
      return [...callsIn(expression.of), ...callsIn(expression.name)];
    default:
      return expression satisfies never;
  }
}

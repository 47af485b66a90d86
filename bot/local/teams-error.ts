/** An answer of the Bot Connector with its typed error, `{ error: { code, message } }`. */
export class TeamsError extends Error {
  override readonly name = 'TeamsError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

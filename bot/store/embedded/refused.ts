/** An answer other than success: the HTTP status, the service's code for it, and what is wrong in words. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly substatus: number | undefined;

  constructor(status: number, code: string, message: string, substatus?: number) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.substatus = substatus;
  }
}

/** What the engine does not imitate. */
export function unsupported(feature: string): Refused {
  return new Refused(400, 'BadRequest', `the embedded engine does not support ${feature}`);
}

export function badRequest(message: string): Refused {
  return new Refused(400, 'BadRequest', message);
}

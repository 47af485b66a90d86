/** The conversation's queue is full; this turn was not begun. */
export class TurnRefused extends Error {
  constructor() {
    super('too many turns of this conversation are waiting');
    this.name = 'TurnRefused';
  }
}

/** A queue for each conversation: its turns run one after another, and different conversations do not wait. */
export interface ConversationQueues {
  /**
   * Runs `work` when every earlier work of the same `key` has settled, in the order of the calls.
   * Gives what `work` gives; a rejection is the caller's and does not stop those behind it.
   * @throws {TurnRefused} (as a rejection) when too many are waiting already; `work` is then never called.
   */
  serialise<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Conversations with a turn running or waiting. */
  readonly busy: number;
}

interface Line {
  /** Settles, never rejects, when the last work of the line has. */
  tail: Promise<unknown>;
  /** Works that have not settled, the running one included. */
  length: number;
}

/**
 * @param maxWaiting how many may wait behind the running turn of one conversation.
 */
export function createConversationQueues(maxWaiting = 16): ConversationQueues {
  const lines = new Map<string, Line>();

  async function run<T>(key: string, line: Line, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      line.length -= 1;
      if (line.length === 0) lines.delete(key);
    }
  }

  return {
    serialise(key, work) {
      let line = lines.get(key);
      if (line === undefined) {
        line = { tail: Promise.resolve(), length: 0 };
        lines.set(key, line);
      }
      if (line.length > maxWaiting) return Promise.reject(new TurnRefused());
      const mine = line;
      const first = mine.length === 0;
      mine.length += 1;
      const result = first ? run(key, mine, work) : mine.tail.then(() => run(key, mine, work));
      mine.tail = result.catch(() => undefined);
      return result;
    },
    get busy() {
      return lines.size;
    },
  };
}

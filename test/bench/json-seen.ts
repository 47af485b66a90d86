/**
 * A sampling profiler has no name for `JSON.parse` and `JSON.stringify`: their time counts as their caller's own. While it
 * samples, each is called through a function of this file, by whose name it is known. Gives what ends that.
 */
export function seeingJson(): () => void {
  const { parse, stringify } = JSON;
  JSON.parse = function seenParse(...args: Parameters<typeof parse>): unknown {
    return parse(...args);
  };
  JSON.stringify = function seenStringify(...args: Parameters<typeof stringify>): string {
    return stringify(...args);
  } as typeof stringify;
  return () => {
    JSON.parse = parse;
    JSON.stringify = stringify;
  };
}

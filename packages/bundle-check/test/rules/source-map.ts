/** A source map; `mappings` needs as many segments as the case has lines. */
export function sourceMap(sources: string[], mappings: string): string {
  return JSON.stringify({
    version: 3,
    sources,
    sourcesContent: sources.map(() => "code"),
    names: [],
    mappings,
  });
}

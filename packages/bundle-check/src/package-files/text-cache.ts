import { TEXT_CACHE_UNITS } from "./limits.js";

/**
 * Decoded files, the least recently read dropped first. The bytes of a package stay in memory; its text is often
 * twice as large, so only a bounded part of it is kept.
 */
export class TextCache {
  private readonly texts = new Map<string, string>();
  private units = 0;
  private readonly budget: number;

  constructor(budget: number = TEXT_CACHE_UNITS) {
    this.budget = budget;
  }

  read(path: string, decode: () => string): string {
    const known = this.texts.get(path);
    if (known !== undefined) {
      // Map iterates in insertion order: inserting again makes this the youngest.
      this.texts.delete(path);
      this.texts.set(path, known);
      return known;
    }
    const text = decode();
    this.texts.set(path, text);
    this.units += text.length;
    this.shrink();
    return text;
  }

  private shrink(): void {
    for (const [path, text] of this.texts) {
      // The text just read stays even when it alone is over the budget: its rules come one after the other.
      if (this.units <= this.budget || this.texts.size === 1) return;
      this.texts.delete(path);
      this.units -= text.length;
    }
  }
}
